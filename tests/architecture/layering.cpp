#include "architecture/layering.hpp"

#include "architecture/words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <stdexcept>

namespace daifa::test {
namespace {

constexpr std::string_view table_file = "core/README.md";
constexpr std::string_view table_head = "| module | is | may include | libraries |";

struct Include {
    std::string name;
    bool is_quoted = false;
    std::size_t line = 0;
};

/// The first entry that an include starts with names its library; "" is the standard library.
constexpr std::array libraries = {
    std::pair{"boost/asio/ip/", "sockets"},
    std::pair{"boost/asio/local/", "sockets"},
    std::pair{"boost/asio/generic/", "sockets"},
    std::pair{"boost/asio/basic_", "sockets"},
    std::pair{"boost/asio/ssl/", "sockets"},
    std::pair{"boost/asio.hpp", "sockets"},
    std::pair{"boost/asio/", "Asio"},
    std::pair{"boost/beast", "Beast"},
    std::pair{"boost/dll", "Boost.DLL"},
    std::pair{"boost/url", "Boost.URL"},
    std::pair{"boost/test/", "Boost.Test"},
    std::pair{"boost/", "Boost"},
    std::pair{"CLI/", "CLI11"},
    std::pair{"cairo", "cairo"},
    std::pair{"pango/", "Pango"},
    std::pair{"zint.h", "Zint"},
    std::pair{"openssl/", "OpenSSL"},
    std::pair{"prometheus/", "prometheus-cpp"},
    std::pair{"soci/", "SOCI"},
    std::pair{"spdlog/", "spdlog"},
    std::pair{"systemd/", "libsystemd"},
    std::pair{"unicode/", "ICU"},
    std::pair{"yaml-cpp/", "yaml-cpp"},
    std::pair{"netinet/", "sockets"},
    std::pair{"arpa/", "sockets"},
    std::pair{"sys/socket.h", "sockets"},
    std::pair{"thread", "threads"},
    std::pair{"mutex", "threads"},
    std::pair{"shared_mutex", "threads"},
    std::pair{"condition_variable", "threads"},
    std::pair{"future", "threads"},
    std::pair{"fstream", "files"},
};

std::string library_of(std::string_view include)
{
    for (const auto& [prefix, library] : libraries)
        if (include.starts_with(prefix))
            return library;
    // What is left with a slash or as a C header belongs to the system: unistd.h, sys/stat.h.
    if (include.ends_with(".h"))
        return "files";
    return include.find('/') == std::string_view::npos ? "" : "unknown to the table of libraries";
}

std::vector<Include> includes_of(const SourceFile& file)
{
    std::vector<Include> includes;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        std::string_view line = file.lines[i];
        if (!file.code[i].starts_with("#include "))
            continue;
        line.remove_prefix(9);
        const bool is_quoted = line.starts_with('"');
        const auto end = line.find(is_quoted ? '"' : '>', 1);
        if (end != std::string_view::npos)
            includes.push_back({std::string(line.substr(1, end - 1)), is_quoted, i + 1});
    }
    return includes;
}

std::string folder_of(std::string_view path)
{
    const auto slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? "" : path.substr(0, slash));
}

/// The part of `path` that matches `pattern`, or nothing. "main.cpp" as the last part of a pattern
/// matches the file; everything else is a folder.
std::optional<std::string> matched(std::string_view pattern, std::string_view path)
{
    std::size_t at = 0;
    for (const auto& part : split(pattern, '/')) {
        const auto end = std::min(path.find('/', at), path.size());
        if (at >= path.size() || (part != "*" && part != path.substr(at, end - at)))
            return std::nullopt;
        at = end + 1;
    }
    return std::string(path.substr(0, std::min(at - 1, path.size())));
}

std::string full_pattern(const std::string& name)
{
    return name.starts_with("plugins/") ? name : "core/" + name;
}

/// Where a file stands: its row, and which of the folders that the row speaks of.
struct Place {
    const Layer* layer = nullptr;
    std::string folder = {};
};

class Checker {
public:
    Checker(const std::vector<SourceFile>& files, const std::vector<Layer>& layers)
        : files_(files), layers_(layers)
    {
        for (const auto& file : files)
            if (file.is_cpp()) {
                std::string path = file.path;
                if (path.ends_with(".in"))
                    path.resize(path.size() - 3);
                known_.emplace(std::move(path), &file);
            }
    }

    Findings run()
    {
        for (const auto& file : files_) {
            if (!file.is_cpp() || !(file.is_under("core") || file.is_under("plugins")))
                continue;
            for (const auto& include : includes_of(file))
                check(file, include);
        }
        find_cycles();
        return std::move(findings_);
    }

private:
    void report(const SourceFile& file, std::size_t line, std::string text)
    {
        findings_.push_back({file.path, line, std::move(text)});
    }

    Place place_of(std::string_view path) const
    {
        Place place;
        for (const auto& layer : layers_) {
            const auto folder = matched(full_pattern(layer.name), path);
            if (folder && folder->size() > place.folder.size())
                place = {&layer, *folder};
        }
        return place;
    }

    /// The file an include means, from the root; empty when there is none of ours.
    std::string resolve(const SourceFile& file, const Include& include) const
    {
        if (!include.is_quoted)
            return include.name.starts_with("daifa/") ? "core/sdk/" + include.name : "";
        for (const auto& root :
             {folder_of(file.path), std::string("core"), std::string("core/sdk/src"),
              std::string("plugins/platform"), std::string("plugins/erp"), std::string("tests")}) {
            const std::string path = root + "/" + include.name;
            if (known_.contains(path))
                return path;
        }
        return "";
    }

    void check(const SourceFile& file, const Include& include)
    {
        const bool is_test = file.path.find("/tests/") != std::string::npos;
        const auto target = resolve(file, include);
        if (!include.is_quoted && target.empty())
            return is_test ? void() : check_library(file, include);
        if (!known_.contains(target))
            return report(file, include.line,
                          "there is no \"" + include.name +
                              "\"; name it from core/, the plugins or its own folder");
        if (target.starts_with("tests/") || target.find("/tests/") != std::string::npos)
            return is_test ? void()
                           : report(file, include.line,
                                    "includes a test's file; move what is shared out of tests");
        check_private(file, include, target);
        check_layer(file, include, target);
        edges_[file.path].push_back({target, include.line});
    }

    void check_library(const SourceFile& file, const Include& include)
    {
        const auto library = library_of(include.name);
        const auto place = place_of(file.path);
        if (library.empty() || place.layer == nullptr)
            return;
        if (!place.layer->libraries.contains(library))
            report(file, include.line,
                   place.layer->name + " does without " + library + " (<" + include.name +
                       ">): use the module that wraps it, or change the table in " +
                       std::string(table_file));
        // Whoever includes such a header would see the library too.
        const bool is_hidden = !file.is_header() || file.path.find("/detail/") != std::string::npos;
        if (!is_hidden && (library == "SOCI" || library == "yaml-cpp"))
            report(file, include.line,
                   library + " stands in a public header: move it to a source or to detail/");
    }

    void check_private(const SourceFile& file, const Include& include, const std::string& target)
    {
        for (const std::string_view name : {"/detail/", "/program/"}) {
            const auto at = target.find(name);
            if (at != std::string::npos && !file.path.starts_with(target.substr(0, at + 1)))
                report(file, include.line,
                       include.name + " is private to " + target.substr(0, at) +
                           ": use its public headers");
        }
    }

    void check_layer(const SourceFile& file, const Include& include, const std::string& target)
    {
        const auto from = place_of(file.path);
        const auto to = place_of(target);
        if (from.layer == nullptr || to.layer == nullptr)
            return report(file, include.line,
                          (from.layer == nullptr ? file.path : target) +
                              " has no row in the table of " + std::string(table_file) +
                              ": give its folder one");
        // A program's entry belongs to the module whose folder it stands in.
        const bool is_entry = from.folder.ends_with(".cpp");
        if (from.folder == to.folder || (is_entry && folder_of(from.folder) == to.folder))
            return;
        for (const auto& name : from.layer->may_include)
            if (matched(full_pattern(name), target))
                return;
        report(file, include.line,
               from.layer->name + " must not include " + to.layer->name + " (" + include.name +
                   "): turn the arrow round, or move the shared words down");
    }

    void find_cycles()
    {
        for (const auto& [path, unused] : edges_)
            visit(path);
    }

    void visit(const std::string& path)
    {
        if (done_.contains(path))
            return;
        way_.push_back(path);
        for (const auto& [target, line] : edges_[path]) {
            const auto begin = std::find(way_.begin(), way_.end(), target);
            if (begin == way_.end()) {
                visit(target);
                continue;
            }
            std::string text = "closes a cycle of includes: ";
            for (auto step = begin; step != way_.end(); ++step)
                text += *step + " -> ";
            findings_.push_back({path, line, text + target + ": declare forward, or split a file"});
        }
        way_.pop_back();
        done_.insert(path);
    }

    struct Edge {
        std::string target;
        std::size_t line = 0;
    };

    const std::vector<SourceFile>& files_;
    const std::vector<Layer>& layers_;
    std::map<std::string, const SourceFile*, std::less<>> known_;
    std::map<std::string, std::vector<Edge>> edges_;
    std::vector<std::string> way_;
    std::set<std::string> done_;
    Findings findings_;
};

std::string without_ticks(std::string text)
{
    std::erase(text, '`');
    return text;
}

} // namespace

std::vector<Layer> read_layers(const SourceFile& readme)
{
    std::vector<Layer> layers;
    const auto head = std::find(readme.lines.begin(), readme.lines.end(), table_head);
    for (auto row = head; row != readme.lines.end() && row->starts_with('|'); ++row) {
        // Split at every bar, empty cells too.
        std::vector<std::string> cells;
        std::string_view rest = std::string_view(*row).substr(1);
        while (!rest.empty()) {
            const auto end = std::min(rest.find('|'), rest.size());
            cells.push_back(without_ticks(std::string(trim(rest.substr(0, end)))));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        if (row - head < 2)
            continue;
        if (cells.size() != 4)
            throw std::runtime_error("a row of the table has not four cells: " + *row);
        Layer layer{cells[0]};
        layer.may_include = split(cells[2], ',');
        const auto names = split(cells[3], ',');
        layer.libraries.insert(names.begin(), names.end());
        layer.line = static_cast<std::size_t>(row - readme.lines.begin()) + 1;
        layers.push_back(std::move(layer));
    }
    if (layers.empty())
        throw std::runtime_error(readme.path +
                                 " has no table that begins with: " + std::string(table_head));
    return layers;
}

Findings check_table(const std::vector<Layer>& layers, const SourceFile& readme)
{
    Findings findings;
    std::set<std::string> above;
    for (const auto& layer : layers) {
        for (const auto& name : layer.may_include)
            if (!above.contains(name))
                findings.push_back(
                    {readme.path, layer.line,
                     layer.name + " may include " + name +
                         ", which no row above names: arrows point up in this table"});
        for (const auto& name : layer.libraries) {
            const auto is_it = [&](const auto& entry) { return entry.second == name; };
            if (std::none_of(libraries.begin(), libraries.end(), is_it))
                findings.push_back({readme.path, layer.line, "nobody knows a library " + name});
        }
        above.insert(layer.name);
    }
    return findings;
}

Findings check_includes(const std::vector<SourceFile>& files, const std::vector<Layer>& layers)
{
    return Checker(files, layers).run();
}

Findings check_links(const std::vector<SourceFile>& files, const std::vector<Layer>& layers)
{
    Findings findings;
    for (const auto& file : files) {
        if (!file.is_under("core") || file.name() != "CMakeLists.txt")
            continue;
        const std::string module = folder_of(std::string_view(file.path).substr(5));
        const auto layer = std::find_if(layers.begin(), layers.end(),
                                        [&](const Layer& l) { return l.name == module; });
        bool is_module = false;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const std::string& line = file.lines[i];
            if (line.starts_with("daifa_"))
                is_module = line.starts_with("daifa_module(");
            const auto at = find_word(line, "DEPENDS");
            if (!is_module || at == std::string::npos || layer == layers.end())
                continue;
            std::string names = line.substr(at + 7);
            std::erase(names, ')');
            for (const auto& name : split(names, ' '))
                if (std::find(layer->may_include.begin(), layer->may_include.end(), name) ==
                    layer->may_include.end())
                    findings.push_back({file.path, i + 1,
                                        module + " links " + name + ", which its row in " +
                                            std::string(table_file) + " does not allow"});
        }
    }
    return findings;
}

} // namespace daifa::test

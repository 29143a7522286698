#include "plugin_host/stamp.hpp"

#include "plugin_host/elf_section.hpp"

#include <daifa/plugin/export.hpp>

#include <algorithm>

namespace daifa::plugin_host {
namespace {

constexpr std::string_view first_line = "daifa-plugin 1";
constexpr std::size_t stamp_size_max = 4096;
constexpr std::size_t name_size_max = 64;
constexpr std::size_t hash_shown = 12;

struct KnownLine {
    std::string_view key;
    std::string_view en;
    std::string_view zh;
};

constexpr KnownLine known_lines[] = {
    {"sdk", "SDK headers", "SDK 头文件"},
    {"compiler", "compiler", "编译器"},
    {"stdlib", "standard library", "标准库"},
    {"language", "C++ language level", "C++ 语言标准"},
    {"boost", "Boost", "Boost"},
};

std::string_view take_line(std::string_view& rest)
{
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return line;
}

bool is_printable(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// A name stands in YAML files, in tables and in sentences.
bool is_plugin_name(std::string_view name)
{
    const auto is_fit = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !name.empty() && name.size() <= name_size_max &&
           std::all_of(name.begin(), name.end(), is_fit);
}

std::optional<BuildLine> parse_line(std::string_view line)
{
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == line.size() ||
        !is_printable(line))
        return std::nullopt;
    return BuildLine{std::string(line.substr(0, equals)), std::string(line.substr(equals + 1))};
}

/// False when the key is one of the plugin's own and its value is unfit.
bool apply(Stamp& stamp, bool& has_kind, BuildLine line)
{
    if (line.key == "kind") {
        has_kind = line.value == "platform" || line.value == "erp";
        stamp.kind = line.value == "erp" ? PluginKind::erp : PluginKind::platform;
        return has_kind;
    }
    if (line.key == "name") {
        stamp.name = std::move(line.value);
        return is_plugin_name(stamp.name);
    }
    if (line.key == "version")
        stamp.version = std::move(line.value);
    else
        stamp.build.push_back(std::move(line));
    return true;
}

const BuildLine* find_line(const std::vector<BuildLine>& lines, std::string_view key)
{
    const auto found =
        std::find_if(lines.begin(), lines.end(), [&](const BuildLine& l) { return l.key == key; });
    return found == lines.end() ? nullptr : &*found;
}

/// Hashes are cut for people, unless the cut would hide the difference.
std::string shown(std::string_view key, const BuildLine* line, const BuildLine* other,
                  std::string_view nothing)
{
    if (line == nullptr)
        return std::string(nothing);
    const bool can_cut = key == "sdk" && line->value.size() > hash_shown &&
                         (other == nullptr ||
                          other->value.substr(0, hash_shown) != line->value.substr(0, hash_shown));
    return can_cut ? line->value.substr(0, hash_shown) + "…" : line->value;
}

void add_difference(Sentence& list, std::string_view key, const BuildLine* plugin,
                    const BuildLine* host)
{
    std::string_view en = key;
    std::string_view zh = key;
    for (const KnownLine& known : known_lines)
        if (known.key == key) {
            en = known.en;
            zh = known.zh;
        }
    if (!list.en.empty()) {
        list.en += ", ";
        list.zh += "，";
    }
    list.en += std::string(en) + " " + shown(key, plugin, host, "not stated") +
               " where this daifa has " + shown(key, host, plugin, "none");
    list.zh += std::string(zh) + " 为 " + shown(key, plugin, host, "未注明") +
               "，而本机 daifa 为 " + shown(key, host, plugin, "无");
}

} // namespace

boost::system::result<Stamp, StampProblem> parse_stamp(std::string_view text)
{
    std::string_view rest = text.substr(0, text.find('\0'));
    if (take_line(rest) != first_line)
        return StampProblem::bad_stamp;
    Stamp stamp;
    bool has_kind = false;
    while (!rest.empty()) {
        auto line = parse_line(take_line(rest));
        if (!line || !apply(stamp, has_kind, std::move(*line)))
            return StampProblem::bad_stamp;
    }
    if (!has_kind || stamp.name.empty() || stamp.version.empty())
        return StampProblem::bad_stamp;
    return stamp;
}

boost::system::result<Stamp, StampProblem> read_stamp(std::istream& file)
{
    const auto section = read_elf_section(file, DAIFA_STAMP_SECTION, stamp_size_max);
    if (section)
        return parse_stamp(*section);
    switch (section.error()) {
    case ElfProblem::not_a_library:
        return StampProblem::not_a_library;
    case ElfProblem::truncated:
        return StampProblem::truncated;
    case ElfProblem::no_such_section:
        return StampProblem::no_stamp;
    case ElfProblem::bad_section:
        break;
    }
    return StampProblem::bad_stamp;
}

std::vector<BuildLine> host_build()
{
    std::vector<BuildLine> lines;
    std::string_view rest = DAIFA_BUILD_STAMP;
    while (!rest.empty())
        if (auto line = parse_line(take_line(rest)))
            lines.push_back(std::move(*line));
    return lines;
}

std::optional<Sentence> compare(const Stamp& stamp, const std::vector<BuildLine>& host)
{
    Sentence list;
    for (const BuildLine& ours : host) {
        const BuildLine* theirs = find_line(stamp.build, ours.key);
        if (theirs == nullptr || theirs->value != ours.value)
            add_difference(list, ours.key, theirs, &ours);
    }
    for (const BuildLine& theirs : stamp.build)
        if (find_line(host, theirs.key) == nullptr)
            add_difference(list, theirs.key, &theirs, nullptr);
    if (list.en.empty())
        return std::nullopt;
    return Sentence{"it was built with " + list.en + "; rebuild it with the installed SDK",
                    "编译环境不一致：" + list.zh + "；请用本机已安装的 SDK 重新编译"};
}

std::string_view to_text(PluginKind kind)
{
    return kind == PluginKind::erp ? "erp" : "platform";
}

} // namespace daifa::plugin_host

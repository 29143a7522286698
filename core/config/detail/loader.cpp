#include "config/detail/loader.hpp"

#include "config/detail/strategy_check.hpp"

#include "config/detail/text_file.hpp"

#include <glob.h>

#include <set>

namespace daifa::config::detail {
namespace {

constexpr std::size_t file_size_max = 1u << 20;

std::vector<std::string> expand(const std::string& pattern)
{
    std::vector<std::string> found;
    ::glob_t matches = {};
    if (::glob(pattern.c_str(), 0, nullptr, &matches) == 0)
        found.assign(matches.gl_pathv, matches.gl_pathv + matches.gl_pathc);
    ::globfree(&matches);
    return found;
}

} // namespace

Position ReadFile::place(std::string_view option) const
{
    const auto found = places.find(option);
    return found == places.end() ? Position{} : found->second;
}

std::string ReadFile::source(std::string_view option) const
{
    return path.string() + ":" + std::to_string(place(option).line);
}

ReadFile read_configuration_file(FileKind kind, const std::filesystem::path& path,
                                 std::vector<Problem>& problems)
{
    ReadFile file{.path = path, .has_errors = true};
    auto text = read_text_file(path, file_size_max, problems);
    if (!text)
        return file;
    file.text = std::move(*text);
    Report report(path.string(), file.text, problems);
    const auto root = parse_yaml(file.text, report);
    if (!root)
        return file;
    file.is_parsed = true;
    file.places = read_options(kind, *root, file.draft, report);
    check_strategy(file.draft.strategy, file.places, report);
    file.has_errors = report.has_errors();
    return file;
}

std::vector<std::filesystem::path> expand_patterns(const std::vector<std::string>& patterns,
                                                   const std::filesystem::path& directory)
{
    std::set<std::filesystem::path> paths;
    for (const std::string& pattern : patterns) {
        const std::string full = (directory / pattern).lexically_normal().string();
        if (pattern.find_first_of("*?[") == std::string::npos)
            paths.insert(full);
        else
            for (const std::string& name : expand(full))
                paths.insert(name);
    }
    return {paths.begin(), paths.end()};
}

std::filesystem::path join_beside(const std::filesystem::path& file, const std::string& name)
{
    return (file.parent_path() / name).lexically_normal();
}

} // namespace daifa::config::detail

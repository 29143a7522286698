#include "config/detail/option.hpp"

#include <algorithm>

namespace daifa::config::detail {

std::span<const Option> options(FileKind kind)
{
    switch (kind) {
    case FileKind::daemon:
        return daemon_options();
    case FileKind::shop:
        return shop_options();
    case FileKind::strategy:
        break;
    }
    return strategy_options();
}

const Option* find_option(FileKind kind, std::string_view path)
{
    const auto all = options(kind);
    const auto found = std::ranges::find(all, path, &Option::path);
    return found == all.end() ? nullptr : &*found;
}

std::string_view last_name(std::string_view path)
{
    return path.substr(path.rfind('.') + 1);
}

std::string_view parent_of(std::string_view path)
{
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

std::string join_path(std::string_view parent, std::string_view name)
{
    return parent.empty() ? std::string(name) : std::string(parent) + "." + std::string(name);
}

std::vector<const Option*> members(FileKind kind, std::string_view group)
{
    std::vector<const Option*> found;
    for (const Option& option : options(kind)) {
        if (parent_of(option.path) == group)
            found.push_back(&option);
    }
    return found;
}

std::vector<std::string> split_choices(std::string_view choices)
{
    std::vector<std::string> parts;
    while (!choices.empty()) {
        const std::size_t bar = std::min(choices.find('|'), choices.size());
        parts.emplace_back(choices.substr(0, bar));
        choices.remove_prefix(std::min(bar + 1, choices.size()));
    }
    return parts;
}

} // namespace daifa::config::detail

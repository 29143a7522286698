#include "pinduoduo/practice/flat_parameters.hpp"

#include <charconv>

namespace daifa::practice::pinduoduo {

std::optional<std::int64_t> find_number(const Call& call, std::string_view name)
{
    const std::string_view text = find_parameter(call.parameters, name);
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::variant<std::int64_t, Failure> read_number(const Call& call, std::string_view name,
                                                std::int64_t fallback, std::int64_t least,
                                                std::int64_t most)
{
    if (find_parameter(call.parameters, name).empty())
        return fallback;
    const auto number = find_number(call, name);
    if (!number || *number < least || *number > most)
        return Failure{21001, std::string(name) + "超出范围"};
    return *number;
}

} // namespace daifa::practice::pinduoduo

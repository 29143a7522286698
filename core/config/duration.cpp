#include "config/duration.hpp"

#include <array>
#include <charconv>
#include <cstdint>

namespace daifa::config {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
};

constexpr std::array units = {
    Unit{"d", 86'400'000}, Unit{"h", 3'600'000}, Unit{"m", 60'000}, Unit{"s", 1'000}, Unit{"ms", 1},
};
constexpr std::int64_t longest = std::int64_t{36'525} * 86'400'000;

} // namespace

std::optional<Milliseconds> parse_duration(std::string_view text)
{
    if (text == "0")
        return Milliseconds{0};
    std::int64_t count = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (failure != std::errc{} || count < 0)
        return std::nullopt;
    const std::string_view name = text.substr(static_cast<std::size_t>(end - text.data()));
    for (const Unit& unit : units) {
        if (unit.name == name && count <= longest / unit.milliseconds)
            return Milliseconds{count * unit.milliseconds};
    }
    return std::nullopt;
}

std::string to_duration_text(Milliseconds span)
{
    if (span.count() == 0)
        return "0s";
    for (const Unit& unit : units) {
        if (span.count() % unit.milliseconds == 0)
            return std::to_string(span.count() / unit.milliseconds) + std::string(unit.name);
    }
    return std::to_string(span.count()) + "ms";
}

} // namespace daifa::config

#include "pinduoduo/yuan.hpp"

#include <charconv>

namespace daifa::pinduoduo {
namespace {

constexpr std::int64_t fen_max = 100'000'000'000;
constexpr std::size_t text_max = 32;
constexpr int power_max = 20;

/// The power of ten behind an amount's digits: "", "E1", "e-2".
std::optional<int> parse_power(std::string_view text)
{
    if (text.empty())
        return 0;
    if (text.front() != 'E' && text.front() != 'e')
        return std::nullopt;
    text.remove_prefix(1);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    int power = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), power);
    const bool is_number = parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size();
    if (!is_number || power > power_max || power < -power_max)
        return std::nullopt;
    return power;
}

/// `digits` times ten to the power of `shift`; nothing when that is no whole number of our size.
std::optional<Money> shifted(std::int64_t digits, int shift)
{
    for (; shift > 0 && digits <= fen_max; --shift)
        digits *= 10;
    for (; shift < 0 && digits % 10 == 0; ++shift)
        digits /= 10;
    if (shift < 0 || digits > fen_max)
        return std::nullopt;
    return Money{digits};
}

} // namespace

std::optional<Money> parse_yuan(std::string_view text)
{
    if (text.size() > text_max)
        return std::nullopt;
    std::int64_t digits = 0;
    int shift = 2; // From yuan to fen.
    bool has_digit = false;
    bool has_point = false;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '.' && !has_point) {
            has_point = true;
        } else if (c >= '0' && c <= '9') {
            has_digit = true;
            digits = digits * 10 + (c - '0');
            shift -= has_point ? 1 : 0;
        } else {
            break;
        }
        if (digits > fen_max * 10'000)
            return std::nullopt;
    }
    const auto power = parse_power(text.substr(at));
    if (!has_digit || !power)
        return std::nullopt;
    return shifted(digits, shift + *power);
}

} // namespace daifa::pinduoduo

#include "config/detail/utf8.hpp"

#include <cstdint>

namespace daifa::config::detail {
namespace {

struct Character {
    std::uint32_t code = 0;
    std::size_t size = 0; ///< 0: not UTF-8.
};

std::uint8_t byte_at(std::string_view text, std::size_t at)
{
    return static_cast<std::uint8_t>(text[at]);
}

Character read_character(std::string_view text, std::size_t at)
{
    const std::uint8_t first = byte_at(text, at);
    if (first < 0x80)
        return {first, 1};
    const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + size > text.size())
        return {};
    std::uint32_t code = first & (0xffu >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        const std::uint8_t next = byte_at(text, at + i);
        if ((next & 0xc0u) != 0x80u)
            return {};
        code = (code << 6) | (next & 0x3fu);
    }
    const bool is_overlong = (size == 3 && code < 0x800) || (size == 4 && code < 0x10000);
    const bool is_no_character = (code >= 0xd800 && code < 0xe000) || code > 0x10ffff;
    return is_overlong || is_no_character ? Character{} : Character{code, size};
}

bool is_wide(std::uint32_t code)
{
    return (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf) ||
           (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
           (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) ||
           (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1faff) ||
           (code >= 0x20000 && code <= 0x3fffd);
}

} // namespace

std::optional<std::size_t> find_bad_utf8(std::string_view bytes)
{
    for (std::size_t at = 0; at < bytes.size();) {
        const Character character = read_character(bytes, at);
        if (character.size == 0)
            return at;
        at += character.size;
    }
    return std::nullopt;
}

bool looks_like_gbk(std::string_view bytes)
{
    bool has_pair = false;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const std::uint8_t lead = byte_at(bytes, at);
        if (lead < 0x80)
            continue;
        if (lead == 0x80 || lead == 0xff || at + 1 == bytes.size())
            return false;
        const std::uint8_t trail = byte_at(bytes, ++at);
        if (trail < 0x40 || trail == 0x7f || trail == 0xff)
            return false;
        has_pair = true;
    }
    return has_pair;
}

std::size_t count_characters(std::string_view text)
{
    std::size_t count = 0;
    for (const char c : text)
        count += (static_cast<std::uint8_t>(c) & 0xc0u) != 0x80u;
    return count;
}

std::string_view first_characters(std::string_view text, std::size_t count)
{
    std::size_t at = 0;
    for (; count > 0 && at < text.size(); --count) {
        const std::size_t size = read_character(text, at).size;
        at += size == 0 ? 1 : size;
    }
    return text.substr(0, at);
}

std::size_t display_width(std::string_view text)
{
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = read_character(text, at);
        width += is_wide(character.code) ? 2 : 1;
        at += character.size == 0 ? 1 : character.size;
    }
    return width;
}

} // namespace daifa::config::detail

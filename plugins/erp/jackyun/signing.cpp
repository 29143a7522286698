#include "jackyun/signing.hpp"

#include <daifa/codec/digest.hpp>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

namespace daifa::jackyun {
namespace {

bool is_signed(std::string_view name)
{
    return name != "sign" && name != "token" && name != "contextid";
}

void append_lower_ascii(std::string& out, std::string_view text)
{
    const auto start = static_cast<std::ptrdiff_t>(out.size());
    out.append(text);
    std::transform(out.begin() + start, out.end(), out.begin() + start, [](char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    });
}

} // namespace

std::string lower_unicode(std::string_view utf8)
{
    std::string lower;
    lower.reserve(utf8.size());
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const auto size = static_cast<int32_t>(utf8.size());
    for (int32_t at = 0; at < size;) {
        const int32_t start = at;
        while (at < size && U8_IS_SINGLE(bytes[at]))
            ++at;
        if (at > start) {
            append_lower_ascii(lower, utf8.substr(static_cast<std::size_t>(start),
                                                  static_cast<std::size_t>(at - start)));
            continue;
        }
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, size, code_point);
        const UChar32 small = code_point < 0 ? code_point : u_tolower(code_point);
        if (small != code_point) {
            char encoded[U8_MAX_LENGTH] = {};
            int32_t length = 0;
            U8_APPEND_UNSAFE(encoded, length, small);
            lower.append(encoded, static_cast<std::size_t>(length));
        } else {
            lower.append(utf8, static_cast<std::size_t>(start),
                         static_cast<std::size_t>(at - start));
        }
    }
    return lower;
}

std::string sign(FormFields fields, const Secret& app_secret)
{
    std::ranges::sort(fields);
    std::string text = app_secret.reveal();
    for (const auto& [name, value] : fields) {
        if (is_signed(name)) {
            text += name;
            text += value;
        }
    }
    text += app_secret.reveal();
    return md5_hex_lower(lower_unicode(text));
}

} // namespace daifa::jackyun

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

void append_code_point(std::string& out, UChar32 code_point)
{
    char bytes[U8_MAX_LENGTH] = {};
    int32_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, code_point);
    out.append(bytes, static_cast<std::size_t>(size));
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
        UChar32 code_point = 0;
        U8_NEXT(bytes, at, size, code_point);
        if (code_point < 0)
            lower.append(
                utf8.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(at - start)));
        else
            append_code_point(lower, u_tolower(code_point));
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

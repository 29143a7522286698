#include "jackyun/practice/sign.hpp"

#include <daifa/codec/digest.hpp>

#include <unicode/bytestream.h>
#include <unicode/casemap.h>

#include <algorithm>

namespace daifa::practice::jackyun {
namespace {

constexpr std::string_view root_locale = "";

bool is_signed(std::string_view name)
{
    return name != "sign" && name != "token" && name != "contextid";
}

} // namespace

std::string to_lower(std::string_view utf8)
{
    std::string lower;
    lower.reserve(utf8.size());
    icu::StringByteSink<std::string> sink(&lower);
    const icu::StringPiece text(utf8.data(), static_cast<std::int32_t>(utf8.size()));
    UErrorCode problem = U_ZERO_ERROR;
    icu::CaseMap::utf8ToLower(root_locale.data(), 0, text, sink, nullptr, problem);
    return lower;
}

std::string expected_sign(std::string_view secret, const Parameters& parameters,
                          bool with_empty_values)
{
    std::string text(secret);
    for (const auto& [name, value] : parameters)
        if (is_signed(name) && (with_empty_values || !value.empty()))
            text.append(name).append(value);
    text += secret;
    return md5_hex_lower(to_lower(text));
}

bool is_signed_right(std::string_view secret, const Parameters& parameters)
{
    const auto sign = parameters.find("sign");
    if (sign == parameters.end())
        return false;
    return sign->second == expected_sign(secret, parameters, true) ||
           sign->second == expected_sign(secret, parameters, false);
}

} // namespace daifa::practice::jackyun

#include "pinduoduo/practice/sign.hpp"

#include <daifa/codec/digest.hpp>

namespace daifa::practice::pinduoduo {

std::string expected_sign(const Parameters& parameters, std::string_view secret, EmptyValues empty)
{
    std::string text(secret);
    for (const auto& [name, value] : parameters) {
        const bool is_left_out = value.empty() && empty == EmptyValues::left_out;
        if (name == "sign" || is_left_out)
            continue;
        text += name;
        text += value;
    }
    text += secret;
    return md5_hex_upper(text);
}

bool has_right_sign(const Parameters& parameters, std::string_view secret)
{
    const std::string_view sign = find_parameter(parameters, "sign");
    return sign == expected_sign(parameters, secret, EmptyValues::signed_too) ||
           sign == expected_sign(parameters, secret, EmptyValues::left_out);
}

} // namespace daifa::practice::pinduoduo

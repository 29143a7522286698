#pragma once

#include <string>
#include <string_view>

namespace daifa {

std::string md5_hex_lower(std::string_view bytes);
std::string md5_hex_upper(std::string_view bytes);
/// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);
/// Base64 with its padding, in one line.
std::string to_base64(std::string_view bytes);

} // namespace daifa

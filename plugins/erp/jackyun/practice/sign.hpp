#pragma once

#include <map>
#include <string>
#include <string_view>

namespace daifa::practice::jackyun {

using Parameters = std::map<std::string, std::string, std::less<>>;

/// Lower case of all of Unicode, as the languages that clients are written in do it.
std::string to_lower(std::string_view utf8);

/// The signature the open platform expects (open platform guide, sign algorithm).
std::string expected_sign(std::string_view secret, const Parameters& parameters,
                          bool with_empty_values);

/// Whether `sign` fits. Clients differ in whether they sign parameters without a value: both do.
bool is_signed_right(std::string_view secret, const Parameters& parameters);

} // namespace daifa::practice::jackyun

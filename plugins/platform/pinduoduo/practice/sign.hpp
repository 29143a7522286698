#pragma once

#include "pinduoduo/practice/parameters.hpp"

#include <string>
#include <string_view>

namespace daifa::practice::pinduoduo {

/// Whether empty values take part; clients differ.
enum class EmptyValues { signed_too, left_out };

/// The sign that the platform computes: all parameters but `sign`, by name, between two secrets, MD5
/// in capitals (open platform guide, sign algorithm).
std::string expected_sign(const Parameters& parameters, std::string_view secret, EmptyValues empty);

/// Whether the call's own `sign` is right in either reading.
bool has_right_sign(const Parameters& parameters, std::string_view secret);

} // namespace daifa::practice::pinduoduo

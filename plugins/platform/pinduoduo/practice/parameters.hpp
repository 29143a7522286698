#pragma once

#include "sandbox/message.hpp"

#include <map>
#include <string>
#include <string_view>

namespace daifa::practice::pinduoduo {

/// What a call sent, query and body merged, by name; each value is the very text that was sent. Where
/// both have a name, the body wins. Files of an upload are left out.
using Parameters = std::map<std::string, std::string, std::less<>>;

/// Reads GET queries, JSON, form and multipart bodies. What can't be read adds nothing.
Parameters read_parameters(const sandbox::Request& request);

/// The value, or empty.
std::string_view find_parameter(const Parameters& parameters, std::string_view name);

} // namespace daifa::practice::pinduoduo

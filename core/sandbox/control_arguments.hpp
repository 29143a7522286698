#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::sandbox {

/// Readers of a control request's arguments. A wrong type or range throws ControlError with the name.
std::int64_t integer_argument(const boost::json::object& arguments, std::string_view name,
                              std::int64_t fallback, std::int64_t least, std::int64_t most);
bool flag_argument(const boost::json::object& arguments, std::string_view name, bool fallback);
std::string text_argument(const boost::json::object& arguments, std::string_view name,
                          std::string_view fallback);
/// A text or a list of texts; empty when absent.
std::vector<std::string> texts_argument(const boost::json::object& arguments, std::string_view name);

} // namespace daifa::sandbox

#pragma once

#include <boost/json/value.hpp>

#include <string>

namespace daifa::config::detail {

/// JSON for people: two blanks a level, short lists of scalars on one line.
std::string to_indented_text(const boost::json::value& value);

} // namespace daifa::config::detail

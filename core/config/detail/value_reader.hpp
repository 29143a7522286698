#pragma once

#include "config/detail/option.hpp"

namespace daifa::config::detail {

/// Fills the option's member from its value; a wrong value is reported and the member stays.
void read_value(const Option& option, const YamlNode& node, Draft& draft, Report& report);

} // namespace daifa::config::detail

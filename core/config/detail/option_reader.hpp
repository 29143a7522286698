#pragma once

#include "config/detail/option.hpp"

#include <functional>
#include <map>
#include <string>

namespace daifa::config::detail {

/// Where the keys of a file stand, by path.
using Places = std::map<std::string, Position, std::less<>>;

/// Reads a whole file by the options of its kind: fills the draft, reports unknown, missing and
/// wrong ones. Returns the place of each given value.
Places read_options(FileKind kind, const YamlNode& root, Draft& draft, Report& report);

} // namespace daifa::config::detail

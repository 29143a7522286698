#pragma once

#include "config/detail/option.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace daifa::config::detail {

/// The option's default as JSON; nothing where not giving it means "none". Not for groups.
std::optional<boost::json::value> default_json(const Option& option);

/// The default as a file would write it on one line; empty where there is none.
std::string default_yaml(const Option& option);

/// A text as a YAML scalar, in quotes where it needs them.
std::string yaml_text(std::string_view text);

} // namespace daifa::config::detail

#pragma once

#include "config/detail/option.hpp"

#include <optional>

namespace daifa::config::detail {

/// What is wrong with a text for its option's format; nothing when all is well. A password inside
/// an address is refused without showing it.
std::optional<Phrase> find_text_problem(const Option& option, const YamlNode& node);

/// The refusal of an address with a password in it.
Phrase password_in_address(std::string_view key);

} // namespace daifa::config::detail

#pragma once

#include "config/detail/report.hpp"

#include <string_view>

namespace daifa::config::detail {

/// The parser's terse message as a sentence that says what is wrong and what to do.
Phrase explain_syntax(std::string_view parser_message);

} // namespace daifa::config::detail

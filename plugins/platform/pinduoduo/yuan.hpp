#pragma once

#include <daifa/domain/money.hpp>

#include <optional>
#include <string_view>

namespace daifa::pinduoduo {

/// An amount in yuan as texts and JSON numbers are written ("12.90", "12.9", "1.29E1"), exact to
/// the fen; nothing for a fraction of a fen, a sign or anything else.
std::optional<Money> parse_yuan(std::string_view text);

} // namespace daifa::pinduoduo

#pragma once

#include <daifa/domain/time.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace daifa::config {

/// "500ms", "2s", "10m", "6h", "90d", or "0": a whole number and its unit. Nothing for anything
/// else, and for what exceeds 100 years.
std::optional<Milliseconds> parse_duration(std::string_view text);

/// The same notation, in the largest unit that is exact: 600 s is "10m".
std::string to_duration_text(Milliseconds span);

} // namespace daifa::config

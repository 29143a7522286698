#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace daifa::config {

/// The candidate that was probably meant by a mistyped word; empty when none is close. Letter case
/// does not count; of equally close ones the first wins.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

} // namespace daifa::config

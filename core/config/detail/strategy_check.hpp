#pragma once

#include "config/detail/option_reader.hpp"
#include "config/detail/report.hpp"
#include "strategy/strategy.hpp"

namespace daifa::config::detail {

/// What of a strategy no single option can check: the conditions by which a carrier is chosen.
void check_strategy(const Strategy& strategy, const Places& places, Report& report);

} // namespace daifa::config::detail

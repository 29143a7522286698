#pragma once

#include "sandbox/platform_world.hpp"

namespace daifa::sandbox {

/// One order of the truth: see "The truth" in core/sandbox/README.md.
boost::json::object order_truth(const PracticeOrder& order, const PlatformWaybills& waybills);

/// The figures over all orders.
boost::json::object platform_totals(const PlatformWorld& world);

} // namespace daifa::sandbox

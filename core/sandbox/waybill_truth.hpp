#pragma once

#include "sandbox/platform_waybills.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace daifa::sandbox {

/// "taken" | "used" | "cancelled".
std::string_view state_text(const TakenNumber& taken);

/// The numbers that were taken for one order: see "The truth" in core/sandbox/README.md.
boost::json::array taken_truth(const PlatformWaybills& waybills, const OrderId& order);

/// The figures over all numbers.
boost::json::object waybill_totals(const PlatformWaybills& waybills);

} // namespace daifa::sandbox

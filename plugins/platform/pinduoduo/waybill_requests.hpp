#pragma once

#include "pinduoduo/call.hpp"

#include <daifa/connector/label.hpp>
#include <daifa/support/error.hpp>

#include <cstdint>

namespace daifa::pinduoduo {

/// Of one call of pdd.fds.waybill.get. Its page names none; the merchants' sister call takes ten.
inline constexpr int waybills_per_call = 10;

Call build_waybill_search();
Call build_standard_templates_get();

// The rest refuses with `rejected`, before anything is sent, what can't be right.

/// `owner` is the shop as the platform numbers it.
Result<Call> build_waybill_take(const WaybillRequest& request, std::int64_t owner);
Result<Call> build_waybill_query(const std::string& carrier_code, const WaybillNumber& number);
Result<Call> build_number_cancel(const std::string& carrier_code, const WaybillNumber& number);

} // namespace daifa::pinduoduo

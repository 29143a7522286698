#pragma once

#include "pinduoduo/practice/call.hpp"

namespace daifa::practice::pinduoduo {

Outcome return_waybill(const Call& call);
Outcome return_extra_waybills(const Call& call);
Outcome cancel_waybill(const Call& call);

} // namespace daifa::practice::pinduoduo

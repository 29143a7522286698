#pragma once

#include "pinduoduo/practice/call.hpp"

namespace daifa::practice::pinduoduo {

Outcome take_waybills(const Call& call);
Outcome query_waybills(const Call& call);
Outcome cancel_taken_waybill(const Call& call);

} // namespace daifa::practice::pinduoduo

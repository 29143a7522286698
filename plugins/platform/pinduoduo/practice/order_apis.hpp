#pragma once

#include "pinduoduo/practice/call.hpp"

namespace daifa::practice::pinduoduo {

Outcome get_role(const Call& call);
Outcome list_orders(const Call& call);
Outcome get_order(const Call& call);

} // namespace daifa::practice::pinduoduo

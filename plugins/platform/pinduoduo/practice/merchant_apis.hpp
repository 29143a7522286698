#pragma once

#include "pinduoduo/practice/call.hpp"

namespace daifa::practice::pinduoduo {

// What a merchant's shop asks about its own orders. Their state is the desk's: the pages show the
// same.

Outcome list_merchant_orders(const Call& call);
Outcome list_merchant_changes(const Call& call);
Outcome get_merchant_order(const Call& call);
Outcome list_return_addresses(const Call& call);
Outcome ship_online(const Call& call);

} // namespace daifa::practice::pinduoduo

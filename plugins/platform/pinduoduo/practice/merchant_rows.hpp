#pragma once

#include "pinduoduo/practice/call.hpp"

#include "sandbox/drop_ship_desk.hpp"

namespace daifa::practice::pinduoduo {

// The numbers under which merchants know states.
int merchant_order_status(const sandbox::MerchantOrder& order);
int merchant_refund_status(sandbox::AfterSaleStep step);

/// An order as its own merchant's calls show it. The recipient is ciphertext while it is to be
/// shipped and not under risk control, else empty.
boost::json::object merchant_order_row(const Call& call, sandbox::MerchantOrder& order);

} // namespace daifa::practice::pinduoduo

#pragma once

#include "pinduoduo/practice/call.hpp"

namespace daifa::practice::pinduoduo {

/// What both lists of a merchant's orders are asked for.
struct MerchantWindow {
    TimePoint from = {};
    TimePoint until = {};
    std::int64_t order_status = 5;  ///< 5: any.
    std::int64_t refund_status = 5; ///< 5: any.
    std::int64_t page = 1;
    std::int64_t page_size = 100;
    bool wants_has_next = false; ///< Instead of the total.
};

/// What a list's page says about its windows.
struct WindowRule {
    std::string what = {}; ///< The middle of the ends' names: start_<what>, end_<what>; in seconds.
    Milliseconds longest = {};
    bool needs_page_size = true;
};

std::variant<MerchantWindow, Failure> read_merchant_window(const Call& call,
                                                           const WindowRule& rule);

} // namespace daifa::practice::pinduoduo

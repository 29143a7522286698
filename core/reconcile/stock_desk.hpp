#pragma once

#include "reconcile/lane.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// What a shop's stock did since the daemon started.
struct StockCounters {
    std::int64_t passes = 0;
    std::int64_t levels_changed = 0;
    std::int64_t writes_confirmed = 0;
    std::int64_t writes_refused = 0;
    std::int64_t writes_uncertain = 0;
};

/// What the parts of one shop's stock share. Its three doors have a health of their own: the calls
/// need permissions that those for orders don't, and orders never wait for stock.
struct StockDesk {
    StockDesk(const std::vector<Milliseconds>& delays, Random& random)
        : erp(delays, random), shelf(delays, random), writes(delays, random)
    {
    }

    SideHealth erp;    ///< Reading the ERP's stock.
    SideHealth shelf;  ///< Reading what the platform offers.
    SideHealth writes; ///< Setting it.
    std::set<std::string> warehouses = {};
    std::optional<TimePoint> full_at = {};
    std::optional<TimePoint> pass_at = {};
    std::optional<std::int64_t> unlisted = {}; ///< Items of the ERP that are on no listing.
    StockCounters counters = {};
    bool is_stopping = false;
};

} // namespace daifa::reconcile

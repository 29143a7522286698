#pragma once

#include "store/stock_records.hpp"
#include "strategy/strategy.hpp"

#include <set>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// What a decision about stock knows besides the listing.
struct StockContext {
    const StockStrategy& strategy;
    const std::vector<Milliseconds>& delays; ///< Between attempts of the same listing.
    Milliseconds late_arrival = {};          ///< Of a write.
    TimePoint now = {};
    std::optional<TimePoint> full_at = {}; ///< When all of the ERP's stock was read last.
    std::set<std::string> warehouses = {}; ///< Those that the ERP showed.
};

enum class StockStep { wait, look, send };

struct StockDecision {
    StockStep step = StockStep::wait;
    store::StockVerdict verdict = {};
    std::int64_t quantity = 0; ///< To send.
    int attempts = 1;
};

/// What has to be done about one listing. Pure: nothing of the outside changes it.
StockDecision decide_stock(const store::StockItem& item, const StockContext& context);

/// floor((base − safety, not below 0) × percent / 100) + plus, then within min and max, and never
/// below 0.
std::int64_t wanted_quantity(std::int64_t base, const StockStrategy& strategy);

} // namespace daifa::reconcile

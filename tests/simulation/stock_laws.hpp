#pragma once

#include "simulation/laws.hpp"
#include "simulation/stock_room.hpp"

#include "store/stock_records.hpp"

namespace daifa::simulation {

/// What the ledger says of one shop's stock, as the laws need it.
struct StockView {
    std::map<std::string, store::StockItem> items = {}; ///< By "product/variant".
    std::map<std::string, std::vector<store::Event>> events = {};
};

/// What was asked of the engine: what counts now, and all that counted at some time.
struct StockRules {
    const StockStrategy& present;
    const std::vector<Strategy>& all;
    bool are_events_kept = true; ///< Else the oldest are gone.
};

/// After quiet time a listing has what the rule makes of the ERP's truth, or a named difference; no
/// other quantity was ever sent, and none that was not claimed.
void judge_stock(const sandbox::World& world, const std::string& owner, const StockRoom& room,
                 const StockView& view, const StockRules& rules, const Excuses& excuses,
                 Judgement& judgement);

} // namespace daifa::simulation

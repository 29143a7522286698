#pragma once

#include "store/detail/order_table.hpp"

#include <string_view>
#include <vector>

namespace daifa::store {

/// Takes the place of what was decided about that difference in that generation before.
void save_decision(Session& session, const ShopKey& key, const OrderId& id,
                   const CaseDecision& decision);
/// False when nothing was decided about it.
bool remove_decision(Session& session, const ShopKey& key, const OrderId& id, int generation,
                     const std::string& difference);
/// Of an order of `orders`: it has decisions, so they are loaded with it.
void note_decisions(Session& session, const ShopKey& key, const OrderId& id);
/// Of one order, oldest first.
std::vector<CaseDecision> load_decisions(Session& session, const ShopKey& key, const OrderId& id);
/// Newest first.
std::vector<DecidedCase> list_decisions(Session& session, const ShopKey& key, int limit);

// For the order's history.
Event event_of_decision(const CaseDecision& decision);
Event event_of_reopening(const std::string& difference, const std::string& by,
                         const std::string& reason, TimePoint now);

/// The columns of a decision behind its order's merchant and number; `fetch_decision` reads them
/// all.
extern const std::string decision_columns;
bool fetch_decision(Statement& rows, DecidedCase& decided);

} // namespace daifa::store

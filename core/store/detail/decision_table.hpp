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
/// Newest first.
std::vector<DecidedCase> list_decisions(Session& session, const ShopKey& key, int limit);

/// The columns of a decision behind its order's merchant and number; `fetch_decision` reads them
/// all.
extern const std::string decision_columns;
bool fetch_decision(Statement& rows, DecidedCase& decided);

} // namespace daifa::store

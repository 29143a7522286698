#pragma once

#include "store/detail/session.hpp"
#include "store/detail/shop_key.hpp"
#include "store/detail/tally.hpp"
#include "store/ledger.hpp"

namespace daifa::store {

/// The oldest due first, each with what `Ledger::load_due` promises: the same number of queries
/// however many orders.
std::vector<OrderRecord> load_due_orders(Session& session, const ShopKey& key, TimePoint now,
                                         int limit, const OrderIds& except, Bodies bodies);
std::optional<TimePoint> find_first_due(Session& session, const ShopKey& key,
                                        const OrderIds& except);
std::optional<OrderRecord> find_full_order(Session& session, const ShopKey& key, const OrderId& id);
void make_open_orders_due(Session& session, const ShopKey& key, TimePoint now);

OrderList list_order_page(Session& session, const ShopKey& key, const OrderQuery& query);
std::vector<OrderId> search_order_ids(Session& session, const ShopKey& key,
                                      const std::string& text);
ShopSummary summarize_shop(Session& session, const ShopKey& key);
std::int64_t remove_ended_orders(Session& session, const ShopKey& key, TimePoint before, int limit);

/// The columns of an order without what stands in other tables; `fetch_record` reads them.
extern const std::string record_columns;
bool fetch_record(Statement& rows, OrderRecord& record);

} // namespace daifa::store

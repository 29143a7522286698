#pragma once

#include "store/detail/order_table.hpp"

namespace daifa::store {

enum class ErpRowChange { none, fresh, changed };

/// Keeps what the ERP shows of one order. A change becomes an event; `head` has to be saved then.
ErpRowChange record_erp_row(Session& session, const ShopKey& key, OrderHead& head, const ErpRow& row,
                            const Event& cause);
/// The row was seen again unchanged by a look at exactly this order.
void save_erp_read(Session& session, const ShopKey& key, const OrderHead& head, const ErpRow& row,
                   TimePoint now);
/// Marks what `rows` no longer show of the order's present generation.
void mark_missing(Session& session, const ShopKey& key, OrderHead& head, const std::vector<ErpRow>& rows,
                  const Event& cause);

} // namespace daifa::store

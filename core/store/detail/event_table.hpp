#pragma once

#include "store/detail/order_table.hpp"

#include <vector>

namespace daifa::store {

/// Adds a step to the order's history under its next number; `head` has to be saved afterwards.
void add_event(Session& session, const ShopKey& key, OrderHead& head, const Event& event);
std::vector<Event> list_events(Session& session, const ShopKey& key, const OrderId& id);

} // namespace daifa::store

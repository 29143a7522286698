#pragma once

#include "store/detail/order_table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace daifa::store {

Event make_event(TimePoint at, std::string what, std::string cause = {},
                 std::string request_id = {});
/// Puts a comma between what changed together.
void add_word(std::string& text, std::string_view word);

/// Adds a step to the order's history under its next number; `head` has to be saved afterwards.
void add_event(Session& session, const ShopKey& key, OrderHead& head, const Event& event);
std::vector<Event> list_events(Session& session, const ShopKey& key, const OrderId& id);

} // namespace daifa::store

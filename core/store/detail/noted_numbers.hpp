#pragma once

#include "store/detail/session.hpp"
#include "store/detail/shop_key.hpp"

#include <daifa/domain/order.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace daifa::store {

struct NotedOrder;

/// What in a note may be a platform's order number: runs of letters, digits and hyphens with both a
/// hyphen and at least ten digits, each once.
std::vector<std::string> find_noted_numbers(std::string_view note);

/// Keeps what the order's note holds, as digests, in the place of what was kept before.
void save_noted_numbers(Session& session, const ShopKey& key, const PlatformOrder& order);
/// The same for orders that were stored when nothing was kept of notes, at most `limit` of them;
/// goes on where it ended the last time. False when all are done.
bool save_older_noted_numbers(Session& session, const ShopKey& key, int limit);
std::vector<NotedOrder> list_noted_orders(Session& session, const ShopKey& key,
                                          const std::string& number);

} // namespace daifa::store

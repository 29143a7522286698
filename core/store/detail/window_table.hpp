#pragma once

#include "store/detail/session.hpp"
#include "store/detail/shop_key.hpp"

namespace daifa::store {

void save_window(Session& session, const ShopKey& key, const WindowRecord& window);
/// Newest first.
std::vector<WindowRecord> list_saved_windows(Session& session, const ShopKey& key, bool only_holes,
                                             int limit);
void remove_proven_windows(Session& session, const ShopKey& key, TimePoint before);

std::optional<TimePoint> find_cursor(Session& session, const ShopKey& key, Stream stream);
void save_cursor(Session& session, const ShopKey& key, Stream stream, TimePoint at);

} // namespace daifa::store

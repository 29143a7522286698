#pragma once

#include "store/detail/session.hpp"
#include "store/detail/shop_key.hpp"
#include "store/stock_records.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace daifa::store {

std::string_view to_code(StockState state);
void from_code(std::string_view code, StockState& state);

/// A listing with what only its table needs.
struct StockRowRecord {
    StockItem item = {};
    std::int64_t event_seq = 0;
};

std::optional<StockRowRecord> find_stock(Session& session, const ShopKey& key, const ListingId& id);
/// All of the shop, in the order of their ids.
std::vector<StockRowRecord> list_stock(Session& session, const ShopKey& key);
std::vector<StockRowRecord> list_stock_after(Session& session, const ShopKey& key,
                                             const ListingId& after, int limit);
std::vector<StockRowRecord> list_stock_of_difference(Session& session, const ShopKey& key,
                                                     const std::string& difference,
                                                     const ListingId& after, int limit);
std::vector<StockRowRecord> list_due_stock(Session& session, const ShopKey& key, TimePoint now,
                                           int limit);
std::vector<StockRowRecord> list_claimed_stock(Session& session, const ShopKey& key);
void save_stock(Session& session, const ShopKey& key, const StockRowRecord& record);

/// The next revision, due at once: something is different now. Not saved yet.
void touch(StockRowRecord& record, TimePoint now);
/// A step of the listing's history; the record has to be saved afterwards.
void add_stock_event(Session& session, const ShopKey& key, StockRowRecord& record,
                     const Event& event);
std::vector<Event> list_stock_events(Session& session, const ShopKey& key, const ListingId& id);

/// So many more items stand there.
void add_stock_tally(Session& session, const ShopKey& key, const StockVerdict& place, int items);
StockSummary summarize_stock(Session& session, const ShopKey& key);

/// By name, in the table of all cursors.
std::optional<TimePoint> find_stock_mark(Session& session, const ShopKey& key,
                                         std::string_view name);
void save_stock_mark(Session& session, const ShopKey& key, std::string_view name, TimePoint at);
StockProgress load_stock_progress(Session& session, const ShopKey& key);

} // namespace daifa::store

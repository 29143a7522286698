#pragma once

#include "store/database.hpp"
#include "store/stock_records.hpp"

#include <daifa/support/awaitable.hpp>

namespace daifa::store {

/// The part of the ledger that is about stock. Its promises are those of `Ledger`.
class StockLedger {
public:
    explicit StockLedger(Database& database) : database_(database) {}

    // Observing.
    /// Of items without barcode nothing is kept. Returns how many levels changed; the listings of
    /// those items become due.
    awaitable<std::int64_t> record_levels(ShopId shop, std::vector<StockRow> rows, TimePoint began,
                                          TimePoint now);
    /// All of the stock was read since `began`: what was not seen is gone. Every listing becomes
    /// due.
    awaitable<std::int64_t> finish_full_reading(ShopId shop, TimePoint began, TimePoint now);
    /// The whole shelf. A listing that is missing from it is no longer listed. A quantity that was
    /// read before the listing's last write ended says nothing.
    awaitable<ShelfCounts> record_shelf(ShopId shop, std::vector<ShelfRow> rows, TimePoint now);
    awaitable<void> record_look(ShopId shop, StockLook look, TimePoint now);
    awaitable<StockProgress> load_progress(ShopId shop);
    awaitable<void> save_changes_at(ShopId shop, TimePoint at);

    // Deciding and acting.
    awaitable<std::vector<StockItem>> load_due(ShopId shop, TimePoint now, int limit);
    awaitable<std::optional<TimePoint>> find_next_due(ShopId shop);
    awaitable<std::optional<StockItem>> find_item(ShopId shop, ListingId id);
    /// True for what is ours to send: durable, and the listing was at the claim's revision.
    awaitable<std::vector<bool>> claim(ShopId shop, std::vector<StockClaim> claims, TimePoint now);
    awaitable<void> settle(ShopId shop, std::vector<StockSettlement> settlements, TimePoint now);
    awaitable<void> save_verdicts(ShopId shop, std::vector<StockVerdictUpdate> updates,
                                  TimePoint now);
    awaitable<std::int64_t> doubt_claimed_writes(ShopId shop, TimePoint now,
                                                 Milliseconds late_arrival);
    awaitable<void> make_all_due(ShopId shop, TimePoint now);
    /// The codes of all warehouses that the ERP showed.
    awaitable<std::vector<std::string>> list_warehouses(ShopId shop);
    /// How many items the ERP has that no listing is mapped to.
    awaitable<std::int64_t> count_unlisted(ShopId shop);

    // People.
    /// Says that this quantity, and no other, may be sent. False when there is no such listing.
    awaitable<bool> approve(ShopId shop, ListingId id, std::int64_t quantity, std::string by,
                            TimePoint now);
    awaitable<StockList> list(ShopId shop, StockListQuery query);
    awaitable<StockSummary> summarize(ShopId shop);
    awaitable<std::vector<Event>> list_events(ShopId shop, ListingId id);
    /// Forgets events from before.
    awaitable<void> archive(ShopId shop, TimePoint before);

private:
    Database& database_;
};

} // namespace daifa::store

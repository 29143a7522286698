// What both sides show about stock, written down.

#include "store/detail/event_table.hpp"
#include "store/detail/stock_table.hpp"
#include "store/stock_ledger.hpp"

#include <map>
#include <set>

namespace daifa::store {
namespace {

/// True when the level is new or another one.
bool save_level(Session& session, const ShopKey& key, const StockRow& row, TimePoint began)
{
    constexpr std::string_view select_level =
        "select usable from stock_levels where bucket = :bucket and shop = :shop and item = :item "
        "and warehouse = :warehouse";
    constexpr std::string_view upsert_level =
        "insert into stock_levels (bucket, shop, item, warehouse, usable, read_at) "
        "values (:bucket, :shop, :item, :warehouse, :usable, :read_at) "
        "on conflict (bucket, shop, item, warehouse) do update set usable = excluded.usable, "
        "read_at = excluded.read_at";
    std::int64_t usable = 0;
    const bool is_known = session.prepare(select_level)
                              .bind(key.bucket, key.shop, row.barcode, row.warehouse)
                              .fetch_one(usable);
    session.run(upsert_level, key.bucket, key.shop, row.barcode, row.warehouse, row.usable, began);
    return !is_known || usable != row.usable;
}

void make_mapped_due(Session& session, const ShopKey& key, const std::string& item, TimePoint now)
{
    constexpr std::string_view update_due =
        "update stock_items set revision = revision + 1, due_at = :now where bucket = :bucket "
        "and shop = :shop and item = :item";
    session.run(update_due, now, key.bucket, key.shop, item);
}

/// Reads that began before the last write ended may show what was before it.
bool is_newer(const StockItem& item, TimePoint began)
{
    if (began < item.read_at)
        return false;
    if (!item.write)
        return true;
    if (item.write->state == WriteState::claimed || item.write->state == WriteState::uncertain)
        return false;
    return began > item.write->settled_at;
}

/// True when somebody waits for a read that is newer than the last write.
bool is_awaited(const StockItem& item)
{
    return item.write && item.read_at <= item.write->settled_at;
}

void take_quantity(StockItem& item, std::int64_t quantity, TimePoint began)
{
    if (item.quantity != quantity)
        item.quantity_since = began;
    item.quantity = quantity;
    item.read_at = began;
}

std::string title_of(const Listing& listing)
{
    return listing.product_name + (listing.variant_name.empty() ? "" : " " + listing.variant_name);
}

StockRowRecord make_record(const ShelfRow& row, TimePoint now)
{
    StockRowRecord record;
    StockItem& item = record.item;
    item.id = row.listing.id;
    item.sku_code = row.listing.sku_code;
    item.title = title_of(row.listing);
    item.item = row.item;
    item.is_on_sale = row.listing.is_on_sale;
    take_quantity(item, row.listing.quantity, row.read_at);
    item.quantity_since = row.read_at;
    item.verdict_since = now;
    return record;
}

/// True when the row says something new, or what somebody waits for.
bool take_row(StockItem& item, const ShelfRow& row)
{
    const Listing& listing = row.listing;
    const std::string title = title_of(listing);
    bool is_changed = item.sku_code != listing.sku_code || item.title != title ||
                      item.item != row.item || item.is_on_sale != listing.is_on_sale ||
                      !item.is_listed;
    item.sku_code = listing.sku_code;
    item.title = title;
    item.item = row.item;
    item.is_on_sale = listing.is_on_sale;
    item.is_listed = true;
    if (is_newer(item, row.read_at) && (item.quantity != listing.quantity || is_awaited(item))) {
        take_quantity(item, listing.quantity, row.read_at);
        is_changed = true;
    }
    return is_changed;
}

void add_listing(Session& session, const ShopKey& key, const ShelfRow& row, TimePoint now)
{
    StockRowRecord record = make_record(row, now);
    touch(record, now);
    add_stock_event(session, key, record, make_event(now, "listed"));
    add_stock_tally(session, key, record.item.verdict, 1);
    save_stock(session, key, record);
}

} // namespace

awaitable<std::int64_t> StockLedger::record_levels(ShopId shop, std::vector<StockRow> rows,
                                                   TimePoint began, TimePoint now)
{
    std::int64_t changed = 0;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        changed = 0;
        std::set<std::string> items;
        for (const auto& row : rows) {
            if (row.barcode.empty() || !save_level(session, key, row, began))
                continue;
            ++changed;
            items.insert(row.barcode);
        }
        for (const auto& item : items)
            make_mapped_due(session, key, item, now);
    };
    co_await database_.run(std::move(unit));
    co_return changed;
}

awaitable<std::int64_t> StockLedger::finish_full_reading(ShopId shop, TimePoint began,
                                                         TimePoint now)
{
    constexpr std::string_view delete_unseen =
        "delete from stock_levels where bucket = :bucket and shop = :shop and read_at < :began";
    constexpr std::string_view update_all =
        "update stock_items set revision = revision + 1, due_at = :now where bucket = :bucket "
        "and shop = :shop";
    std::int64_t gone = 0;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        gone = session.run(delete_unseen, key.bucket, key.shop, began);
        save_stock_mark(session, key, "stock_full", began);
        session.run(update_all, now, key.bucket, key.shop);
    };
    co_await database_.run(std::move(unit));
    co_return gone;
}

awaitable<ShelfCounts> StockLedger::record_shelf(ShopId shop, std::vector<ShelfRow> rows,
                                                 TimePoint now)
{
    ShelfCounts counts;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        counts = ShelfCounts();
        std::map<ListingId, const ShelfRow*> shown;
        for (const auto& row : rows)
            shown[row.listing.id] = &row;
        counts.listings = static_cast<std::int64_t>(shown.size());
        for (auto& record : list_stock(session, key)) {
            const auto row = shown.find(record.item.id);
            bool is_changed = false;
            if (row != shown.end()) {
                is_changed = take_row(record.item, *row->second);
                counts.changed += is_changed ? 1 : 0;
                shown.erase(row);
            } else if (record.item.is_listed) {
                record.item.is_listed = false;
                is_changed = true;
                ++counts.gone;
                add_stock_event(session, key, record, make_event(now, "gone from the shelf"));
            }
            if (!is_changed)
                continue;
            touch(record, now);
            save_stock(session, key, record);
        }
        counts.new_listings = static_cast<std::int64_t>(shown.size());
        for (const auto& [id, row] : shown)
            add_listing(session, key, *row, now);
        save_stock_mark(session, key, "stock_shelf", now);
    };
    co_await database_.run(std::move(unit));
    co_return counts;
}

awaitable<StockProgress> StockLedger::load_progress(ShopId shop)
{
    StockProgress progress;
    std::function<void(Session&)> unit = [&](Session& session) {
        progress = load_stock_progress(session, ShopKey(shop));
    };
    co_await database_.run(std::move(unit));
    co_return progress;
}

awaitable<void> StockLedger::save_changes_at(ShopId shop, TimePoint at)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        save_stock_mark(session, ShopKey(shop), "stock_changes", at);
    };
    co_await database_.run(std::move(unit));
}

awaitable<std::vector<std::string>> StockLedger::list_warehouses(ShopId shop)
{
    constexpr std::string_view select_warehouses =
        "select distinct warehouse from stock_levels where bucket = :bucket and shop = :shop";
    std::vector<std::string> codes;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        codes.clear();
        auto& rows = session.prepare(select_warehouses).bind(key.bucket, key.shop);
        std::string code;
        while (rows.fetch(code))
            codes.push_back(code);
    };
    co_await database_.run(std::move(unit));
    co_return codes;
}

awaitable<std::int64_t> StockLedger::count_unlisted(ShopId shop)
{
    constexpr std::string_view select_unlisted =
        "select count(distinct item) from stock_levels where bucket = :bucket and shop = :shop "
        "and not exists (select 1 from stock_items where stock_items.bucket = stock_levels.bucket "
        "and stock_items.shop = stock_levels.shop and stock_items.item = stock_levels.item)";
    std::int64_t count = 0;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        session.prepare(select_unlisted).bind(key.bucket, key.shop).fetch_one(count);
    };
    co_await database_.run(std::move(unit));
    co_return count;
}

} // namespace daifa::store

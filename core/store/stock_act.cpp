// Decisions and writes about stock, written down.

#include "store/detail/stock_table.hpp"
#include "store/stock_ledger.hpp"

#include <algorithm>

namespace daifa::store {
namespace {

std::vector<StockLevel> list_levels(Session& session, const ShopKey& key, const std::string& item)
{
    constexpr std::string_view select_levels =
        "select warehouse, usable from stock_levels where bucket = :bucket and shop = :shop "
        "and item = :item order by warehouse";
    std::vector<StockLevel> levels;
    if (item.empty())
        return levels;
    auto& rows = session.prepare(select_levels).bind(key.bucket, key.shop, item);
    StockLevel level;
    while (rows.fetch(level.warehouse, level.usable))
        levels.push_back(level);
    return levels;
}

StockItem with_levels(Session& session, const ShopKey& key, StockRowRecord record)
{
    record.item.levels = list_levels(session, key, record.item.item);
    return std::move(record.item);
}

bool is_open(const StockItem& item)
{
    return item.write &&
           (item.write->state == WriteState::claimed || item.write->state == WriteState::uncertain);
}

/// Not saved yet; the event is.
void settle_record(Session& session, const ShopKey& key, StockRowRecord& record,
                   const StockSettlement& settlement, TimePoint now)
{
    if (!is_open(record.item))
        return;
    StockWrite& write = *record.item.write;
    if (write.state != settlement.state) {
        Event event;
        event.at = now;
        event.since = write.claimed_at;
        event.what =
            "set " + std::to_string(write.quantity) + " " + std::string(to_text(settlement.state));
        event.cause = settlement.failure_text;
        event.request_id = settlement.request_id;
        add_stock_event(session, key, record, event);
        write.settled_at = now;
    }
    write.state = settlement.state;
    if (!settlement.request_id.empty())
        write.request_id = settlement.request_id;
    write.failure = settlement.failure;
    write.failure_text = settlement.failure_text;
    write.verify_after = settlement.verify_after;
    write.retry_after = settlement.retry_after;
    write.agreeing_reads = settlement.agreeing_reads;
    write.seen = settlement.seen;
    // One approval is for one write; what is tried again by itself goes on under it.
    const bool is_final =
        settlement.state == WriteState::refused && settlement.retry_after == TimePoint{};
    if (settlement.state == WriteState::confirmed || is_final)
        record.item.approved.reset();
}

/// Not saved yet; event and tally are.
void apply_verdict(Session& session, const ShopKey& key, StockRowRecord& record,
                   const StockVerdict& verdict, TimePoint now)
{
    StockItem& item = record.item;
    const bool has_moved =
        item.verdict.state != verdict.state || item.verdict.difference != verdict.difference;
    if (has_moved) {
        add_stock_tally(session, key, item.verdict, -1);
        add_stock_tally(session, key, verdict, 1);
        item.verdict_since = now;
        Event event;
        event.at = now;
        event.what = std::string(to_text(verdict.state)) +
                     (verdict.difference.empty() ? "" : ", " + verdict.difference);
        event.cause = verdict.rule;
        add_stock_event(session, key, record, event);
    }
    item.verdict = verdict;
    item.leveled = verdict.leveled;
    if (item.write && verdict.is_verified)
        item.write->is_verified = true;
}

bool claim_one(Session& session, const ShopKey& key, const StockClaim& claim, TimePoint now)
{
    auto record = find_stock(session, key, claim.id);
    if (!record || record->item.revision != claim.revision || is_open(record->item))
        return false;
    StockWrite write;
    write.quantity = claim.quantity;
    write.before = record->item.quantity;
    write.attempts = claim.attempts;
    write.claimed_at = now;
    write.settled_at = now;
    Event event;
    event.at = now;
    event.what = "set " + std::to_string(claim.quantity) + " claimed";
    event.cause = "instead of " + std::to_string(write.before);
    apply_verdict(session, key, *record, claim.verdict, now);
    record->item.write = std::move(write);
    record->item.verdict.due_at = now + claim_answer_max;
    add_stock_event(session, key, *record, event);
    save_stock(session, key, *record);
    return true;
}

void take_look(StockItem& item, const StockLook& look)
{
    if (!look.listing) {
        item.is_listed = false;
        return;
    }
    if (item.quantity != look.listing->quantity)
        item.quantity_since = look.began;
    item.quantity = look.listing->quantity;
    item.is_on_sale = look.listing->is_on_sale;
    item.read_at = look.began;
    // Only a clock that went back makes a look older than the write that it was sent after.
    if (item.write && item.write->state == WriteState::confirmed)
        item.write->settled_at = std::min(item.write->settled_at, look.began - Milliseconds(1));
}

} // namespace

awaitable<std::vector<StockItem>> StockLedger::load_due(ShopId shop, TimePoint now, int limit)
{
    std::vector<StockItem> items;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        items.clear();
        for (auto& record : list_due_stock(session, key, now, limit))
            items.push_back(with_levels(session, key, std::move(record)));
    };
    co_await database_.run(std::move(unit));
    co_return items;
}

awaitable<std::optional<TimePoint>> StockLedger::find_next_due(ShopId shop)
{
    constexpr std::string_view select_next =
        "select due_at from stock_items where bucket = :bucket and shop = :shop "
        "and due_at is not null order by due_at limit 1";
    std::optional<TimePoint> next;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        TimePoint at;
        next.reset();
        if (session.prepare(select_next).bind(key.bucket, key.shop).fetch_one(at))
            next = at;
    };
    co_await database_.run(std::move(unit));
    co_return next;
}

awaitable<std::optional<StockItem>> StockLedger::find_item(ShopId shop, ListingId id)
{
    std::optional<StockItem> item;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        item.reset();
        if (auto record = find_stock(session, key, id))
            item = with_levels(session, key, std::move(*record));
    };
    co_await database_.run(std::move(unit));
    co_return item;
}

awaitable<std::vector<bool>> StockLedger::claim(ShopId shop, std::vector<StockClaim> claims,
                                                TimePoint now)
{
    std::vector<bool> outcomes;
    std::function<void(Session&)> unit = [&](Session& session) {
        outcomes.clear();
        for (const auto& claim : claims)
            outcomes.push_back(claim_one(session, ShopKey(shop), claim, now));
    };
    co_await database_.run(std::move(unit));
    co_return outcomes;
}

awaitable<void> StockLedger::settle(ShopId shop, std::vector<StockSettlement> settlements,
                                    TimePoint now)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        for (const auto& settlement : settlements) {
            auto record = find_stock(session, key, settlement.id);
            if (!record)
                continue;
            settle_record(session, key, *record, settlement, now);
            touch(*record, now);
            save_stock(session, key, *record);
        }
    };
    co_await database_.run(std::move(unit));
}

awaitable<void> StockLedger::record_look(ShopId shop, StockLook look, TimePoint now)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto record = find_stock(session, key, look.id);
        if (!record)
            return;
        take_look(record->item, look);
        if (look.settlement)
            settle_record(session, key, *record, *look.settlement, now);
        touch(*record, now);
        save_stock(session, key, *record);
    };
    co_await database_.run(std::move(unit));
}

awaitable<void> StockLedger::save_verdicts(ShopId shop, std::vector<StockVerdictUpdate> updates,
                                           TimePoint now)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        for (const auto& update : updates) {
            auto record = find_stock(session, key, update.id);
            if (!record || record->item.revision != update.revision)
                continue;
            apply_verdict(session, key, *record, update.verdict, now);
            save_stock(session, key, *record);
        }
    };
    co_await database_.run(std::move(unit));
}

awaitable<std::int64_t> StockLedger::doubt_claimed_writes(ShopId shop, TimePoint now,
                                                          Milliseconds late_arrival)
{
    std::int64_t count = 0;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        count = 0;
        for (auto& record : list_claimed_stock(session, key)) {
            StockSettlement doubt;
            doubt.id = record.item.id;
            doubt.state = WriteState::uncertain;
            doubt.failure = Errc::uncertain;
            doubt.failure_text = "cut off by a stop";
            doubt.verify_after = now + late_arrival;
            settle_record(session, key, record, doubt, now);
            touch(record, now);
            save_stock(session, key, record);
            ++count;
        }
    };
    co_await database_.run(std::move(unit));
    co_return count;
}

awaitable<void> StockLedger::make_all_due(ShopId shop, TimePoint now)
{
    constexpr std::string_view update_all =
        "update stock_items set revision = revision + 1, due_at = :now where bucket = :bucket "
        "and shop = :shop";
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        session.run(update_all, now, key.bucket, key.shop);
    };
    co_await database_.run(std::move(unit));
}

} // namespace daifa::store

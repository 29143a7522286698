// Decisions and writes about a merchant's orders, written down.

#include "store/detail/merchant_table.hpp"
#include "store/merchant_ledger.hpp"

namespace daifa::store {
namespace {

std::string subject_of(const OnlineShipment& shipment)
{
    return shipment.carrier_code + "/" + shipment.number.text();
}

/// Not saved yet; event and tally are.
void apply_verdict(Session& session, const ShopKey& key, MerchantRow& row,
                   const MerchantVerdict& verdict, TimePoint now)
{
    MerchantRecord& record = row.record;
    const bool has_moved =
        record.verdict.state != verdict.state || record.verdict.difference != verdict.difference;
    if (has_moved) {
        add_merchant_tally(session, key, record.verdict, -1);
        add_merchant_tally(session, key, verdict, 1);
        record.verdict_since = now;
        Event event;
        event.at = now;
        event.what = std::string(to_text(verdict.state)) +
                     (verdict.difference.empty() ? "" : ", " + verdict.difference);
        event.cause = verdict.rule;
        add_merchant_event(session, key, row, event);
    }
    record.verdict = verdict;
}

/// What a person would have to see on the platform now, checked once more in the unit that claims.
bool may_ship(const MerchantOrder& order)
{
    return order.stage == MerchantStage::to_ship && order.after_sale == AfterSale::none &&
           !order.is_under_risk_control && !order.is_on_hold;
}

bool claim_one(Session& session, const ShopKey& key, const MerchantClaim& claim, TimePoint now)
{
    auto row = find_merchant_order(session, key, claim.shipment.order);
    if (!row || row->record.revision != claim.revision || is_open(row->record) ||
        !may_ship(row->record.order))
        return false;
    if (row->record.write && row->record.write->state == WriteState::confirmed)
        return false;
    ShipWrite write;
    write.shipment = claim.shipment;
    write.attempts = claim.attempts;
    write.claimed_at = now;
    write.settled_at = now;
    Event event;
    event.at = now;
    event.what = "ship " + subject_of(claim.shipment) + " claimed";
    event.cause = "attempt " + std::to_string(claim.attempts);
    apply_verdict(session, key, *row, claim.verdict, now);
    row->record.write = std::move(write);
    row->record.verdict.due_at = now + claim_answer_max;
    add_merchant_event(session, key, *row, event);
    save_merchant_order(session, key, *row);
    return true;
}

} // namespace

bool is_open(const MerchantRecord& record)
{
    return record.write && (record.write->state == WriteState::claimed ||
                            record.write->state == WriteState::uncertain);
}

void settle_row(Session& session, const ShopKey& key, MerchantRow& row,
                const ShipSettlement& settlement, TimePoint now)
{
    if (!is_open(row.record))
        return;
    ShipWrite& write = *row.record.write;
    if (write.state != settlement.state) {
        Event event;
        event.at = now;
        event.since = write.claimed_at;
        event.what =
            "ship " + subject_of(write.shipment) + " " + std::string(to_text(settlement.state));
        event.cause = settlement.failure_text;
        event.request_id = settlement.request_id;
        add_merchant_event(session, key, row, event);
        write.settled_at = now;
    }
    write.state = settlement.state;
    if (!settlement.request_id.empty())
        write.request_id = settlement.request_id;
    write.failure = settlement.failure;
    write.failure_text = settlement.failure_text;
    write.verify_after = settlement.verify_after;
    write.retry_after = settlement.retry_after;
    write.absent_reads = settlement.absent_reads;
}

awaitable<std::vector<MerchantRecord>> MerchantLedger::load_due(ShopId shop, TimePoint now,
                                                                int limit)
{
    std::vector<MerchantRecord> due;
    std::function<void(Session&)> unit = [&](Session& session) {
        due.clear();
        for (auto& row : list_due_merchant_orders(session, ShopKey(shop), now, limit))
            due.push_back(std::move(row.record));
    };
    co_await database_.run(std::move(unit));
    co_return due;
}

awaitable<std::optional<TimePoint>> MerchantLedger::find_next_due(ShopId shop)
{
    constexpr std::string_view select_next =
        "select due_at from merchant_orders where bucket = :bucket and shop = :shop "
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

awaitable<std::optional<MerchantRecord>> MerchantLedger::find_order(ShopId shop, std::string order)
{
    std::optional<MerchantRecord> found;
    std::function<void(Session&)> unit = [&](Session& session) {
        found.reset();
        if (auto row = find_merchant_order(session, ShopKey(shop), order))
            found = std::move(row->record);
    };
    co_await database_.run(std::move(unit));
    co_return found;
}

awaitable<std::vector<bool>> MerchantLedger::claim(ShopId shop, std::vector<MerchantClaim> claims,
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

awaitable<void> MerchantLedger::settle(ShopId shop, std::vector<ShipSettlement> settlements,
                                       TimePoint now)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        for (const auto& settlement : settlements) {
            auto row = find_merchant_order(session, key, settlement.order);
            if (!row)
                continue;
            settle_row(session, key, *row, settlement, now);
            touch(*row, now);
            save_merchant_order(session, key, *row);
        }
    };
    co_await database_.run(std::move(unit));
}

awaitable<void> MerchantLedger::save_verdicts(ShopId shop,
                                              std::vector<MerchantVerdictUpdate> updates,
                                              TimePoint now)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        for (const auto& update : updates) {
            auto row = find_merchant_order(session, key, update.order);
            if (!row || row->record.revision != update.revision)
                continue;
            apply_verdict(session, key, *row, update.verdict, now);
            save_merchant_order(session, key, *row);
        }
    };
    co_await database_.run(std::move(unit));
}

awaitable<std::int64_t> MerchantLedger::doubt_claimed_writes(ShopId shop, TimePoint now,
                                                             Milliseconds late_arrival)
{
    std::int64_t count = 0;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        count = 0;
        for (auto& row : list_claimed_merchant_orders(session, key)) {
            ShipSettlement doubt;
            doubt.order = row.record.order.number;
            doubt.state = WriteState::uncertain;
            doubt.failure = Errc::uncertain;
            doubt.failure_text = "cut off by a stop";
            doubt.verify_after = now + late_arrival;
            settle_row(session, key, row, doubt, now);
            touch(row, now);
            save_merchant_order(session, key, row);
            ++count;
        }
    };
    co_await database_.run(std::move(unit));
    co_return count;
}

awaitable<void> MerchantLedger::make_all_due(ShopId shop, TimePoint now)
{
    constexpr std::string_view update_open =
        "update merchant_orders set revision = revision + 1, due_at = :now "
        "where bucket = :bucket and shop = :shop and stage = 'to_ship'";
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        session.run(update_open, now, key.bucket, key.shop);
    };
    co_await database_.run(std::move(unit));
}

} // namespace daifa::store

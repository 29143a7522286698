#include "store/ledger.hpp"

#include "store/detail/event_table.hpp"
#include "store/detail/label_table.hpp"
#include "store/detail/order_lists.hpp"
#include "store/detail/write_table.hpp"

#include <algorithm>
#include <set>

namespace daifa::store {
namespace {

ClaimOutcome claim_one(Session& session, const ShopKey& key, const Claim& claim, TimePoint now)
{
    const auto head = find_head(session, key, claim.order);
    if (!head || head->revision != claim.revision)
        return ClaimOutcome::stale;
    if (!is_number_held(session, key, claim) && save_claim(session, key, claim, *head, now)) {
        if (!claim.group.empty() && !head->shares_parcel)
            save_shares_parcel(session, key, claim.order);
        return ClaimOutcome::claimed;
    }
    const auto known = find_write(session, key, claim.order, claim.key);
    return known && known->state != WriteState::refused && known->state != WriteState::requested
               ? ClaimOutcome::taken
               : ClaimOutcome::number_in_use;
}

bool is_claimable(Session& session, const ShopKey& key, const Claim& claim)
{
    const auto head = find_head(session, key, claim.order);
    if (!head || head->revision != claim.revision)
        return false;
    const auto known = find_write(session, key, claim.order, claim.key);
    return !known || known->state == WriteState::refused || known->state == WriteState::requested;
}

/// Groups with a claim that would fail.
std::set<std::string> find_broken_groups(Session& session, const ShopKey& key,
                                         const std::vector<Claim>& claims)
{
    std::set<std::string> broken;
    for (const auto& claim : claims)
        if (!claim.group.empty() && !is_claimable(session, key, claim))
            broken.insert(claim.group);
    return broken;
}

std::string describe_cause(const Settlement& settlement)
{
    if (!settlement.failure)
        return settlement.result.empty() ? settlement.failure_text : settlement.result;
    return std::string(to_text(*settlement.failure)) + ": " + settlement.failure_text;
}

/// What became of the write, when it was claimed, and where the order stands by that.
Event describe(const WriteHead& write, const Settlement& settlement, const Verdict* verdict,
               TimePoint now)
{
    Event event;
    event.at = now;
    event.since = write.claimed_at;
    event.what = std::string(to_text(write.kind)) + " " + std::string(to_text(settlement.state));
    event.cause = describe_cause(settlement);
    event.request_id = settlement.request_id;
    if (verdict != nullptr)
        event.what += ", " + describe_place(*verdict);
    return event;
}

/// A number that the ledger has for another parcel is nobody's to print: a person must look.
Settlement with_label_kept(Session& session, const ShopKey& key, Settlement settlement,
                           TimePoint now)
{
    if (save_label(session, key, settlement.order, *settlement.label, now))
        return settlement;
    settlement.state = WriteState::given_up;
    settlement.failure = Errc::already_taken;
    settlement.failure_text = "another order has the number " + settlement.label->number;
    settlement.verdict.reset();
    return settlement;
}

void settle_kept(Session& session, const ShopKey& key, const Settlement& settlement, TimePoint now,
                 Tally& tally)
{
    auto found = find_open_write(session, key, settlement.order, settlement.key);
    if (!found)
        return;
    const WriteHead& write = found->write;
    OrderHead& head = found->order;
    save_settlement(session, key, settlement, write, now);
    const Verdict* verdict =
        settlement.verdict && settlement.revision == head.revision ? &*settlement.verdict : nullptr;
    if (settlement.state != write.state) {
        const bool is_moved = verdict != nullptr && is_other_place(head, *verdict);
        add_event(session, key, head,
                  describe(write, settlement, is_moved ? verdict : nullptr, now));
    }
    if (verdict == nullptr) {
        touch(session, key, head, now);
        return;
    }
    ++head.revision;
    save_verdict(session, key, head, *verdict, now, tally);
}

void settle_one(Session& session, const ShopKey& key, const Settlement& settlement, TimePoint now,
                Tally& tally)
{
    if (settlement.label && settlement.state == WriteState::confirmed)
        settle_kept(session, key, with_label_kept(session, key, settlement, now), now, tally);
    else
        settle_kept(session, key, settlement, now, tally);
}

void save_update(Session& session, const ShopKey& key, const Ledger::VerdictUpdate& update,
                 TimePoint now, Tally& tally)
{
    const auto is_as_seen = [&](const Ledger::SeenOrder& other) {
        const auto found = find_head(session, key, other.order);
        return found && found->revision == other.revision;
    };
    auto head = find_head(session, key, update.order);
    if (!head || head->revision != update.revision || !std::ranges::all_of(update.seen, is_as_seen))
        return;
    if (is_other_place(*head, update.verdict)) {
        Event event;
        event.at = now;
        event.what = describe_place(update.verdict);
        event.cause = update.verdict.rule;
        add_event(session, key, *head, event);
    }
    save_verdict(session, key, *head, update.verdict, now, tally);
}

} // namespace

awaitable<std::vector<OrderRecord>> Ledger::load_due(ShopId shop, TimePoint now, int limit,
                                                     OrderIds except, Bodies bodies)
{
    std::vector<OrderRecord> orders;
    std::function<void(Session&)> unit = [&](Session& session) {
        orders = load_due_orders(session, ShopKey(shop), now, limit, except, bodies);
    };
    co_await database_.run(std::move(unit));
    co_return orders;
}

awaitable<std::optional<TimePoint>> Ledger::find_next_due(ShopId shop, OrderIds except)
{
    std::optional<TimePoint> due_at;
    std::function<void(Session&)> unit = [&](Session& session) {
        due_at = find_first_due(session, ShopKey(shop), except);
    };
    co_await database_.run(std::move(unit));
    co_return due_at;
}

awaitable<std::optional<OrderRecord>> Ledger::find_order(ShopId shop, OrderId id)
{
    std::optional<OrderRecord> order;
    std::function<void(Session&)> unit = [&](Session& session) {
        order = find_full_order(session, ShopKey(shop), id);
    };
    co_await database_.run(std::move(unit));
    co_return order;
}

awaitable<std::vector<ClaimOutcome>> Ledger::claim(ShopId shop, std::vector<Claim> claims,
                                                   TimePoint now)
{
    std::vector<ClaimOutcome> outcomes;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        const auto broken = find_broken_groups(session, key, claims);
        outcomes.clear();
        for (const auto& claim : claims)
            outcomes.push_back(broken.contains(claim.group) ? ClaimOutcome::stale
                                                            : claim_one(session, key, claim, now));
    };
    co_await database_.run(std::move(unit));
    co_return outcomes;
}

awaitable<void> Ledger::settle(ShopId shop, std::vector<Settlement> settlements, TimePoint now)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        Tally tally;
        for (const auto& settlement : settlements)
            settle_one(session, key, settlement, now, tally);
        tally.save(session, key);
    };
    co_await database_.run(std::move(unit));
}

awaitable<void> Ledger::save_verdicts(ShopId shop, std::vector<VerdictUpdate> updates,
                                      TimePoint now)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        Tally tally;
        for (const auto& update : updates)
            save_update(session, key, update, now, tally);
        tally.save(session, key);
    };
    co_await database_.run(std::move(unit));
}

awaitable<bool> Ledger::begin_generation(ShopId shop, OrderId order, std::int64_t revision,
                                         std::string cause, TimePoint now)
{
    bool is_begun = false;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto head = find_head(session, key, order);
        is_begun = head && head->revision == revision;
        if (!is_begun)
            return;
        Event event;
        event.at = now;
        event.what = "generation " + std::to_string(head->generation + 1);
        event.cause = cause;
        add_event(session, key, *head, event);
        save_generation(session, key, *head, now);
    };
    co_await database_.run(std::move(unit));
    co_return is_begun;
}

awaitable<std::int64_t> Ledger::doubt_claimed_writes(ShopId shop, TimePoint now,
                                                     Milliseconds late_arrival)
{
    std::int64_t count = 0;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        const auto names = list_claimed_writes(session, key);
        for (const auto& name : names) {
            save_doubt(session, key, name, now, now + late_arrival);
            auto head = find_head(session, key, name.order);
            if (!head)
                continue;
            Event event;
            event.at = now;
            event.since = name.claimed_at;
            event.what = std::string(to_text(name.kind)) + " uncertain";
            event.cause = "cut off before its answer";
            add_event(session, key, *head, event);
            touch(session, key, *head, now);
        }
        count = static_cast<std::int64_t>(names.size());
    };
    co_await database_.run(std::move(unit));
    co_return count;
}

awaitable<void> Ledger::make_all_due(ShopId shop, TimePoint now)
{
    std::function<void(Session&)> unit = [&](Session& session) {
        make_open_orders_due(session, ShopKey(shop), now);
    };
    co_await database_.run(std::move(unit));
}

} // namespace daifa::store

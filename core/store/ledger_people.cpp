#include "store/ledger.hpp"

#include "store/detail/event_table.hpp"
#include "store/detail/order_lists.hpp"
#include "store/detail/ownership.hpp"
#include "store/detail/window_table.hpp"
#include "store/detail/write_table.hpp"

namespace daifa::store {
namespace {

Event event_of(TimePoint at, std::string what, std::string cause)
{
    Event event;
    event.at = at;
    event.what = std::move(what);
    event.cause = std::move(cause);
    return event;
}

bool resolve_one(Session& session, const ShopKey& key, const Settlement& settlement,
                 const std::string& cause, TimePoint now)
{
    auto head = find_head(session, key, settlement.order);
    const auto write = find_write(session, key, settlement.order, settlement.key);
    const bool is_open =
        write &&
        (write->state == WriteState::uncertain ||
         (write->state == WriteState::given_up && settlement.state != WriteState::given_up));
    if (!head || !is_open)
        return false;
    save_settlement(session, key, settlement, *write, now);
    const std::string what =
        std::string(to_text(write->kind)) + " " + std::string(to_text(settlement.state));
    add_event(session, key, *head, event_of(now, what, cause));
    touch(session, key, *head, now);
    return true;
}

/// What is so of the number of a parcel is so for every order in it.
void resolve_mates(Session& session, const ShopKey& key, const Settlement& settlement,
                   const std::string& cause, TimePoint now)
{
    const auto write = find_write(session, key, settlement.order, settlement.key);
    if (!write || write->kind != WriteKind::take_waybill)
        return;
    for (const auto& mate : list_mates(session, key, settlement.order)) {
        if (mate.subject != write->subject)
            continue;
        Settlement same = settlement;
        same.order = mate.order;
        same.key = mate.take_key;
        resolve_one(session, key, same, cause, now);
    }
}

RetryOutcome retry_one(Session& session, const ShopKey& key, const OrderId& order,
                       const std::string& by, TimePoint now)
{
    auto head = find_head(session, key, order);
    if (!head)
        return RetryOutcome::unknown_order;
    const bool is_freed = free_refused_writes(session, key, *head, now) > 0;
    if (!is_freed && has_given_up(session, key, *head))
        return RetryOutcome::given_up;
    add_event(session, key, *head, event_of(now, "retry", by));
    touch_to_read_erp(session, key, *head, now);
    return is_freed ? RetryOutcome::freed : RetryOutcome::decided_anew;
}

} // namespace

awaitable<void> Ledger::mark_restored(TimePoint now)
{
    std::function<void(Session&)> unit = [&](Session& session) { save_restored_at(session, now); };
    co_await database_.run(std::move(unit));
}

awaitable<std::optional<TimePoint>> Ledger::load_restored_at()
{
    std::optional<TimePoint> at;
    std::function<void(Session&)> unit = [&](Session& session) {
        at = store::load_restored_at(session);
    };
    co_await database_.run(std::move(unit));
    co_return at;
}

awaitable<bool> Ledger::set_hold(ShopId shop, OrderId order, Hold hold)
{
    bool is_set = false;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto head = find_head(session, key, order);
        is_set = head && !head->is_held;
        if (!is_set)
            return;
        add_event(session, key, *head, event_of(hold.at, "hold set", hold.by + ": " + hold.reason));
        save_hold(session, key, *head, hold, hold.at);
    };
    co_await database_.run(std::move(unit));
    co_return is_set;
}

awaitable<bool> Ledger::lift_hold(ShopId shop, OrderId order, std::string by, TimePoint now)
{
    bool is_lifted = false;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto head = find_head(session, key, order);
        is_lifted = head && head->is_held;
        if (!is_lifted)
            return;
        add_event(session, key, *head, event_of(now, "hold lifted", by));
        save_hold(session, key, *head, std::nullopt, now);
    };
    co_await database_.run(std::move(unit));
    co_return is_lifted;
}

awaitable<bool> Ledger::resolve_write(ShopId shop, OrderId order, std::string key,
                                      WriteState outcome, std::string by, std::string reason,
                                      TimePoint now, std::string result)
{
    const bool is_end = outcome == WriteState::given_up || outcome == WriteState::confirmed ||
                        outcome == WriteState::refused;
    if (!is_end)
        co_return false;
    bool is_resolved = false;
    Settlement settlement;
    settlement.order = order;
    settlement.key = key;
    settlement.state = outcome;
    settlement.result = result;
    settlement.failure_text = by + ": " + reason;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey shop_key(shop);
        is_resolved = resolve_one(session, shop_key, settlement, settlement.failure_text, now);
        if (is_resolved)
            resolve_mates(session, shop_key, settlement, settlement.failure_text, now);
    };
    co_await database_.run(std::move(unit));
    co_return is_resolved;
}

awaitable<RetryOutcome> Ledger::retry(ShopId shop, OrderId order, std::string by, TimePoint now)
{
    RetryOutcome outcome = RetryOutcome::unknown_order;
    std::function<void(Session&)> unit = [&](Session& session) {
        outcome = retry_one(session, ShopKey(shop), order, by, now);
    };
    co_await database_.run(std::move(unit));
    co_return outcome;
}

awaitable<ShopSummary> Ledger::summarize(ShopId shop)
{
    ShopSummary summary;
    std::function<void(Session&)> unit = [&](Session& session) {
        summary = summarize_shop(session, ShopKey(shop));
    };
    co_await database_.run(std::move(unit));
    co_return summary;
}

awaitable<OrderList> Ledger::list_orders(ShopId shop, OrderQuery query)
{
    OrderList list;
    std::function<void(Session&)> unit = [&](Session& session) {
        list = list_order_page(session, ShopKey(shop), query);
    };
    co_await database_.run(std::move(unit));
    co_return list;
}

awaitable<std::vector<OrderId>> Ledger::search_orders(ShopId shop, std::string text)
{
    std::vector<OrderId> ids;
    std::function<void(Session&)> unit = [&](Session& session) {
        ids = search_order_ids(session, ShopKey(shop), text);
    };
    co_await database_.run(std::move(unit));
    co_return ids;
}

awaitable<std::vector<Event>> Ledger::list_events(ShopId shop, OrderId order)
{
    std::vector<Event> events;
    std::function<void(Session&)> unit = [&](Session& session) {
        events = store::list_events(session, ShopKey(shop), order);
    };
    co_await database_.run(std::move(unit));
    co_return events;
}

awaitable<std::int64_t> Ledger::archive(ShopId shop, TimePoint before, int limit)
{
    std::int64_t count = 0;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        count = remove_ended_orders(session, key, before, limit);
        remove_proven_windows(session, key, before);
    };
    co_await database_.run(std::move(unit));
    co_return count;
}

} // namespace daifa::store

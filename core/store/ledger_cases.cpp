#include "store/ledger.hpp"

#include "store/detail/decision_table.hpp"
#include "store/detail/event_table.hpp"

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

} // namespace

awaitable<bool> Ledger::decide_case(ShopId shop, OrderId order, CaseDecision decision)
{
    bool is_known = false;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto head = find_head(session, key, order);
        is_known = head.has_value();
        if (!is_known)
            return;
        save_decision(session, key, order, decision);
        add_event(session, key, *head,
                  event_of(decision.at, "decided: " + decision.difference + " → " + decision.choice,
                           decision.by + ": " + decision.reason));
        touch(session, key, *head, decision.at);
    };
    co_await database_.run(std::move(unit));
    co_return is_known;
}

awaitable<bool> Ledger::reopen_case(ShopId shop, OrderId order, std::string difference,
                                    std::string by, std::string reason, TimePoint now)
{
    bool is_reopened = false;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto head = find_head(session, key, order);
        is_reopened = head && remove_decision(session, key, order, head->generation, difference);
        if (!is_reopened)
            return;
        add_event(session, key, *head,
                  event_of(now, "reopened: " + difference, by + ": " + reason));
        touch(session, key, *head, now);
    };
    co_await database_.run(std::move(unit));
    co_return is_reopened;
}

awaitable<std::vector<DecidedCase>> Ledger::list_decisions(ShopId shop, int limit)
{
    std::vector<DecidedCase> list;
    std::function<void(Session&)> unit = [&](Session& session) {
        list = store::list_decisions(session, ShopKey(shop), limit);
    };
    co_await database_.run(std::move(unit));
    co_return list;
}

} // namespace daifa::store

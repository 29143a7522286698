#include "store/ledger.hpp"

#include "store/detail/decision_table.hpp"
#include "store/detail/event_table.hpp"

namespace daifa::store {
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
        note_decisions(session, key, order);
        add_event(session, key, *head, event_of_decision(decision));
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
        add_event(session, key, *head, event_of_reopening(difference, by, reason, now));
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

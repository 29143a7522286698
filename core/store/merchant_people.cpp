// What people say about a merchant's orders, and what they are shown.

#include "store/detail/decision_table.hpp"
#include "store/detail/merchant_table.hpp"
#include "store/merchant_ledger.hpp"

namespace daifa::store {
namespace {

std::vector<MerchantRow> list_page(Session& session, const ShopKey& key, const MerchantQuery& query,
                                   const std::string& after, int limit)
{
    if (!query.difference.empty())
        return list_merchant_orders_of(session, key, query.difference, after, limit);
    if (query.state)
        return list_merchant_orders_in(session, key, *query.state, after, limit);
    return list_merchant_orders(session, key, after, limit);
}

bool is_wanted(const MerchantRecord& record, const MerchantQuery& query)
{
    return (!query.state || record.verdict.state == *query.state) &&
           record.order.number.starts_with(query.text);
}

} // namespace

awaitable<bool> MerchantLedger::approve(ShopId shop, std::string order, std::string subject,
                                        std::string by, TimePoint now)
{
    bool is_known = false;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto row = find_merchant_order(session, key, order);
        is_known = row.has_value();
        if (!row)
            return;
        row->record.approved = subject;
        if (row->record.write && row->record.write->state == WriteState::refused)
            row->record.write->retry_after = now;
        Event event;
        event.at = now;
        event.what = "ship " + subject + " requested";
        event.cause = by;
        add_merchant_event(session, key, *row, event);
        touch(*row, now);
        save_merchant_order(session, key, *row);
    };
    co_await database_.run(std::move(unit));
    co_return is_known;
}

awaitable<bool> MerchantLedger::decide_case(ShopId shop, std::string order, CaseDecision decision)
{
    bool is_known = false;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto row = find_merchant_order(session, key, order);
        is_known = row.has_value();
        if (!row)
            return;
        save_decision(session, key, merchant_case_owner(order), decision);
        row->record.has_decisions = true;
        add_merchant_event(session, key, *row, event_of_decision(decision));
        touch(*row, decision.at);
        save_merchant_order(session, key, *row);
    };
    co_await database_.run(std::move(unit));
    co_return is_known;
}

awaitable<bool> MerchantLedger::reopen_case(ShopId shop, std::string order, std::string difference,
                                            std::string by, std::string reason, TimePoint now)
{
    bool is_reopened = false;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto row = find_merchant_order(session, key, order);
        const int generation = CaseDecision().generation;
        is_reopened = row && remove_decision(session, key, merchant_case_owner(order), generation,
                                             difference);
        if (!is_reopened)
            return;
        add_merchant_event(session, key, *row, event_of_reopening(difference, by, reason, now));
        touch(*row, now);
        save_merchant_order(session, key, *row);
    };
    co_await database_.run(std::move(unit));
    co_return is_reopened;
}

awaitable<MerchantList> MerchantLedger::list(ShopId shop, MerchantQuery query)
{
    constexpr int page = 500;
    MerchantList list;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        list = MerchantList();
        std::string place = query.after;
        for (bool has_more = true; has_more;) {
            auto rows = list_page(session, key, query, place, page);
            has_more = rows.size() == static_cast<std::size_t>(page);
            for (auto& row : rows) {
                place = row.record.order.number;
                if (!is_wanted(row.record, query))
                    continue;
                if (static_cast<int>(list.orders.size()) == query.limit) {
                    list.next = list.orders.back().order.number;
                    return;
                }
                list.orders.push_back(std::move(row.record));
            }
        }
    };
    co_await database_.run(std::move(unit));
    co_return list;
}

awaitable<MerchantSummary> MerchantLedger::summarize(ShopId shop)
{
    MerchantSummary summary;
    std::function<void(Session&)> unit = [&](Session& session) {
        summary = summarize_merchant(session, ShopKey(shop));
    };
    co_await database_.run(std::move(unit));
    co_return summary;
}

awaitable<std::vector<Event>> MerchantLedger::list_events(ShopId shop, std::string order)
{
    std::vector<Event> events;
    std::function<void(Session&)> unit = [&](Session& session) {
        events = list_merchant_events(session, ShopKey(shop), order);
    };
    co_await database_.run(std::move(unit));
    co_return events;
}

awaitable<std::int64_t> MerchantLedger::archive(ShopId shop, TimePoint before, int limit)
{
    constexpr std::string_view select_ended =
        "select number, state from merchant_orders where bucket = :bucket and shop = :shop "
        "and stage <> 'to_ship' and verdict_since < :before and due_at is null "
        "and difference = '' order by verdict_since limit :limit";
    constexpr std::string_view removals[] = {
        "delete from merchant_events where bucket = :bucket and shop = :shop and number = :number",
        "delete from decisions where bucket = :bucket and shop = :shop and number = :number",
        "delete from merchant_orders where bucket = :bucket and shop = :shop and number = :number",
    };
    std::int64_t count = 0;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        count = 0;
        std::vector<std::pair<std::string, MerchantVerdict>> ended;
        auto& rows = session.prepare(select_ended).bind(key.bucket, key.shop, before, limit);
        std::string number;
        MerchantVerdict place;
        while (rows.fetch(number, place.state))
            ended.emplace_back(number, place);
        for (const auto& [order, verdict] : ended) {
            for (const auto removal : removals)
                session.run(removal, key.bucket, key.shop, order);
            add_merchant_tally(session, key, verdict, -1);
            ++count;
        }
    };
    co_await database_.run(std::move(unit));
    co_return count;
}

} // namespace daifa::store

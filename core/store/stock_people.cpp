// What people say about stock, and what they are shown.

#include "store/detail/stock_table.hpp"
#include "store/stock_ledger.hpp"

namespace daifa::store {
namespace {

/// Where a page starts; behind everything before the first one.
ListingId parse_place(const std::string& after)
{
    const auto slash = after.find('/');
    if (slash == std::string::npos)
        return {after, {}};
    return {after.substr(0, slash), after.substr(slash + 1)};
}

bool is_wanted(const StockItem& item, const StockListQuery& query)
{
    if (query.state && item.verdict.state != *query.state)
        return false;
    const auto holds = [&](const std::string& text) {
        return text.find(query.text) != std::string::npos;
    };
    return query.text.empty() || holds(daifa::to_text(item.id)) || holds(item.sku_code) ||
           holds(item.item) || holds(item.title);
}

} // namespace

awaitable<bool> StockLedger::approve(ShopId shop, ListingId id, std::int64_t quantity,
                                     std::string by, TimePoint now)
{
    bool is_known = false;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        auto record = find_stock(session, key, id);
        is_known = record.has_value();
        if (!record)
            return;
        record->item.approved = quantity;
        Event event;
        event.at = now;
        event.what = "set " + std::to_string(quantity) + " requested";
        event.cause = by;
        add_stock_event(session, key, *record, event);
        touch(*record, now);
        save_stock(session, key, *record);
    };
    co_await database_.run(std::move(unit));
    co_return is_known;
}

awaitable<StockList> StockLedger::list(ShopId shop, StockListQuery query)
{
    constexpr int page = 500;
    StockList list;
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        list = StockList();
        ListingId place = parse_place(query.after);
        for (bool has_more = true; has_more;) {
            const auto records =
                query.difference.empty()
                    ? list_stock_after(session, key, place, page)
                    : list_stock_of_difference(session, key, query.difference, place, page);
            has_more = records.size() == static_cast<std::size_t>(page);
            for (const auto& record : records) {
                place = record.item.id;
                if (!is_wanted(record.item, query))
                    continue;
                if (static_cast<int>(list.items.size()) == query.limit) {
                    list.next = daifa::to_text(list.items.back().id);
                    return;
                }
                list.items.push_back(record.item);
            }
        }
    };
    co_await database_.run(std::move(unit));
    co_return list;
}

awaitable<StockSummary> StockLedger::summarize(ShopId shop)
{
    StockSummary summary;
    std::function<void(Session&)> unit = [&](Session& session) {
        summary = summarize_stock(session, ShopKey(shop));
    };
    co_await database_.run(std::move(unit));
    co_return summary;
}

awaitable<std::vector<Event>> StockLedger::list_events(ShopId shop, ListingId id)
{
    std::vector<Event> events;
    std::function<void(Session&)> unit = [&](Session& session) {
        events = list_stock_events(session, ShopKey(shop), id);
    };
    co_await database_.run(std::move(unit));
    co_return events;
}

awaitable<void> StockLedger::archive(ShopId shop, TimePoint before)
{
    constexpr std::string_view delete_events =
        "delete from stock_events where bucket = :bucket and shop = :shop and at < :before";
    std::function<void(Session&)> unit = [&](Session& session) {
        const ShopKey key(shop);
        session.run(delete_events, key.bucket, key.shop, before);
    };
    co_await database_.run(std::move(unit));
}

} // namespace daifa::store

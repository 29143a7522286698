#include "admin/cases.hpp"
#include "admin/find_order.hpp"
#include "admin/order_json.hpp"
#include "admin/query.hpp"
#include "admin/shop_json.hpp"
#include "admin/unblock.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/timestamp.hpp>

namespace daifa::admin {
namespace json = boost::json;
namespace {

json::object unblock_json(const Unblock& unblock)
{
    json::object made;
    made["who"] = to_text(unblock.who);
    made["who_en"] = describe(unblock.who).en;
    made["who_zh"] = describe(unblock.who).zh;
    made["how_en"] = unblock.how.en;
    made["how_zh"] = unblock.how.zh;
    made["next_at"] = time_json(unblock.next_at);
    return made;
}

/// What the shop's lane adds: where the rule was configured, and what it would do right now.
void add_lane(json::object& made, const store::OrderRecord& order, const reconcile::ShopLane& lane)
{
    const auto status = lane.status();
    const auto& strategy = lane.shop_plan().strategy;
    auto& rule = made["rule"].as_object();
    const auto place = strategy.places.find(order.verdict.rule);
    rule["strategy"] = strategy.name;
    rule["source"] = place == strategy.places.end() ? strategy.source : place->second;
    made["unblock"] = unblock_json(find_unblock(order, &status));
    made["decision_now"] = nullptr;
    // Without the other sides' tables a decision would rest on guesses.
    if (status.platform_ready && status.erp_ready)
        made["decision_now"] = to_json(reconcile::decide(order, lane.decide_context()));
}

} // namespace

awaitable<http::Response> list_orders(Call call)
{
    const auto shop = find_shop(call.backend, call.shop);
    if (!shop)
        co_return refuse(shop.error());
    const auto query = parse_order_query(call.request.query);
    if (!query)
        co_return refuse(query.error());
    const auto list = co_await call.backend.ledger().list_orders(shop->id, *query);
    json::array rows;
    for (const auto& order : list.orders) {
        json::object row = to_row(order);
        row["shop"] = shop->id.text();
        rows.push_back(std::move(row));
    }
    json::object body;
    body["shop"] = shop->id.text();
    body["now"] = to_utc_text(shop_now(*shop, call.backend));
    body["orders"] = std::move(rows);
    body["next"] = list.next;
    co_return answer(body);
}

awaitable<http::Response> explain_order(Call call)
{
    const auto fields = decode_form(call.request.query);
    std::string shop_id(find_field(fields, "shop"));
    std::string text(find_field(fields, "order"));
    const auto found = co_await find_order(call.backend, std::move(shop_id), text);
    if (!found)
        co_return refuse(found.error());
    store::Ledger& ledger = call.backend.ledger();
    const auto order = co_await ledger.find_order(found->shop.id, found->id);
    if (!order) {
        const std::vector<FoundOrder> none;
        co_return refuse(choose_order(none, text).error());
    }
    const auto events = co_await ledger.list_events(found->shop.id, found->id);

    const auto kept = co_await ledger.list_labels(found->shop.id, found->id);

    json::object body = to_json(*order);
    body["labels"] = labels_json(*order, kept);
    body["decisions"] = decisions_json(*order);
    body["choices"] = choices_json(*order);
    json::array history;
    for (const auto& event : events)
        history.push_back(to_json(event));
    body["events"] = std::move(history);
    json::object shop;
    add_shop(shop, found->shop, call.backend);
    body["now"] = shop["now"];
    body["shop"] = std::move(shop);
    if (found->shop.lane)
        add_lane(body, *order, *found->shop.lane);
    else
        body["unblock"] = unblock_json(find_unblock(*order, nullptr));
    co_return answer(body);
}

awaitable<http::Response> list_windows(Call call)
{
    const auto fields = decode_form(call.request.query);
    const auto shops = select_shops(call.backend, std::string(find_field(fields, "shop")));
    if (!shops)
        co_return refuse(shops.error());
    const auto limit = parse_limit(find_field(fields, "limit"), 20);
    if (!limit)
        co_return refuse(limit.error());
    const bool only_holes = find_field(fields, "holes") == "1";
    json::array rows;
    for (const auto& shop : *shops) {
        const auto windows = co_await call.backend.ledger().list_windows(shop.id, only_holes, *limit);
        for (const auto& window : windows) {
            json::object row = to_json(window);
            row["shop"] = shop.id.text();
            rows.push_back(std::move(row));
        }
    }
    json::object body;
    body["now"] = to_utc_text(call.backend.clock().now());
    body["windows"] = std::move(rows);
    co_return answer(body);
}

} // namespace daifa::admin

#include "admin/action_target.hpp"
#include "admin/find_merchant.hpp"
#include "admin/merchant_cases.hpp"
#include "admin/merchant_json.hpp"
#include "admin/order_json.hpp"
#include "admin/query.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/json/array.hpp>

namespace daifa::admin {
namespace json = boost::json;
namespace {

Checked<store::MerchantQuery> parse_merchant_query(std::string_view text)
{
    const auto fields = decode_form(text);
    store::MerchantQuery query;
    const std::string state(find_field(fields, "state"));
    query.difference = find_field(fields, "difference");
    query.text = find_field(fields, "text");
    query.after = find_field(fields, "after");
    const auto limit = parse_limit(find_field(fields, "limit"), query.limit);
    if (!limit)
        return limit.error();
    query.limit = *limit;
    using store::MerchantState;
    for (const auto one : {MerchantState::waiting, MerchantState::ready, MerchantState::shipping,
                           MerchantState::held, MerchantState::shipped, MerchantState::closed})
        if (state == store::to_text(one))
            query.state = one;
    if (state.empty() || query.state)
        return query;
    Failure failure;
    failure.what = {"there is no state \"" + state + "\"", "没有状态“" + state + "”"};
    failure.next = {"waiting, ready, shipping, held, shipped, closed",
                    "可用：waiting、ready、shipping、held、shipped、closed"};
    return failure;
}

} // namespace

awaitable<http::Response> list_merchant_orders(Call call)
{
    const auto fields = decode_form(call.request.query);
    const auto shops = select_merchants(call.backend, std::string(find_field(fields, "shop")));
    if (!shops)
        co_return refuse(shops.error());
    const auto query = parse_merchant_query(call.request.query);
    if (!query)
        co_return refuse(query.error());
    json::array rows;
    std::string next;
    for (const auto& shop : *shops) {
        const auto list = co_await call.backend.ledger().merchant().list(shop.id, *query);
        for (const auto& record : list.orders) {
            json::object row = to_json(record);
            row["shop"] = shop.id.text();
            rows.push_back(std::move(row));
        }
        next = list.next;
    }
    json::object body;
    body["now"] = to_utc_text(call.backend.clock().now());
    body["orders"] = std::move(rows);
    // A cursor is of one shop.
    body["next"] = shops->size() == 1 ? next : std::string();
    co_return answer(body);
}

awaitable<http::Response> plan_merchant(Call call)
{
    const auto fields = decode_form(call.request.query);
    const auto shops = select_merchants(call.backend, std::string(find_field(fields, "shop")));
    if (!shops)
        co_return refuse(shops.error());
    const auto limit = parse_limit(find_field(fields, "limit"), list_limit_max);
    if (!limit)
        co_return refuse(limit.error());
    json::array rows;
    for (const auto& shop : *shops) {
        if (!shop.merchant)
            continue;
        const auto planned = co_await shop.merchant->plan(*limit);
        for (const auto& one : planned) {
            json::object row = to_json(one);
            row["shop"] = shop.id.text();
            rows.push_back(std::move(row));
        }
    }
    json::object body;
    body["now"] = to_utc_text(call.backend.clock().now());
    body["orders"] = std::move(rows);
    co_return answer(body);
}

awaitable<http::Response> explain_merchant_order(Call call)
{
    const auto fields = decode_form(call.request.query);
    std::string shop_id(find_field(fields, "shop"));
    std::string number(find_field(fields, "order"));
    const auto found =
        co_await find_merchant_order(call.backend, std::move(shop_id), std::move(number));
    if (!found)
        co_return refuse(found.error());
    json::object body = to_json(found->record);
    body["shop"] = found->shop.id.text();
    add_merchant_case(body, found->record);
    body["proposal"] = nullptr;
    if (found->shop.merchant && found->record.order.stage == MerchantStage::to_ship) {
        MerchantOrder order = found->record.order;
        const auto proposal = co_await found->shop.merchant->propose_for(std::move(order));
        json::object proposed;
        proposed["factory"] = proposal.factory;
        proposed["rule"] = proposal.rule;
        body["proposal"] = std::move(proposed);
    }
    const auto events = co_await call.backend.ledger().merchant().list_events(
        found->shop.id, found->record.order.number);
    json::array history;
    for (const auto& event : events)
        history.push_back(to_json(event));
    body["events"] = std::move(history);
    co_return answer(body);
}

awaitable<http::Response> ship_merchant_order(Call call)
{
    const auto body = parse_body(call.request.body);
    if (!body)
        co_return refuse(body.error());
    std::string by = operator_of(*body, call.request);
    std::string number = text_or(*body, "order");
    std::string shop_id = text_or(*body, "shop");
    const auto found = co_await find_merchant_order(call.backend, std::move(shop_id), number);
    if (!found)
        co_return refuse(found.error());
    if (!found->shop.merchant)
        co_return refuse(not_so({"the shop is not running", "店铺未运行"},
                                {"see daifa status", "请看 daifa status"}));
    const ShipStrategy& ship = found->shop.merchant->shop_plan().merchant.ship;
    if (!ship.is_enabled || ship.mode == RepairMode::observe)
        co_return refuse(not_so({"the shop only observes, or has shipping switched off",
                                 "该店铺仅观察，或已关闭在线发货"},
                                {"set merchant.ship.mode to propose or repair",
                                 "请将 merchant.ship.mode 设为 propose 或 repair"}));
    const bool is_approved = co_await found->shop.merchant->approve(number, std::move(by));
    if (!is_approved)
        co_return refuse(not_so(
            {"the order has no number to ship with, or is not to be shipped",
             "该订单还没有运单号，或无需发货"},
            {"see daifa merchant --explain " + number, "请看 daifa merchant --explain " + number}));
    json::object done;
    done["shop"] = found->shop.id.text();
    done["order"] = number;
    co_return answer(done);
}

awaitable<http::Response> list_proposals(Call call)
{
    const auto fields = decode_form(call.request.query);
    const auto shops = select_merchants(call.backend, std::string(find_field(fields, "shop")));
    if (!shops)
        co_return refuse(shops.error());
    const std::string factory(find_field(fields, "factory"));
    json::array rows;
    for (const auto& shop : *shops) {
        if (!shop.merchant)
            continue;
        constexpr int proposals_max = 20'000;
        const auto proposed = co_await shop.merchant->list_proposals(proposals_max);
        for (const auto& one : proposed) {
            if (!factory.empty() && one.proposal.factory != factory)
                continue;
            json::object row = to_json(one);
            row["shop"] = shop.id.text();
            rows.push_back(std::move(row));
        }
    }
    json::object body;
    body["now"] = to_utc_text(call.backend.clock().now());
    body["proposals"] = std::move(rows);
    co_return answer(body);
}

} // namespace daifa::admin

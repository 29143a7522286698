#include "admin/action_target.hpp"
#include "admin/examine_labels.hpp"
#include "admin/query.hpp"
#include "reconcile/cancel_budget.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

namespace daifa::admin {
namespace json = boost::json;
namespace {

json::object contract_json(const WaybillContract& contract, const ShopPlan& plan,
                           const reconcile::WaybillDesk& desk)
{
    const std::int64_t begun = reconcile::begun_cancellations(desk, contract.carrier_code);
    const auto may_cancel = reconcile::cancellations_left(contract, begun);
    json::object object;
    object["carrier"] = contract.carrier_code;
    object["branch"] = contract.branch_code;
    object["branch_name"] = contract.branch_name;
    object["balance"] = contract.balance;
    object["taken"] = contract.taken;
    object["cancelled"] = contract.cancelled;
    object["may_cancel"] = may_cancel ? json::value(*may_cancel) : json::value(nullptr);
    object["is_low"] = contract.balance < plan.strategy.waybill.balance_warning;
    object["is_sender"] = reconcile::ships_from(contract, plan.sender.address);
    json::array addresses;
    for (const auto& address : contract.addresses)
        addresses.emplace_back(reconcile::to_text(address));
    object["addresses"] = std::move(addresses);
    json::array services;
    for (const auto& service : contract.services)
        services.emplace_back(service.code + " " + service.name);
    object["services"] = std::move(services);
    return object;
}

SenderAddress parse_address(const json::object& body)
{
    return {text_or(body, "country"),  text_or(body, "province"), text_or(body, "city"),
            text_or(body, "district"), text_or(body, "town"),     text_or(body, "detail")};
}

Failure not_shown(const Error& error, const ShopEntry& shop)
{
    const Finding why =
        judge_failure("printer", error, shop.lane->platform().capabilities().errors);
    Failure failure;
    failure.status = 502;
    failure.what = why.what;
    failure.next = why.next;
    return failure;
}

/// One action on the labels of one order; `act` says of how many.
awaitable<http::Response> act_on_labels(Call call, reconcile::LabelAction act, Sentence nothing)
{
    auto target = co_await find_target(call.backend, call.request);
    if (!target)
        co_return refuse(target.error());
    const auto reason = require_text(target->body, "reason");
    if (!reason)
        co_return refuse(reason.error());
    const auto running = find_running_shop(call.backend, target->found.shop.id.text());
    if (!running)
        co_return refuse(running.error());
    const int labels = co_await running->lane->ask(act, target->found.id, target->by, *reason);
    if (labels == 0)
        co_return refuse(not_so(std::move(nothing), {"see daifa explain", "请看 daifa explain"}));
    co_return co_await done(call.backend, target->found);
}

} // namespace

awaitable<http::Response> list_waybills(Call call)
{
    const auto shops = select_shops(call.backend, call.shop);
    if (!shops)
        co_return refuse(shops.error());
    json::array list;
    for (const auto& shop : *shops) {
        if (!shop.lane)
            continue;
        const ShopPlan& plan = shop.lane->shop_plan();
        const reconcile::WaybillDesk& desk = shop.lane->waybill_desk();
        json::object row;
        row["shop"] = shop.id.text();
        row["source"] = plan.waybill_source == WaybillSource::platform ? "platform" : "erp";
        row["is_read"] = desk.read_at.has_value();
        row["sender"] = reconcile::to_text(plan.sender.address);
        json::array contracts;
        for (const auto& contract : desk.contracts)
            contracts.emplace_back(contract_json(contract, plan, desk));
        row["contracts"] = std::move(contracts);
        list.emplace_back(std::move(row));
    }
    json::object body;
    body["shops"] = std::move(list);
    co_return answer(body);
}

awaitable<http::Response> compare_sender(Call call)
{
    const auto body = parse_body(call.request.body);
    if (!body)
        co_return refuse(body.error());
    const auto shop = find_running_shop(call.backend, call.shop);
    if (!shop)
        co_return refuse(shop.error());
    const reconcile::WaybillDesk& desk = shop->lane->waybill_desk();
    json::object compared;
    compared["finding"] = nullptr;
    if (desk.read_at)
        compared["finding"] = to_json(judge_sender(parse_address(*body), desk));
    co_return answer(compared);
}

awaitable<http::Response> preview_order(Call call)
{
    auto target = co_await find_target(call.backend, call.request);
    if (!target)
        co_return refuse(target.error());
    const auto running = find_running_shop(call.backend, target->found.shop.id.text());
    if (!running)
        co_return refuse(running.error());
    const auto preview = co_await running->lane->preview(target->found.id);
    if (!preview)
        co_return refuse(not_so({"the order has no label", "该订单没有面单"},
                                {"see daifa explain", "请看 daifa explain"}));
    if (!*preview)
        co_return refuse(not_shown(preview->error(), *running));
    json::object shown;
    shown["order"] = daifa::to_text(target->found.id);
    shown["addresses"] = json::array((*preview)->addresses.begin(), (*preview)->addresses.end());
    co_return answer(shown);
}

awaitable<http::Response> print_labels(Call call)
{
    const auto body = parse_body(call.request.body);
    if (!body)
        co_return refuse(body.error());
    const auto shops = select_shops(call.backend, text_or(*body, "shop"));
    if (!shops)
        co_return refuse(shops.error());
    int orders = 0;
    for (const auto& shop : *shops) {
        if (!shop.lane)
            continue;
        reconcile::PrintWish wish;
        wish.carrier_code = text_or(*body, "carrier");
        wish.limit = static_cast<int>(find_integer(*body, "limit").value_or(0));
        wish.by = operator_of(*body, call.request);
        orders += co_await shop.lane->print(std::move(wish));
    }
    json::object done;
    done["orders"] = orders;
    co_return answer(done);
}

awaitable<http::Response> reprint_order(Call call)
{
    return act_on_labels(std::move(call), reconcile::LabelAction::reprint,
                         {"the order has no label", "该订单没有面单"});
}

awaitable<http::Response> cancel_waybill(Call call)
{
    return act_on_labels(std::move(call), reconcile::LabelAction::cancel,
                         {"the order is still assigned, or has no number that could be given back",
                          "该订单仍为已分配，或没有可退回的运单号"});
}

} // namespace daifa::admin

#include "jackyun/practice/house_calls.hpp"

#include "jackyun/practice/house_views.hpp"
#include "sandbox/control_arguments.hpp"
#include "sandbox/erp_status.hpp"
#include "sandbox/json_reply.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

#include <set>

namespace daifa::practice::jackyun {
namespace {

namespace json = boost::json;
using sandbox::ControlError;
using sandbox::json_reply;
using sandbox::Reply;

constexpr std::size_t orders_per_call_max = 500;
constexpr std::string_view marketplace = "拼多多";
constexpr std::string_view own_platform = "自有商城";

/// Why an order can't be worked on; empty when it can.
std::string_view find_hindrance(const sandbox::ErpWorld& erp, const std::string& number)
{
    const auto index = sandbox::parse_order_name(number);
    if (!index || *index >= erp.orders().size())
        return "unknown_order";
    const auto& order = erp.orders().at(*index);
    if (sandbox::find_stage(order.status) == ErpStage::shipped)
        return "shipped_already";
    return sandbox::is_live(order) ? "" : "not_in_this_step";
}

std::string_view word_of(sandbox::ChangeOutcome outcome)
{
    switch (outcome) {
    case sandbox::ChangeOutcome::done:
        return "";
    case sandbox::ChangeOutcome::unknown_order:
        return "unknown_order";
    case sandbox::ChangeOutcome::already_done:
        return "already_done";
    case sandbox::ChangeOutcome::already_shipped:
        return "shipped_already";
    case sandbox::ChangeOutcome::not_in_this_step:
        break;
    }
    return "not_in_this_step";
}

std::vector<std::string> orders_of(const HouseCall& call)
{
    auto numbers = sandbox::texts_argument(call.body, "orders");
    if (numbers.empty() || numbers.size() > orders_per_call_max)
        throw ControlError("\"orders\" must name 1 to 500 orders");
    return numbers;
}

/// Each by itself: `act` says why not, or nothing.
template <class Act>
Reply for_each_order(const HouseCall& call, const Act& act)
{
    json::array done;
    json::array refused;
    for (const auto& number : orders_of(call)) {
        std::string_view why = find_hindrance(call.erp, number);
        if (why.empty())
            why = act(number);
        if (why.empty())
            done.emplace_back(number);
        else
            refused.push_back({{"order", number}, {"why", why}});
    }
    return json_reply(200,
                      json::object{{"done", std::move(done)}, {"refused", std::move(refused)}});
}

Reply refusal(std::string_view why)
{
    return json_reply(409, json::object{{"refused", why}});
}

Reply list_channels_of_house(const HouseCall& call)
{
    return json_reply(200, channel_views(call.erp));
}

Reply list_carriers_of_house(const HouseCall& call)
{
    return json_reply(200, carrier_views(call.erp));
}

Reply list_orders(const HouseCall& call)
{
    return json_reply(200, sales_order_views(call.erp));
}

/// A 直营网店. Of a marketplace it is native: its orders are hidden from the interface.
Reply add_channel(const HouseCall& call)
{
    const std::string code = text_or(call.body, "code");
    const std::string name = text_or(call.body, "name");
    const std::string platform = text_or(call.body, "platform");
    json::object fields;
    if (code.empty())
        fields["code"] = "required";
    else if (sandbox::find_shop(call.erp, code))
        fields["code"] = "taken";
    if (name.empty())
        fields["name"] = "required";
    else if (sandbox::find_shop(call.erp, name))
        fields["name"] = "taken";
    if (platform.empty())
        fields["platform"] = "required";
    else if (platform != marketplace && platform != own_platform)
        fields["platform"] = "unknown";
    if (!fields.empty())
        return json_reply(422, json::object{{"fields", std::move(fields)}});
    const json::object shop = {{"code", code},
                               {"name", name},
                               {"platform", platform},
                               {"native", platform == marketplace}};
    return json_reply(200, call.erp.control("add_shop", shop, call.now));
}

Reply audit(const HouseCall& call)
{
    return for_each_order(call, [&](const std::string& number) {
        return word_of(call.erp.audit_order(*sandbox::parse_order_name(number), call.now));
    });
}

Reply cancel(const HouseCall& call)
{
    return for_each_order(call, [&](const std::string& number) {
        return word_of(call.erp.cancel_order(*sandbox::parse_order_name(number), call.now));
    });
}

Reply ship(const HouseCall& call)
{
    const std::string carrier = text_or(call.body, "carrier");
    const std::string waybill = text_or(call.body, "number");
    if (!carrier.empty() && !sandbox::find_carrier(call.erp, carrier))
        return json_reply(422, json::object{{"fields", {{"carrier", "unknown"}}}});
    if (!waybill.empty() && orders_of(call).size() > 1)
        return json_reply(422, json::object{{"fields", {{"number", "one_order_only"}}}});
    return for_each_order(call, [&](const std::string& number) -> std::string_view {
        if (!call.erp.orders().at(*sandbox::parse_order_name(number)).audited_at)
            return "not_audited";
        json::object arguments = {{"order", number}, {"carrier", carrier}};
        if (!waybill.empty())
            arguments["numbers"] = json::array{waybill};
        call.erp.control("ship", arguments, call.now);
        return "";
    });
}

Reply merge(const HouseCall& call)
{
    const auto named = orders_of(call);
    const std::set<std::string> numbers(named.begin(), named.end());
    if (numbers.size() < 2)
        return refusal("too_few_orders");
    std::set<std::uint32_t> shops;
    for (const auto& number : numbers) {
        const auto hindrance = find_hindrance(call.erp, number);
        if (!hindrance.empty())
            return refusal(hindrance);
        shops.insert(call.erp.orders().at(*sandbox::parse_order_name(number)).shop);
    }
    if (shops.size() > 1)
        return refusal("several_shops");
    const json::object arguments = {{"orders", json::array(numbers.begin(), numbers.end())}};
    return json_reply(200, call.erp.control("merge", arguments, call.now));
}

Reply split(const HouseCall& call)
{
    const std::string number = text_or(call.body, "order");
    const auto parts = sandbox::integer_argument(call.body, "parts", 2, 2, 100);
    const auto hindrance = find_hindrance(call.erp, number);
    if (!hindrance.empty())
        return refusal(hindrance);
    std::int64_t pieces = 0;
    for (const auto& line : call.erp.orders().at(*sandbox::parse_order_name(number)).lines)
        pieces += line.quantity;
    if (pieces < parts)
        return refusal("too_few_pieces");
    return json_reply(200,
                      call.erp.control("split", {{"order", number}, {"parts", parts}}, call.now));
}

struct Entry {
    std::string_view method = {};
    std::string_view name = {};
    Reply (*run)(const HouseCall&) = nullptr;
};

constexpr Entry entries[] = {
    {"GET", "channels", list_channels_of_house},
    {"POST", "channels", add_channel},
    {"GET", "carriers", list_carriers_of_house},
    {"GET", "orders", list_orders},
    {"POST", "orders/audit", audit},
    {"POST", "orders/cancel", cancel},
    {"POST", "orders/ship", ship},
    {"POST", "orders/merge", merge},
    {"POST", "orders/split", split},
};

} // namespace

std::optional<Reply> run_house_call(std::string_view method, std::string_view name,
                                    const HouseCall& call)
{
    for (const auto& entry : entries)
        if (entry.method == method && entry.name == name)
            return entry.run(call);
    return std::nullopt;
}

} // namespace daifa::practice::jackyun

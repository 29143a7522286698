#include "command/commands.hpp"
#include "command/table.hpp"
#include "command/words.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::command {
namespace json = boost::json;
namespace {

/// The number the order ships with, and who told it.
std::string number_of(const json::object& order)
{
    for (const char* const source : {"erp", "factory"}) {
        const auto& found = object_of(order, source);
        const std::string number = text_or(found, "number");
        if (number.empty())
            continue;
        const std::string from = text_or(found, "factory");
        return text_or(found, "carrier") + " " + number + " (" + (from.empty() ? "ERP" : from) +
               ")";
    }
    return "-";
}

std::string goods_of(const json::object& order)
{
    std::string goods;
    for (const auto& value : array_of(order, "items")) {
        const auto& item = value.as_object();
        goods += (goods.empty() ? "" : "; ") + text_or(item, "product") + " " +
                 text_or(item, "variant") + " ×" +
                 std::to_string(find_integer(item, "quantity").value_or(0));
    }
    return goods;
}

std::string shipment_of(const View& view, const json::object& order)
{
    const std::string shipment = text_or(order, "shipment");
    if (!shipment.empty())
        return std::string(view.say("would ship with ", "将发货 ")) + printable(shipment);
    return printable(text_or(order, "detail"));
}

std::string render_sales(const View& view, const json::array& orders)
{
    const auto title = [&](const char* en, const char* zh) {
        return std::string(view.say(en, zh));
    };
    Table table({title("SHOP", "店铺"), title("ORDER", "订单"), title("GOODS", "商品"),
                 title("STATE", "状态"), title("DIFFERENCE", "差异"), title("NUMBER", "运单号"),
                 title("SHIP BY", "最晚发货"), title("RULE", "规则"), title("NEXT", "下次"),
                 title("DETAIL", "说明")});
    for (const auto& value : orders) {
        const auto& order = value.as_object();
        const std::string state = text_or(order, "state");
        table.add({Cell(text_or(order, "shop")), Cell(printable(text_or(order, "order"))),
                   Cell(printable(shorten(goods_of(order), 24))),
                   Cell(state_word(view, state), state_tone(state)),
                   Cell(name_of(order, "difference"), Tone::warning),
                   Cell(printable(number_of(order))), Cell(show_age(view, order, "ship_by")),
                   Cell(name_of(order, "rule")), Cell(show_age(view, order, "next_at")),
                   Cell(shipment_of(view, order))});
    }
    return table.render(view);
}

Outcome list(Session& session, const MerchantOptions& options)
{
    const View& view = session.view;
    const std::string query = to_query({{"shop", options.shop},
                                        {"state", options.state},
                                        {"difference", options.difference},
                                        {"text", options.text},
                                        {"limit", std::to_string(options.limit)}});
    const auto answer =
        session.daemon.get((options.is_plan ? "/v1/merchant/plan?" : "/v1/merchant?") + query);
    if (!answer)
        return failed(view, answer.error());
    Outcome outcome;
    const auto& orders = array_of(*answer, "orders");
    if (view.is_json)
        outcome.out = to_json_text(*answer);
    else if (!orders.empty())
        outcome.out = render_sales(view, orders);
    else
        outcome.out = std::string(view.say("no such orders\n", "没有符合条件的订单\n"));
    return outcome;
}

Outcome explain(Session& session, const MerchantOptions& options)
{
    const View& view = session.view;
    const auto answer = session.daemon.get(
        "/v1/merchant/explain?" + to_query({{"shop", options.shop}, {"order", options.explain}}));
    if (!answer)
        return failed(view, answer.error());
    Outcome outcome;
    if (view.is_json) {
        outcome.out = to_json_text(*answer);
        return outcome;
    }
    json::array one;
    one.push_back(*answer);
    outcome.out = render_sales(view, one);
    const auto& rule = object_of(*answer, "rule");
    outcome.out += "  " + view.say(rule) + "\n";
    const auto& difference = object_of(*answer, "difference");
    if (!difference.empty())
        outcome.out +=
            "  " + view.say(difference) + "\n  → " + view.say(difference, "next_") + "\n";
    for (const auto& value : array_of(*answer, "choices")) {
        const auto& choice = value.as_object();
        outcome.out += "    " + text_or(choice, "name") + ": " + view.say(choice) + "\n      " +
                       printable(text_or(choice, "command")) + "\n";
    }
    const auto& proposal = object_of(*answer, "proposal");
    if (!text_or(proposal, "factory").empty())
        outcome.out += "  " + std::string(view.say("by the rules for ", "按规则建议分配给 ")) +
                       printable(text_or(proposal, "factory")) + " (" +
                       printable(text_or(proposal, "rule")) + ")\n";
    for (const auto& event : array_of(*answer, "events"))
        outcome.out += "  " + show_time(view, event.as_object(), "at") + "  " +
                       printable(text_or(event.as_object(), "what")) + "  " +
                       printable(text_or(event.as_object(), "cause")) + "\n";
    return outcome;
}

Outcome ship(Session& session, const MerchantOptions& options)
{
    const View& view = session.view;
    json::object body;
    body["by"] = session.operator_name;
    body["shop"] = options.shop;
    body["order"] = options.ship;
    const auto answer = session.daemon.post("/v1/merchant/ship", body);
    if (!answer)
        return failed(view, answer.error());
    Outcome outcome;
    outcome.out = view.is_json ? to_json_text(*answer)
                               : std::string(view.say("will be shipped, recorded under your name\n",
                                                      "将发货（记录在您名下）\n"));
    return outcome;
}

} // namespace

Outcome show_merchant(Session& session, const MerchantOptions& options)
{
    if (!options.ship.empty())
        return ship(session, options);
    return options.explain.empty() ? list(session, options) : explain(session, options);
}

} // namespace daifa::command

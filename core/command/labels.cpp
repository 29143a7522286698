#include "command/commands.hpp"
#include "command/table.hpp"
#include "command/words.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>

namespace daifa::command {
namespace json = boost::json;
namespace {

/// What of a contract keeps labels from being taken.
Cell remark_of(const View& view, const json::object& contract)
{
    if (!flag_of(contract, "is_sender"))
        return {std::string(
                    view.say("waybill.sender is another address", "与 waybill.sender 地址不同")),
                Tone::bad};
    if (find_integer(contract, "balance").value_or(0) == 0)
        return {std::string(view.say("no numbers left", "余额为零")), Tone::bad};
    if (flag_of(contract, "is_low"))
        return {std::string(view.say("few numbers left", "余额不足")), Tone::warning};
    return {std::string(view.say("ready", "可用")), Tone::good};
}

/// "20", or that nobody counts.
std::string budget_of(const View& view, const json::object& contract)
{
    const auto left = find_integer(contract, "may_cancel");
    return left ? std::to_string(*left) : std::string(view.say("any", "不限"));
}

std::string number_of(const json::object& contract, std::string_view name)
{
    return std::to_string(find_integer(contract, name).value_or(0));
}

std::string addresses_of(const json::object& contract)
{
    std::string all;
    for (const auto& address : array_of(contract, "addresses"))
        all += (all.empty() ? "" : "; ") + printable(scalar_text(address));
    return all;
}

} // namespace

Outcome show_waybills(Session& session, const std::string& shop)
{
    const View& view = session.view;
    const auto answer = session.daemon.get(
        shop.empty() ? "/v1/waybills" : "/v1/shops/" + percent_encode(shop) + "/waybills");
    if (!answer)
        return failed(view, answer.error());
    Outcome outcome;
    if (view.is_json) {
        outcome.out = to_json_text(*answer);
        return outcome;
    }
    Table table({std::string(view.say("shop", "店铺")), std::string(view.say("carrier", "快递")),
                 std::string(view.say("branch", "网点")), std::string(view.say("left", "余额")),
                 std::string(view.say("taken", "已取")), std::string(view.say("cancelled", "已退")),
                 std::string(view.say("may still cancel", "还可退")), "",
                 std::string(view.say("address of the contract", "签约发货地址"))});
    for (const auto& row : array_of(*answer, "shops"))
        for (const auto& entry : array_of(row.as_object(), "contracts")) {
            const json::object& contract = entry.as_object();
            std::vector<Cell> cells;
            for (std::string text : {text_or(row.as_object(), "shop"), text_or(contract, "carrier"),
                                     text_or(contract, "branch_name")})
                cells.emplace_back(printable(text));
            for (const char* const name : {"balance", "taken", "cancelled"})
                cells.emplace_back(number_of(contract, name));
            cells.emplace_back(budget_of(view, contract));
            cells.push_back(remark_of(view, contract));
            cells.emplace_back(addresses_of(contract));
            table.add(std::move(cells));
        }
    outcome.out = table.empty() ? std::string(view.say("No contracts with carriers are known.\n",
                                                       "没有已知的电子面单签约。\n"))
                                : table.render(view);
    return outcome;
}

Outcome preview_labels(Session& session, const PrintOptions& options)
{
    const View& view = session.view;
    json::object body;
    body["shop"] = options.shop;
    body["order"] = options.preview;
    const auto answer = session.daemon.post("/v1/orders/preview", body);
    if (!answer)
        return failed(view, answer.error());
    Outcome outcome;
    if (view.is_json) {
        outcome.out = to_json_text(*answer);
        return outcome;
    }
    outcome.out = printable(text_or(*answer, "order")) +
                  std::string(view.say(": nothing was printed; look at\n", "：未打印，请查看\n"));
    for (const auto& address : array_of(*answer, "addresses"))
        outcome.out += "  " + printable(scalar_text(address)) + "\n";
    return outcome;
}

Outcome print_labels(Session& session, const PrintOptions& options)
{
    if (!options.preview.empty())
        return preview_labels(session, options);
    const View& view = session.view;
    json::object body;
    body["by"] = session.operator_name;
    body["shop"] = options.shop;
    if (!options.reprint.empty()) {
        if (options.reason.empty())
            return {exit_usage,
                    {},
                    "daifa: " +
                        std::string(
                            view.say("--reprint needs a --reason", "--reprint 须写明 --reason")) +
                        "\n"};
        body["order"] = options.reprint;
        body["reason"] = options.reason;
    } else {
        body["carrier"] = options.carrier;
        body["limit"] = options.limit;
    }
    const auto answer =
        session.daemon.post(options.reprint.empty() ? "/v1/print" : "/v1/orders/reprint", body);
    if (!answer)
        return failed(view, answer.error());
    Outcome outcome;
    if (view.is_json)
        outcome.out = to_json_text(*answer);
    else if (options.reprint.empty())
        outcome.out =
            std::string(view.say("Sent to the printer: labels of ", "已送去打印的订单数：")) +
            std::to_string(find_integer(*answer, "orders").value_or(0)) +
            std::string(view.say(" orders\n", "\n"));
    else
        outcome.out = printable(text_or(*answer, "order")) + ": " +
                      std::string(view.say("will be printed again, recorded under your name\n",
                                           "将重新打印，并以您的名义记录\n"));
    return outcome;
}

} // namespace daifa::command

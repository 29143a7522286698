#include "command/commands.hpp"
#include "command/table.hpp"
#include "command/words.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::command {
namespace json = boost::json;
namespace {

std::string count_in(const json::object& item, std::string_view key)
{
    const auto count = find_integer(item, key);
    return count ? std::to_string(*count) : "-";
}

/// What stands behind a difference: its detail, or what is sent.
std::string detail_of(const View& view, const json::object& item)
{
    if (const auto quantity = find_integer(item, "quantity"))
        return std::string(view.say("would send ", "将上传 ")) + std::to_string(*quantity);
    return printable(text_or(item, "detail"));
}

/// "set 7 confirmed", "held, stock_unmapped" and the like in the reader's language.
std::string event_of(const View& view, const std::string& what)
{
    if (what == "listed")
        return std::string(view.say("listed", "上架"));
    if (what == "gone from the shelf")
        return std::string(view.say("gone from the shelf", "已不在店铺中"));
    if (what.starts_with("set ")) {
        const auto end = what.rfind(' ');
        return std::string(view.say("quantity ", "数量 ")) + what.substr(4, end - 4) + " " +
               state_word(view, what.substr(end + 1));
    }
    const auto comma = what.find(", ");
    return state_word(view, what.substr(0, comma)) +
           (comma == std::string::npos ? "" : what.substr(comma));
}

std::string render_items(const View& view, const json::array& items)
{
    const auto title = [&](const char* en, const char* zh) {
        return std::string(view.say(en, zh));
    };
    Table table({title("SHOP", "店铺"), title("LISTING", "商品/规格"), title("CODE", "编码"),
                 title("TITLE", "名称"), title("IN ERP", "ERP 库存"), title("WANTED", "应有"),
                 title("PLATFORM", "平台"), title("STATE", "状态"), title("DIFFERENCE", "差异"),
                 title("RULE", "规则"), title("NEXT", "下次"), title("DETAIL", "说明")});
    for (const auto& value : items) {
        const auto& item = value.as_object();
        const std::string state = text_or(item, "state");
        table.add({Cell(text_or(item, "shop")), Cell(printable(text_or(item, "listing"))),
                   Cell(printable(text_or(item, "sku_code"))),
                   Cell(printable(shorten(text_or(item, "title"), 24))),
                   Cell(count_in(item, "base")), Cell(count_in(item, "wanted")),
                   Cell(count_in(item, "platform")),
                   Cell(state_word(view, state), state_tone(state)),
                   Cell(name_of(item, "difference"), Tone::warning), Cell(name_of(item, "rule")),
                   Cell(show_age(view, item, "next_at")), Cell(detail_of(view, item))});
    }
    return table.render(view);
}

Outcome list(Session& session, const StockOptions& options)
{
    const View& view = session.view;
    const std::string query = to_query({{"shop", options.shop},
                                        {"state", options.state},
                                        {"difference", options.difference},
                                        {"text", options.text},
                                        {"limit", std::to_string(options.limit)}});
    const auto answer =
        session.daemon.get((options.is_plan ? "/v1/stock/plan?" : "/v1/stock?") + query);
    if (!answer)
        return failed(view, answer.error());
    Outcome outcome;
    const auto& items = array_of(*answer, "items");
    if (view.is_json)
        outcome.out = to_json_text(*answer);
    else if (!items.empty())
        outcome.out = render_items(view, items);
    else if (options.is_plan)
        outcome.out = std::string(view.say("nothing to send\n", "没有需要上传的库存\n"));
    else
        outcome.out = std::string(
            view.say("no such listings; is stock.enabled set, and daifa status without a cause?\n",
                     "没有符合条件的商品；请确认已开启 stock.enabled，且 daifa status 没有异常\n"));
    return outcome;
}

Outcome explain(Session& session, const StockOptions& options)
{
    const View& view = session.view;
    const auto answer = session.daemon.get(
        "/v1/stock/explain?" + to_query({{"shop", options.shop}, {"listing", options.explain}}));
    if (!answer)
        return failed(view, answer.error());
    Outcome outcome;
    if (view.is_json) {
        outcome.out = to_json_text(*answer);
        return outcome;
    }
    json::array one;
    one.push_back(*answer);
    outcome.out = render_items(view, one);
    for (const auto& level : array_of(*answer, "levels"))
        outcome.out += "  " + printable(text_or(level.as_object(), "warehouse")) + ": " +
                       count_in(level.as_object(), "usable") + "\n";
    const auto& difference = object_of(*answer, "difference");
    if (!difference.empty())
        outcome.out +=
            "  " + view.say(difference) + "\n  → " + view.say(difference, "next_") + "\n";
    for (const auto& event : array_of(*answer, "events"))
        outcome.out += "  " + show_time(view, event.as_object(), "at") + "  " +
                       event_of(view, printable(text_or(event.as_object(), "what"))) + "  " +
                       printable(text_or(event.as_object(), "cause")) + "\n";
    return outcome;
}

Outcome send(Session& session, const StockOptions& options)
{
    const View& view = session.view;
    json::object body;
    body["by"] = session.operator_name;
    body["shop"] = options.shop;
    body["listing"] = options.send;
    const auto answer = session.daemon.post("/v1/stock/send", body);
    if (!answer)
        return failed(view, answer.error());
    Outcome outcome;
    if (view.is_json)
        outcome.out = to_json_text(*answer);
    else
        outcome.out = std::string(view.say("will be sent, recorded under your name: ",
                                           "将上传的商品数（记录在您名下）：")) +
                      count_in(*answer, "listings") + "\n";
    return outcome;
}

} // namespace

Outcome show_stock(Session& session, const StockOptions& options)
{
    if (!options.send.empty() || options.sends_all)
        return send(session, options);
    return options.explain.empty() ? list(session, options) : explain(session, options);
}

} // namespace daifa::command

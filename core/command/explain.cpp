#include "command/commands.hpp"
#include "command/table.hpp"
#include "command/words.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::command {
namespace json = boost::json;
namespace {

std::string yes_no(const View& view, bool flag)
{
    return std::string(flag ? view.say("yes", "是") : view.say("no", "否"));
}

std::string heading(const View& view, const char* en, const char* zh)
{
    return "\n" + view.paint(view.say(en, zh), Tone::dim) + "\n";
}

/// Why, what next, and who: what most readers came for, so it stands first.
std::string render_answer(const View& view, const json::object& order)
{
    const std::string state = text_or(order, "state");
    const auto& rule = object_of(order, "rule");
    const auto& unblock = object_of(order, "unblock");
    const auto label = [&](const char* en, const char* zh) {
        return std::string(view.say(en, zh));
    };
    std::vector<std::pair<std::string, Cell>> pairs;
    pairs.emplace_back(label("order", "订单"), text_or(order, "order"));
    pairs.emplace_back(label("shop", "店铺"), text_or(object_of(order, "shop"), "shop"));
    pairs.emplace_back(label("state", "状态"), Cell(state_word(view, state), state_tone(state)));
    pairs.emplace_back(label("since", "持续自"), show_time(view, order, "since"));
    if (const auto& difference = object_of(order, "difference"); !difference.empty())
        pairs.emplace_back(
            label("difference", "差异"),
            Cell(text_or(difference, "name") + ": " + view.say(difference), Tone::warning));
    if (const auto detail = text_or(order, "detail"); !detail.empty())
        pairs.emplace_back(label("detail", "说明"), detail);
    std::string rule_text = text_or(rule, "name");
    if (const auto meaning = view.say(rule); !meaning.empty())
        rule_text += ": " + meaning;
    if (const auto source = text_or(rule, "source"); !source.empty())
        rule_text += " [" + text_or(rule, "strategy") + ", " + source + "]";
    pairs.emplace_back(label("rule", "规则"), rule_text);
    pairs.emplace_back(label("next attempt", "下次处理"), show_time(view, unblock, "next_at"));
    pairs.emplace_back(label("who", "由谁处理"), view.say(unblock, "who_"));
    pairs.emplace_back(label("what to do", "怎么办"), view.say(unblock, "how_"));
    return render_pairs(view, pairs);
}

std::string render_platform(const View& view, const json::object& order)
{
    const auto& platform = object_of(order, "platform");
    const auto label = [&](const char* en, const char* zh) {
        return std::string(view.say(en, zh));
    };
    std::vector<std::pair<std::string, Cell>> pairs;
    pairs.emplace_back(label("  read", "  读取"), show_time(view, platform, "read_at"));
    pairs.emplace_back(label("  assigned", "  已分配"),
                       yes_no(view, flag_of(platform, "is_assigned")) + ", " +
                           show_time(view, platform, "assigned_at"));
    if (find_member(platform, "withdrawn_at") != nullptr)
        pairs.emplace_back(label("  withdrawn", "  收回"),
                           show_time(view, platform, "withdrawn_at"));
    pairs.emplace_back(label("  has a waybill", "  已有运单号"),
                       yes_no(view, flag_of(platform, "has_waybill")));
    pairs.emplace_back(label("  after-sale", "  售后"),
                       after_sale_word(view, text_or(platform, "after_sale")) + " (" +
                           text_or(platform, "after_sale_code") + ")");
    if (flag_of(platform, "is_under_risk_control"))
        pairs.emplace_back(label("  risk control", "  风控"),
                           Cell(yes_no(view, true), Tone::warning));
    if (flag_of(platform, "is_sf_only"))
        pairs.emplace_back(label("  SF only", "  指定顺丰"), yes_no(view, true));
    if (find_member(platform, "product") != nullptr) {
        pairs.emplace_back(label("  merchant", "  商家"), text_or(platform, "merchant_name"));
        pairs.emplace_back(label("  goods", "  商品"), text_or(platform, "product") + " / " +
                                                           text_or(platform, "variant") + " × " +
                                                           text_or(platform, "quantity"));
        pairs.emplace_back(label("  codes", "  编码"), text_or(platform, "sku_code") + " / " +
                                                           text_or(platform, "product_code"));
        pairs.emplace_back(label("  region", "  地区"), text_or(platform, "region"));
    }
    return heading(view, "THE PLATFORM SAYS", "平台数据") + render_pairs(view, pairs);
}

std::string render_erp(const View& view, const json::object& order)
{
    std::string out = heading(view, "THE ERP SAYS", "ERP 数据");
    const auto& list = array_of(order, "erp");
    if (list.empty())
        out += std::string(view.say("  no order of this number", "  没有该单号的订单")) + "\n";
    for (const auto& value : list) {
        const auto& erp = value.as_object();
        const std::string stage = text_or(erp, "stage");
        out += "  " + text_or(erp, "id") + "  " +
               view.paint(state_word(view, stage), state_tone(stage)) + " (" +
               printable(text_or(erp, "status_code")) + ")  " + show_time(view, erp, "read_at");
        if (flag_of(erp, "is_missing"))
            out += "  " + view.paint(view.say("no longer there", "已不存在"), Tone::bad);
        out += "\n";
        for (const auto& one : array_of(erp, "parcels")) {
            const auto& parcel = one.as_object();
            out += "    " +
                   printable(text_or(parcel, "carrier_code") + " " +
                             text_or(parcel, "carrier_name") + "  " + text_or(parcel, "number")) +
                   "\n";
        }
    }
    return out;
}

std::string render_writes(const View& view, const json::object& order)
{
    const auto& list = array_of(order, "writes");
    if (list.empty())
        return {};
    const auto title = [&](const char* en, const char* zh) {
        return std::string(view.say(en, zh));
    };
    Table table({title("  WRITE", "  写操作"), title("STATE", "状态"), title("ATTEMPTS", "次数"),
                 title("SETTLED", "时间"), title("RESULT", "结果"), title("REQUEST ID", "请求号")});
    std::string failures;
    for (const auto& value : list) {
        const auto& write = value.as_object();
        const std::string state = text_or(write, "state");
        table.add({Cell("  " + text_or(write, "key")),
                   Cell(state_word(view, state), state_tone(state)),
                   Cell(text_or(write, "attempts")), Cell(show_time(view, write, "settled_at")),
                   Cell(text_or(write, "result")), Cell(text_or(write, "request_id"))});
        const auto& failure = object_of(write, "failure");
        if (failure.empty())
            continue;
        failures += "  " + text_or(write, "key") + ": " + printable(text_or(failure, "text")) +
                    "\n      → " + view.say(failure, "next_") + "\n";
    }
    return heading(view, "DAIFA DID", "daifa 的操作") + table.render(view) + failures;
}

std::string render_labels(const View& view, const json::object& order)
{
    const auto& list = array_of(order, "labels");
    if (list.empty())
        return {};
    Table table({std::string(view.say("  NUMBER", "  运单号")),
                 std::string(view.say("TAKEN", "取号")), std::string(view.say("PRINTED", "打印")),
                 std::string(view.say("PARENT NUMBER", "母单号")), ""});
    for (const auto& value : list) {
        const auto& label = value.as_object();
        table.add(
            {Cell("  " + text_or(label, "number")), Cell(show_time(view, label, "taken_at")),
             Cell(show_time(view, label, "printed_at")), Cell(text_or(label, "parent")),
             Cell(flag_of(label, "is_cancelled") ? std::string(view.say("given back", "已退号"))
                                                 : std::string())});
    }
    return heading(view, "LABELS", "面单") + table.render(view);
}

std::string render_choices(const View& view, const json::object& order)
{
    std::string out;
    for (const auto& value : array_of(order, "choices")) {
        const auto& choice = value.as_object();
        const std::string begin = "  " + text_or(choice, "name") + ": ";
        out += begin + wrap(view, view.say(choice), display_width(begin)) + "\n      " +
               printable(text_or(choice, "command")) + "\n";
    }
    return out.empty() ? out : heading(view, "CHOICES", "可选的决定") + out;
}

/// What people decided about the order; whether it still stands.
std::string render_decided(const View& view, const json::object& order)
{
    std::string out;
    for (const auto& value : array_of(order, "decisions")) {
        const auto& one = value.as_object();
        const bool stands = flag_of(one, "stands");
        std::string line = "  " + text_or(one, "difference");
        if (const auto detail = text_or(one, "detail"); !detail.empty())
            line += " (" + printable(detail) + ")";
        line += " → " + text_or(one, "choice") + ": " + view.say(one) + "\n    " +
                show_time(view, one, "at") + ", " + printable(text_or(one, "by")) + ": " +
                printable(text_or(one, "reason")) + "\n";
        if (!stands)
            line += "    " +
                    std::string(view.say("the facts have changed since: it counts no more",
                                         "之后情况有变：该决定不再有效")) +
                    "\n";
        out += stands ? line : view.paint(line, Tone::dim);
    }
    return out.empty() ? out : heading(view, "PEOPLE DECIDED", "人工决定") + out;
}

std::string render_decision(const View& view, const json::object& order)
{
    const auto& decision = object_of(order, "decision_now");
    if (decision.empty())
        return {};
    const auto& step = object_of(decision, "step");
    std::string out = heading(view, "IF IT DECIDED NOW", "若现在决定");
    out +=
        "  " + (step.empty() ? std::string(view.say("wait", "等待"))
                             : step_word(view, text_or(step, "kind")) + " " + text_or(step, "key"));
    out += " (" + text_or(object_of(decision, "rule"), "name") + ")\n";
    return out;
}

std::string render_history(const View& view, const json::object& order)
{
    const auto& list = array_of(order, "events");
    if (list.empty())
        return {};
    Table table({std::string(view.say("  TIME", "  时间")), std::string(view.say("EVENT", "事件")),
                 std::string(view.say("CAUSE", "原因")),
                 std::string(view.say("REQUEST ID", "请求号"))});
    for (const auto& value : list) {
        const auto& event = value.as_object();
        const auto at = parse_utc_text(text_or(event, "at"));
        const auto since = parse_utc_text(text_or(event, "since"));
        std::string what = event_word(view, text_or(event, "what"));
        if (since)
            what +=
                std::string(view.say(", claimed ", "，登记于 ")) + to_local_text(*since, view.now);
        table.add({Cell("  " + (at ? to_local_text(*at, view.now) : std::string("-"))), Cell(what),
                   Cell(text_or(event, "cause")), Cell(text_or(event, "request_id"))});
    }
    return heading(view, "HISTORY", "历史") + table.render(view);
}

} // namespace

Outcome explain_order(Session& session, const std::string& order, const std::string& shop)
{
    const auto answer =
        session.daemon.get("/v1/orders/explain?" + to_query({{"order", order}, {"shop", shop}}));
    if (!answer)
        return failed(session.view, answer.error());
    const View& view = session.view;
    Outcome outcome;
    outcome.out = view.is_json ? to_json_text(*answer)
                               : render_answer(view, *answer) + render_choices(view, *answer) +
                                     render_platform(view, *answer) + render_erp(view, *answer) +
                                     render_labels(view, *answer) + render_writes(view, *answer) +
                                     render_decided(view, *answer) +
                                     render_decision(view, *answer) + render_history(view, *answer);
    return outcome;
}

} // namespace daifa::command

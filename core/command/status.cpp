#include "command/commands.hpp"
#include "command/table.hpp"
#include "command/words.hpp"

#include <daifa/codec/json.hpp>

#include <array>

namespace daifa::command {
namespace json = boost::json;
namespace {

/// False while the ledger can not be read.
bool is_counted(const json::object& shop)
{
    return find_member(shop, "states") != nullptr;
}

std::string count_of(const json::object& shop, std::string_view state)
{
    if (!is_counted(shop))
        return "?";
    return std::to_string(find_integer(object_of(shop, "states"), state).value_or(0));
}

std::int64_t differing(const json::object& shop)
{
    std::int64_t sum = 0;
    for (const auto& [name, count] : object_of(shop, "differences"))
        sum += count.is_int64() ? count.as_int64() : 0;
    return sum;
}

std::string oldest_age(const View& view, const json::object& shop)
{
    if (!is_counted(shop))
        return "?";
    const auto age = find_integer(shop, "oldest_open_age_ms");
    return age ? to_age_text(Milliseconds(*age), view.language) : "-";
}

/// Why a shop stands still: one line per cause, each with what to do.
std::string causes(const View& view, const json::object& shop)
{
    std::string out;
    const auto add = [&](const std::string& what, const std::string& next) {
        out += "  " + view.paint(printable(text_or(shop, "shop")), Tone::bad) + "  " + what + "\n";
        if (!next.empty())
            out += "      → " + next + "\n";
    };
    // A shop that is switched off is meant to stand still.
    if (find_member(shop, "problem") != nullptr && text_or(shop, "state") != "disabled")
        add(view.say(object_of(shop, "problem")), "");
    if (const auto& problem = object_of(shop, "store_problem"); !problem.empty())
        add(view.say(problem), view.say(problem, "next_"));
    if (!is_counted(shop))
        add(std::string(view.say("how many orders stand where can not be read at the moment: ?",
                                 "暂时无法读取订单数量，以 ? 表示")),
            "");
    if (find_member(shop, "token_problem") != nullptr)
        add(view.say(object_of(shop, "token_problem")),
            std::string("daifa authorize ") + text_or(shop, "shop"));
    for (const char* const side : {"platform", "erp"}) {
        const auto& stop = object_of(object_of(shop, side), "stop");
        if (!stop.empty())
            add(view.say(object_of(stop, "error")), view.say(object_of(stop, "error"), "next_"));
    }
    return out;
}

/// How the platform's messages come in, or why they don't.
std::string messages(const View& view, const json::object& shop)
{
    const auto& push = object_of(shop, "push");
    if (push.empty())
        return {};
    const auto number = [&](const char* key) {
        return std::to_string(find_integer(push, key).value_or(0));
    };
    std::string out = "  " + printable(text_or(shop, "shop")) + "  ";
    if (!flag_of(push, "is_healthy")) {
        const std::string why = view.say(object_of(push, "problem"));
        out += view.paint(view.say("messages do not come in", "消息推送未连接"), Tone::warning) +
               (why.empty() ? "" : std::string(view.say(": ", "：")) + why) + "\n";
        return out;
    }
    out += std::string(view.say("messages since ", "消息推送连接于 ")) +
           show_time(view, push, "connected_since") +
           std::string(view.say(", the last one ", "，最近一条 ")) +
           show_age(view, push, "message_at") +
           std::string(view.say(": received ", "；收到 ")) + number("received") +
           std::string(view.say(", acknowledged ", "，确认 ")) + number("acknowledged") +
           std::string(view.say(", refused ", "，拒收 ")) + number("refused") +
           std::string(view.say(", about nothing here ", "，无关 ")) + number("unknown") + "\n";
    return out;
}

std::string differences(const View& view, const json::object& shop)
{
    std::string out;
    for (const auto& [name, count] : object_of(shop, "differences")) {
        const std::string begin =
            "  " + text_or(shop, "shop") + "  " + scalar_text(count) + " × " + std::string(name);
        const std::string meaning = view.say(object_of(object_of(shop, "meanings"), name));
        out += begin +
               (meaning.empty() ? "" : ": " + wrap(view, meaning, display_width(begin) + 2)) + "\n";
    }
    if (const auto cases = find_integer(shop, "cases").value_or(0); cases > 0)
        out += "  " + text_or(shop, "shop") + "  " +
               std::string(view.say("cases that wait for a person: ", "等待人工决定的异常：")) +
               std::to_string(cases) + std::string(view.say(" (daifa cases)", "（daifa cases）")) +
               "\n";
    for (const auto& value : array_of(shop, "low_waybills")) {
        const auto& low = value.as_object();
        out +=
            "  " + printable(text_or(shop, "shop")) + "  " +
            view.paint(printable(text_or(low, "carrier") + " " + text_or(low, "branch_name")) +
                           std::string(view.say(": waybill numbers left: ", "：电子面单余额 ")) +
                           std::to_string(find_integer(low, "balance").value_or(0)),
                       Tone::warning) +
            std::string(view.say("; top up in the platform's back office", "，请在平台后台充值")) +
            "\n";
    }
    if (const auto holes = find_integer(shop, "holes").value_or(0); holes > 0)
        out += "  " + text_or(shop, "shop") + "  " +
               std::string(view.say("holes in what was read: ", "读取缺口：")) + std::to_string(holes) + "\n";
    if (const auto writes = find_integer(shop, "uncertain_writes").value_or(0); writes > 0)
        out += "  " + text_or(shop, "shop") + "  " +
               std::string(view.say("uncertain writes: ", "不确定的写操作：")) + std::to_string(writes) + "\n";
    return out;
}

/// One line per shop whose stock is synchronised, then its causes and differences.
std::string stock(const View& view, const json::object& shop)
{
    const auto& sync = object_of(shop, "stock_sync");
    if (!flag_of(sync, "is_enabled"))
        return {};
    const std::string name = "  " + printable(text_or(shop, "shop")) + "  ";
    const auto& counted = object_of(shop, "stock");
    std::string line = name + std::string(view.say("stock (", "库存同步（")) +
                       text_or(sync, "mode") + std::string(view.say("): ", "）："));
    for (const auto& [state, count] : object_of(counted, "states"))
        line += state_word(view, std::string_view(state)) + " " + scalar_text(count) + ", ";
    line += std::string(view.say("read ", "读取于 ")) + show_age(view, sync, "read_at");
    if (const auto unlisted = find_integer(sync, "unlisted").value_or(0); unlisted > 0)
        line += std::string(view.say(", items of the ERP on no listing: ", "，未上架的 ERP 货品：")) +
                std::to_string(unlisted);
    std::string out = line + "\n";
    for (const auto& value : array_of(sync, "stops")) {
        const auto& error = object_of(value.as_object(), "error");
        out += name + view.paint(std::string(view.say("stock stands still, orders go on: ",
                                                      "库存同步已停，订单照常：")) +
                                     view.say(error),
                                 Tone::bad) +
               "\n      → " + view.say(error, "next_") + "\n";
    }
    for (const auto& [difference, count] : object_of(counted, "differences"))
        out += name + scalar_text(count) + " × " + std::string(difference) + ": " +
               view.say(object_of(object_of(counted, "meanings"), difference)) + "\n";
    return out;
}

/// What a merchant's shop has to ship, and what keeps it.
std::string shipping(const View& view, const json::object& shop)
{
    const auto& lane = object_of(shop, "shipping");
    const auto& counted = object_of(shop, "merchant");
    if (text_or(shop, "role") != "merchant")
        return {};
    const std::string name = "  " + printable(text_or(shop, "shop")) + "  ";
    std::string line = name + std::string(view.say("merchant", "商家"));
    if (!lane.empty())
        line += " (" + text_or(lane, "mode") + ")";
    line += std::string(view.say(": ", "："));
    bool is_first = true;
    for (const auto& [state, count] : object_of(counted, "states")) {
        line += (is_first ? "" : ", ") + state_word(view, std::string_view(state)) + " " +
                scalar_text(count);
        is_first = false;
    }
    std::string out = line + "\n";
    if (const auto& problem = object_of(lane, "return_address_problem"); !problem.empty())
        out += name +
               view.paint(std::string(view.say("return addresses can not be read: ",
                                               "无法读取退货地址：")) +
                              view.say(problem),
                          Tone::warning) +
               "\n";
    for (const auto& [difference, count] : object_of(counted, "differences"))
        out += name + scalar_text(count) + " × " + std::string(difference) + ": " +
               view.say(object_of(object_of(counted, "meanings"), difference)) + "\n";
    return out;
}

} // namespace

Outcome show_status(Session& session)
{
    const auto answer = session.daemon.get("/v1/status");
    if (!answer)
        return failed(session.view, answer.error());
    const View& view = session.view;
    Outcome outcome;
    if (view.is_json) {
        outcome.out = to_json_text(*answer);
        return outcome;
    }
    outcome.out = "daifad " + text_or(*answer, "version") +
                  std::string(view.say(", started ", "，启动于 ")) +
                  show_time(view, *answer, "started_at") + std::string(view.say(", ", "，")) +
                  text_or(object_of(*answer, "store"), "url") + "\n";

    const auto title = [&](const char* en, const char* zh) { return std::string(view.say(en, zh)); };
    Table table({title("SHOP", "店铺"), title("STATE", "状态"), title("DOWNLOADED", "已下载"),
                 title("IN ERP", "已导入"), title("SHIPPED", "已发货"), title("UPLOADED", "已回传"),
                 title("WITHDRAWN", "已收回"), title("HELD", "已暂停"), title("DIFFERING", "有差异"),
                 title("OLDEST OPEN", "最早未平"), title("PLATFORM READ", "平台读取"), title("ERP READ", "ERP 读取")});
    std::string notes;
    for (const auto& value : array_of(*answer, "shops")) {
        const auto& shop = value.as_object();
        const std::string state = text_or(shop, "state");
        const auto differ = differing(shop);
        std::vector<Cell> row = {Cell(text_or(shop, "shop")), Cell(state_word(view, state), state_tone(state))};
        for (const char* const one : {"downloaded", "imported", "shipped", "uploaded", "withdrawn", "held"})
            row.emplace_back(count_of(shop, one));
        row.emplace_back(is_counted(shop) ? std::to_string(differ) : "?",
                         differ > 0 ? Tone::warning : Tone::plain);
        row.emplace_back(oldest_age(view, shop));
        for (const char* const side : {"platform", "erp"})
            row.emplace_back(show_age(view, object_of(shop, side), "read_at"));
        table.add(std::move(row));
        notes += causes(view, shop) + differences(view, shop) + messages(view, shop) +
                 stock(view, shop) + shipping(view, shop);
    }
    outcome.out += table.empty() ? title("no shop is configured: put a file into shops.d and run daifa reload\n",
                                         "尚未配置店铺：请在 shops.d 中添加文件并执行 daifa reload\n")
                                 : table.render(view);
    if (!notes.empty())
        outcome.out += "\n" + notes;
    for (const auto& problem : array_of(*answer, "configuration_problems"))
        outcome.out += view.say(problem.as_object()) + "\n";
    if (find_integer(*answer, "refused_plugins").value_or(0) > 0)
        outcome.out += title("some plugins were refused: daifa plugins\n", "有插件被拒绝：请看 daifa plugins\n");
    return outcome;
}

} // namespace daifa::command

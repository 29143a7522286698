#include "command/commands.hpp"
#include "command/table.hpp"
#include "command/words.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::command {
namespace json = boost::json;
namespace {

/// One case: what it is, then each choice with its command.
std::string render_open(const View& view, const json::object& one)
{
    const auto& difference = object_of(one, "difference");
    std::string out = view.paint(printable(text_or(one, "order")), Tone::warning) + "  " +
                      printable(text_or(one, "shop")) + "  " + show_age(view, one, "since") + "  " +
                      view.say(difference, "who_") + "\n";
    const std::string name = "  " + text_or(difference, "name") + ": ";
    out += name + wrap(view, view.say(difference), display_width(name)) + "\n";
    if (const auto detail = text_or(one, "detail"); !detail.empty())
        out += "    " + wrap(view, printable(detail), 4) + "\n";
    out += "    → " + wrap(view, view.say(difference, "next_"), 6) + "\n";
    for (const auto& value : array_of(one, "choices")) {
        const auto& choice = value.as_object();
        const std::string begin = "    " + text_or(choice, "name") + ": ";
        out += begin + wrap(view, view.say(choice), display_width(begin)) + "\n      " +
               view.paint(printable(text_or(choice, "command")), Tone::dim) + "\n";
    }
    return out + "\n";
}

std::string render_decided(const View& view, const json::array& cases)
{
    const auto title = [&](const char* en, const char* zh) {
        return std::string(view.say(en, zh));
    };
    Table table({title("SHOP", "店铺"), title("ORDER", "订单"), title("STATE", "状态"),
                 title("DIFFERENCE", "差异"), title("CHOICE", "决定"), title("DECIDED", "时间"),
                 title("BY", "操作员"), title("REASON", "原因")});
    for (const auto& value : cases) {
        const auto& one = value.as_object();
        const std::string state = text_or(one, "state");
        table.add({Cell(text_or(one, "shop")), Cell(text_or(one, "order")),
                   Cell(state_word(view, state), state_tone(state)),
                   Cell(text_or(one, "difference")), Cell(text_or(one, "choice")),
                   Cell(show_age(view, one, "at")), Cell(text_or(one, "by")),
                   Cell(text_or(one, "reason"))});
    }
    return table.render(view);
}

} // namespace

Outcome list_cases(Session& session, const CasesOptions& options)
{
    const auto answer =
        session.daemon.get("/v1/cases?" + to_query({{"shop", options.shop},
                                                    {"owner", options.owner},
                                                    {"closed", options.is_closed ? "1" : ""},
                                                    {"limit", std::to_string(options.limit)}}));
    if (!answer)
        return failed(session.view, answer.error());
    const View& view = session.view;
    Outcome outcome;
    const auto& cases = array_of(*answer, "cases");
    if (view.is_json)
        outcome.out = to_json_text(*answer);
    else if (cases.empty())
        outcome.out = options.is_closed
                          ? std::string(view.say("nothing was decided yet\n", "尚未作过决定\n"))
                          : std::string(view.say("no case is open\n", "没有待处理的异常\n"));
    else if (options.is_closed)
        outcome.out = render_decided(view, cases);
    else
        for (const auto& one : cases)
            outcome.out += render_open(view, one.as_object());
    return outcome;
}

} // namespace daifa::command

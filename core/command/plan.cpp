#include "command/commands.hpp"
#include "command/table.hpp"
#include "command/words.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::command {
namespace json = boost::json;
namespace {

/// Reading both sides takes as long as their limits make it.
constexpr Milliseconds refresh_timeout = std::chrono::minutes(30);

std::string render(const View& view, const json::object& answer)
{
    const auto title = [&](const char* en, const char* zh) { return std::string(view.say(en, zh)); };
    Table table({title("SHOP", "店铺"), title("ORDER", "订单"), title("STATE", "状态"), title("NEXT STEP", "下一步"),
                 title("WHEN", "时间"), title("DIFFERENCE", "差异"), title("RULE", "规则"), title("DETAIL", "说明")});
    const auto& steps = array_of(answer, "steps");
    for (const auto& value : steps) {
        const auto& planned = value.as_object();
        const auto& step = object_of(planned, "step");
        const std::string state = text_or(planned, "state");
        const std::string kind = text_or(step, "kind");
        table.add({Cell(text_or(planned, "shop")), Cell(text_or(planned, "order")),
                   Cell(state_word(view, state), state_tone(state)),
                   Cell(kind.empty() ? title("wait", "等待") : step_word(view, kind)),
                   Cell(kind.empty() ? show_age(view, planned, "next_at") : title("now", "现在")),
                   Cell(text_or(object_of(planned, "difference"), "name"), Tone::warning),
                   Cell(text_or(object_of(planned, "rule"), "name")), Cell(text_or(planned, "detail"))});
    }
    std::string out = table.render(view);
    // Where no shop could be planned, "0 orders" would sound like good news.
    if (find_integer(answer, "planned_shops").value_or(0) == 0)
        return array_of(answer, "problems").empty()
                   ? title("no shop is switched on: see daifa status\n",
                           "没有启用的店铺：请看 daifa status\n")
                   : out;
    const auto differing = find_integer(answer, "differing").value_or(0);
    const auto equal = find_integer(answer, "equal").value_or(0);
    if (static_cast<std::int64_t>(steps.size()) < differing)
        out += title("… only the first are shown: daifa orders --limit lists more\n",
                     "……仅显示前面的部分：daifa orders --limit 可列出更多\n");
    if (view.language == config::Language::zh)
        return out + "有差异或待处理 " + std::to_string(differing) + " 单，两边一致、等待仓库 " +
               std::to_string(equal) + " 单\n";
    return out + std::to_string(differing) + " orders differ or have a step to do; " +
           std::to_string(equal) + " are equal on both sides and wait\n";
}

} // namespace

Outcome show_plan(Session& session, const PlanOptions& options)
{
    const auto answer = session.daemon.get(
        "/v1/plan?" + to_query({{"shop", options.shop}, {"refresh", options.refreshes ? "1" : ""}}), refresh_timeout);
    if (!answer)
        return failed(session.view, answer.error());
    const View& view = session.view;
    Outcome outcome;
    const auto& problems = array_of(*answer, "problems");
    if (!problems.empty())
        outcome.code = exit_failed;
    else if (find_integer(*answer, "differing").value_or(0) > 0)
        outcome.code = exit_differences;
    outcome.out = view.is_json ? to_json_text(*answer) : render(view, *answer);
    for (const auto& problem : problems) {
        const auto& texts = problem.as_object();
        outcome.err += "daifa: " + text_or(texts, "shop") + ": " + view.say(texts) + "\n  → " +
                       view.say(texts, "next_") + "\n";
    }
    return outcome;
}

} // namespace daifa::command

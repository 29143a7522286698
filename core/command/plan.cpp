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
    std::int64_t waiting = 0;
    for (const auto& value : array_of(answer, "steps")) {
        const auto& planned = value.as_object();
        const auto& step = object_of(planned, "step");
        if (flag_of(planned, "is_equal")) {
            ++waiting;
            continue;
        }
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
    const std::string differing = text_or(answer, "differing", "0");
    if (view.language == config::Language::zh)
        out += "有差异或待处理 " + differing + " 单，两边一致、等待仓库 " + std::to_string(waiting) + " 单\n";
    else
        out += differing + " orders differ or have a step to do; " + std::to_string(waiting) +
               " are equal on both sides and wait\n";
    return out;
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

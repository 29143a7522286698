#include "command/commands.hpp"
#include "command/words.hpp"

#include <daifa/codec/json.hpp>

#include <algorithm>

namespace daifa::command {
namespace json = boost::json;
namespace {

json::object body_of(const Session& session, const ActionOptions& options)
{
    json::object body;
    body["order"] = options.order;
    body["shop"] = options.shop;
    body["by"] = session.operator_name;
    if (!options.reason.empty())
        body["reason"] = options.reason;
    return body;
}

/// Sends one action and says what it was done to.
Outcome act(Session& session, const char* action, const json::object& body, std::string_view done)
{
    const auto answer = session.daemon.post(std::string("/v1/orders/") + action, body);
    if (!answer)
        return failed(session.view, answer.error());
    Outcome outcome;
    if (session.view.is_json)
        outcome.out = to_json_text(*answer);
    else
        outcome.out = printable(text_or(*answer, "order") + " (" + text_or(*answer, "shop") + ")") + ": " +
                      std::string(done) + "\n";
    return outcome;
}

std::string join(const json::array& shops)
{
    std::string all;
    for (const auto& shop : shops)
        all += (all.empty() ? "" : ", ") + scalar_text(shop);
    return all.empty() ? "-" : all;
}

} // namespace

Outcome retry(Session& session, const ActionOptions& options)
{
    return act(session, "retry", body_of(session, options),
               session.view.say("will be tried again now", "将立即重试"));
}

Outcome hold(Session& session, const ActionOptions& options)
{
    return act(session, "hold", body_of(session, options),
               session.view.say("held; daifa release lets it go on", "已暂停；daifa release 可放行"));
}

Outcome release(Session& session, const ActionOptions& options)
{
    return act(session, "release", body_of(session, options), session.view.say("goes on", "已放行"));
}

Outcome resolve(Session& session, const ActionOptions& options)
{
    json::object body = body_of(session, options);
    if (!options.case_name.empty()) {
        body["case"] = options.case_name;
        body["choice"] = options.choice;
        return act(session, "resolve", body,
                   session.view.say("decided under your name", "已以您的名义决定"));
    }
    if (options.is_joint || options.is_single) {
        body["parcel"] = options.is_joint ? "joint" : "single";
        return act(session, "resolve", body,
                   session.view.say("written down under your name", "已以您的名义记录"));
    }
    if (options.uploaded.empty()) {
        body["write"] = options.write;
        body["outcome"] = options.outcome;
        body["number"] = options.number;
    } else {
        body["uploaded"] = options.uploaded;
    }
    return act(session, "resolve", body,
               session.view.say("the write is resolved and recorded under your name",
                                "写操作已处理，并以您的名义记录"));
}

Outcome cancel_waybill(Session& session, const ActionOptions& options)
{
    return act(session, "cancel_waybill", body_of(session, options),
               session.view.say("its numbers will be given back; destroy what is on paper",
                                "将退回运单号；请销毁已打印的面单"));
}

Outcome reload(Session& session)
{
    const json::object nothing;
    const auto answer = session.daemon.post("/v1/reload", nothing, std::chrono::minutes(5));
    if (!answer)
        return failed(session.view, answer.error());
    const View& view = session.view;
    Outcome outcome;
    const bool is_taken = flag_of(*answer, "is_taken");
    const auto& problems = array_of(*answer, "problems");
    // One shop may have failed to take what the others took.
    const bool is_whole = std::ranges::none_of(problems, [](const json::value& problem) {
        return text_or(problem.as_object(), "severity") == "error";
    });
    outcome.code = is_taken && is_whole ? exit_good : exit_failed;
    if (view.is_json) {
        outcome.out = to_json_text(*answer);
        return outcome;
    }
    for (const auto& problem : problems)
        outcome.err += view.say(problem.as_object()) + "\n";
    if (!is_taken) {
        outcome.err += "daifa: " +
                       std::string(view.say("the old configuration goes on; mend the errors and reload again",
                                            "继续使用旧配置；请修正错误后再次重载")) +
                       "\n";
        return outcome;
    }
    outcome.out = std::string(view.say("reloaded; started: ", "已重载；启动：")) + join(array_of(*answer, "started")) +
                  std::string(view.say("; changed: ", "；变更：")) + join(array_of(*answer, "changed")) +
                  std::string(view.say("; stopped: ", "；停止：")) + join(array_of(*answer, "stopped")) + "\n";
    return outcome;
}

} // namespace daifa::command

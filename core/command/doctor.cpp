#include "command/commands.hpp"
#include "command/table.hpp"
#include "command/words.hpp"

#include <daifa/codec/json.hpp>

#include <algorithm>

namespace daifa::command {
namespace {

std::string render_findings(const View& view, const boost::json::array& findings)
{
    std::size_t width = 0;
    for (const auto& value : findings)
        width =
            std::max(width, display_width(state_word(view, text_or(value.as_object(), "state"))));

    std::string out;
    std::string shop = "-";
    for (const auto& value : findings) {
        const auto& finding = value.as_object();
        if (const auto next = text_or(finding, "shop"); next != shop) {
            shop = next;
            out += (shop.empty() ? std::string("daifad") : printable(shop)) + "\n";
        }
        const std::string state = text_or(finding, "state");
        const std::string word = state_word(view, state);
        out += "  " + view.paint(word, state_tone(state)) +
               std::string(width - display_width(word) + 2, ' ') +
               wrap(view, check_word(view, text_or(finding, "check")) + ": " + view.say(finding),
                    width + 4) +
               "\n";
        if (const auto next = view.say(finding, "next_"); !next.empty())
            out += std::string(width + 4, ' ') + "→ " + wrap(view, next, width + 6) + "\n";
    }
    return out;
}

} // namespace

Outcome run_doctor(Session& session, const std::string& shop)
{
    boost::json::object body;
    body["shop"] = shop;
    const auto answer = session.daemon.post("/v1/doctor", body, std::chrono::minutes(10));
    if (!answer)
        return failed(session.view, answer.error());
    Outcome outcome;
    outcome.code = flag_of(*answer, "is_ok") ? exit_good : exit_failed;
    outcome.out = session.view.is_json
                      ? to_json_text(*answer)
                      : render_findings(session.view, array_of(*answer, "findings"));
    return outcome;
}

} // namespace daifa::command

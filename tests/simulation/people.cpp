#include "simulation/people.hpp"

#include <boost/json/serialize.hpp>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

constexpr int merchants = 4;

} // namespace

People::People(VirtualTime& time, Clock& world_clock, sandbox::Sandbox& sandbox, const Plan& plan,
               History& history)
    : time_(time), world_clock_(world_clock), sandbox_(sandbox), plan_(plan), history_(history),
      dice_(plan.seed, "people")
{
}

void People::come(std::vector<std::string> owners)
{
    owners_ = std::move(owners);
    int left = plan_.assignments;
    while (left > 0) {
        const auto count = std::min<std::int64_t>(left, dice_.between(1, 6));
        left -= static_cast<int>(count);
        const Milliseconds at = dice_.between(0ms, plan_.troubled * 4 / 5);
        for (std::int64_t i = 0; i < count; ++i)
            time_.after(at, [this] { assign(); });
    }
    for (int i = 0; i < plan_.actions; ++i)
        time_.after(dice_.between(1ms, plan_.troubled), [this] { do_something(); });
}

void People::assign()
{
    json::object arguments;
    arguments["shop"] = dice_.one_of(owners_);
    arguments["merchants"] = merchants;
    act("platform", "assign", std::move(arguments));
}

void People::do_something()
{
    int sum = 0;
    for (const auto& habit : plan_.habits)
        sum += habit.weight;
    auto left = static_cast<int>(dice_.below(static_cast<std::uint64_t>(sum)));
    for (const auto& habit : plan_.habits) {
        left -= habit.weight;
        if (left >= 0)
            continue;
        json::object arguments;
        if (habit.action == "after_sale")
            arguments["step"] = dice_.one_of<std::string>(
                {"requested", "requested", "refunded", "withdrawn", "rejected", "none"});
        if (habit.action == "after_sale" || habit.action == "risk")
            arguments["of"] = "assigned";
        if (habit.action == "withdraw")
            arguments["of"] = dice_.chance(0.7) ? "open" : "assigned";
        if (habit.action == "risk")
            arguments["on"] = dice_.chance(0.5);
        act(habit.side, habit.action, std::move(arguments));
        return;
    }
}

void People::act(const std::string& side, const std::string& action, json::object arguments)
{
    const TimePoint now = sandbox_.world_time(world_clock_.now());
    try {
        const auto answer = sandbox_.find_part(side)->control(action, arguments, now);
        if (history_.is_wanted())
            history_.add("people", side + " " + action + " " + json::serialize(arguments) + " " +
                                       json::serialize(answer));
    } catch (const sandbox::ControlError&) {
        // Nothing there to do that with.
    }
}

Credential People::authorize(const std::string& owner)
{
    const TimePoint now = sandbox_.world_time(world_clock_.now());
    auto& platform = sandbox_.world.platform;
    const auto pair = platform.accounts.issue_pair(platform.accounts.apps().front().key, owner, now,
                                                   platform.rules);
    history_.add("people", "authorize " + owner);
    Credential credential;
    credential.access_token = Secret(pair.access);
    credential.refresh_token = Secret(pair.refresh);
    credential.expires_at = pair.access_expires_at;
    credential.refresh_expires_at = pair.refresh_expires_at;
    credential.owner_id = owner;
    return credential;
}

} // namespace daifa::simulation

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
    const Milliseconds rush = dice_.between(0ms, plan_.troubled / 2);
    for (int i = 0; i < plan_.burst; ++i)
        time_.after(rush + dice_.between(0ms, 60'000ms), [this] { assign(); });
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
        if (left >= 0 || is_over_)
            continue;
        if (habit.side == "platform")
            act_on_platform(habit.action);
        else if (habit.side == "erp")
            act_in_erp(habit.action);
        else
            operate(habit.action);
        return;
    }
}

void People::act_on_platform(const std::string& action)
{
    json::object arguments;
    if (action == "after_sale")
        arguments["step"] = dice_.one_of<std::string>(
            {"requested", "requested", "refunded", "withdrawn", "rejected", "none"});
    if (action == "after_sale" || action == "risk")
        arguments["of"] = "assigned";
    if (action == "withdraw")
        arguments["of"] = dice_.chance(0.7) ? "open" : "assigned";
    if (action == "risk")
        arguments["on"] = dice_.chance(0.5);
    act("platform", action, std::move(arguments));
}

json::array People::some_erp_orders(std::size_t count)
{
    const auto& orders = sandbox_.world.erp.orders();
    json::array numbers;
    while (orders.size() > 0 && numbers.size() < count)
        numbers.emplace_back(
            sandbox::order_number(static_cast<sandbox::OrderIndex>(dice_.below(orders.size()))));
    return numbers;
}

void People::act_in_erp(const std::string& action)
{
    const auto numbers = some_erp_orders(2);
    if (numbers.empty())
        return;
    json::object arguments;
    if (action == "merge")
        arguments["orders"] = numbers;
    else
        arguments["order"] = numbers.front();
    if (action == "change_waybill") {
        remember_numbers(*sandbox::parse_order_name(std::string(numbers.front().as_string())));
        arguments["number"] = "YT9" + std::to_string(dice_.between(100'000'000, 999'999'999));
    }
    act("erp", action, std::move(arguments));
}

void People::remember_numbers(sandbox::OrderIndex index)
{
    const auto& erp = sandbox_.world.erp;
    for (const auto& parcel : erp.orders().at(index).parcels)
        former_.push_back(
            {index, erp.carriers()[parcel.carrier].express_code, parcel.waybill_number});
}

void People::operate(const std::string& action)
{
    const auto& orders = sandbox_.world.platform.orders.all();
    if (orders.empty() || !on_operator)
        return;
    const auto& order = orders[dice_.below(orders.size())];
    on_operator(action, order);
    if (action == "hold")
        time_.after(dice_.between(1min, 4h), [this, &order] { on_operator("lift", order); });
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

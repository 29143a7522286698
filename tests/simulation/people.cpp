#include "simulation/people.hpp"

#include <boost/json/serialize.hpp>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

constexpr int merchants = 4;
constexpr int tries_max = 10;

std::vector<std::string> merchants_of(const sandbox::PlatformOrders& orders)
{
    std::vector<std::string> found = {""};
    for (const auto& order : orders.all())
        found.push_back(order.id.merchant.text());
    return found;
}

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
    for (int i = 0; i < plan_.case_looks; ++i)
        time_.after(dice_.between(plan_.troubled / 4, plan_.troubled),
                    [this] { operate("decide"); });
}

void People::assign()
{
    json::object arguments;
    arguments["shop"] = dice_.one_of(owners_);
    arguments["merchants"] = merchants;
    arguments["remark"] = dice_.chance(0.5) ? private_note : "";
    if (plan_.sf_only > 0)
        arguments["sf_only"] = dice_.chance(plan_.sf_only);
    // A rush has many recipients.
    if (plan_.burst == 0 && dice_.chance(plan_.same_recipient)) {
        arguments["count"] = dice_.between(2, 3);
        arguments["per_recipient"] = arguments["count"];
    }
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
        else if (habit.side == "stock")
            on_stock(habit.action);
        else if (habit.side == "merchant")
            on_merchant(habit.action);
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
    const bool is_change = action == "address" || action == "quantity" || action == "edit";
    if (is_change && plan_.has_cases)
        arguments["of"] = dice_.one_of<std::string>({"open", "assigned", "uploaded"});
    if (action == "edit" && dice_.chance(0.5))
        arguments["sf_only"] = dice_.chance(0.7);
    else if (action == "edit")
        arguments["sku"] = "B-" + std::to_string(dice_.between(1, 9));
    if (action == "take_back")
        arguments["merchant"] = dice_.one_of(merchants_of(sandbox_.world.platform.orders));
    if (action == "upload_by_hand")
        upload_by_hand();
    else
        act("platform", action, std::move(arguments));
}

void People::answer(const OrderId& order)
{
    if (is_over_)
        return;
    const std::string action =
        dice_.one_of<std::string>({"address", "quantity", "withdraw", "reassign"});
    act("platform", action, {{"order", to_text(order)}});
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
    const auto first = *sandbox::parse_order_name(std::string(numbers.front().as_string()));
    if (sandbox_.world.erp.orders().at(first).is_deleted)
        return;
    json::object arguments;
    if (action == "merge")
        arguments["orders"] = numbers;
    else
        arguments["order"] = numbers.front();
    const bool is_change =
        action == "change_waybill" || action == "change_carrier" || action == "reuse_number";
    if (is_change)
        change_number(action, arguments);
    act("erp", is_change ? "change_waybill" : action, std::move(arguments));
}

void People::change_number(const std::string& action, json::object& arguments)
{
    const auto& erp = sandbox_.world.erp;
    remember_numbers(*sandbox::parse_order_name(std::string(arguments.at("order").as_string())));
    if (action == "change_carrier")
        arguments["carrier"] = dice_.one_of(erp.carriers()).code;
    if (action != "reuse_number") {
        arguments["number"] = "YT9" + std::to_string(dice_.between(100'000'000, 999'999'999));
        return;
    }
    const auto& other =
        erp.orders().at(static_cast<sandbox::OrderIndex>(dice_.below(erp.orders().size())));
    if (!other.parcels.empty()) {
        arguments["carrier"] = erp.carriers()[other.parcels.front().carrier].code;
        arguments["number"] = other.parcels.front().waybill_number;
    }
}

void People::upload_by_hand()
{
    auto& platform = sandbox_.world.platform;
    const auto& orders = platform.orders.all();
    if (orders.empty())
        return;
    const auto& chosen = orders[dice_.below(orders.size())];
    if (!chosen.is_assigned || live_main_number(chosen) != nullptr)
        return;
    ForeignNumber foreign{chosen.id, "YTO", number_in_erp(chosen.id.number),
                          sandbox_.world_time(world_clock_.now())};
    if (foreign.number.empty() || dice_.chance(0.5))
        foreign.number = "YT8" + std::to_string(dice_.between(100'000'000, 999'999'999));
    const auto outcome = platform.upload(*platform.orders.find(chosen.id), foreign.number,
                                         foreign.carrier, foreign.at);
    if (outcome != sandbox::UploadOutcome::accepted)
        return;
    history_.add("people", "upload by hand " + foreign.number + " to " + to_text(chosen.id));
    foreign_.push_back(std::move(foreign));
}

std::string People::number_in_erp(const std::string& order)
{
    const auto& erp = sandbox_.world.erp;
    for (const auto& made : erp.orders().all())
        for (const auto& parcel : made.parcels)
            if (made.source_numbers.front() == order &&
                erp.carriers()[parcel.carrier].express_code == "YTO")
                return parcel.waybill_number;
    return {};
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
    // Nobody knows by heart which orders have something to be resolved, given back or joined.
    if (action == "resolve" || action == "give_back" || action == "join") {
        for (int tries = 0; tries < tries_max; ++tries)
            on_operator(action, orders[dice_.below(orders.size())]);
        return;
    }
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

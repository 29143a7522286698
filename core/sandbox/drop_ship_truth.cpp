#include "sandbox/drop_ship_truth.hpp"

#include "sandbox/platform_world.hpp"

#include <daifa/codec/timestamp.hpp>

#include <boost/json/array.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

/// Which orders of factories a number was ever returned to.
using Returns = std::map<std::string, std::set<std::string>, std::less<>>;

Returns find_returns(const PlatformWorld& world)
{
    Returns returns;
    for (const auto& order : world.orders.all())
        for (const auto& record : order.numbers)
            if (record.accepted > 0)
                returns[record.number].insert(to_text(order.id));
    return returns;
}

const PracticeOrder& current_of(const PlatformWorld& world, const MerchantOrder& order)
{
    if (!order.assigned_as)
        return order.draft;
    const PracticeOrder* found = world.orders.find(*order.assigned_as);
    while (!found->replaced_by.empty())
        found = world.orders.find({found->id.merchant, found->replaced_by});
    return *found;
}

std::int64_t count_accepted(const MerchantOrder& order)
{
    return std::count_if(order.attempts.begin(), order.attempts.end(),
                         [](const ShipmentAttempt& attempt) { return !attempt.refused; });
}

/// Shipped with a number that a factory returned, but to another order. A number that no factory
/// returned is the merchant's own.
bool is_misplaced(const MerchantOrder& order, const PracticeOrder& current, const Returns& returns)
{
    if (!order.shipment)
        return false;
    const auto found = returns.find(order.shipment->number);
    return found != returns.end() && !found->second.contains(to_text(current.id));
}

json::object attempt_truth(const ShipmentAttempt& attempt)
{
    return {{"at", to_utc_text(attempt.shipment.at)},
            {"by", attempt.shipment.by},
            {"carrier", attempt.shipment.carrier},
            {"number", attempt.shipment.number},
            {"return_address", attempt.shipment.return_address},
            {"refused", attempt.refused ? to_text(*attempt.refused) : std::string_view{}}};
}

json::object order_truth(const PlatformWorld& world, const MerchantOrder& order,
                         const Returns& returns)
{
    const PracticeOrder& current = current_of(world, order);
    const NumberRecord* returned = live_main_number(current);
    json::array attempts;
    for (const auto& attempt : order.attempts)
        attempts.push_back(attempt_truth(attempt));
    json::object truth;
    truth["order"] = order.number;
    truth["merchant"] = order.merchant;
    truth["placed_at"] = to_utc_text(order.placed_at);
    truth["factory"] = current.is_assigned ? current.shop : std::string();
    truth["given_as"] = order.assigned_as ? to_text(current.id) : std::string();
    truth["after_sale"] = to_text(current.after_sale);
    truth["risk"] = current.is_under_risk_control;
    truth["on_hold"] = order.is_on_hold;
    truth["returned"] = returned == nullptr ? std::string() : returned->number;
    truth["shipped"] = count_accepted(order);
    truth["shipped_with"] = order.shipment ? order.shipment->number : std::string();
    truth["misplaced"] = is_misplaced(order, current, returns);
    truth["attempts"] = std::move(attempts);
    return truth;
}

} // namespace

json::object desk_truth(const PlatformWorld& world)
{
    json::array bindings;
    for (const auto& binding : world.desk.bindings())
        bindings.push_back({{"binding", binding.id},
                            {"merchant", binding.merchant},
                            {"factory", binding.factory},
                            {"state", to_text(binding.state)},
                            {"changed_at", to_utc_text(binding.changed_at)}});
    json::array orders;
    const Returns returns = find_returns(world);
    for (const auto& order : world.desk.orders())
        orders.push_back(order_truth(world, order, returns));
    return {{"bindings", std::move(bindings)}, {"orders", std::move(orders)}};
}

json::object desk_totals(const PlatformWorld& world)
{
    std::int64_t waiting = 0;
    std::int64_t given = 0;
    std::int64_t shipped = 0;
    std::int64_t shipped_again = 0;
    std::int64_t misplaced = 0;
    std::int64_t refused = 0;
    const auto& orders = world.desk.orders();
    const Returns returns = orders.empty() ? Returns() : find_returns(world);
    for (const auto& order : orders) {
        const PracticeOrder& current = current_of(world, order);
        const std::int64_t accepted = count_accepted(order);
        ++(order.shipment ? shipped : current.is_assigned ? given : waiting);
        shipped_again += std::max<std::int64_t>(0, accepted - 1);
        refused += static_cast<std::int64_t>(order.attempts.size()) - accepted;
        misplaced += is_misplaced(order, current, returns) ? 1 : 0;
    }
    const auto& bindings = world.desk.bindings();
    const auto bound =
        std::count_if(bindings.begin(), bindings.end(), [](const FactoryBinding& binding) {
            return binding.state == BindingState::bound;
        });
    return {{"bound", bound},         {"orders", orders.size()},
            {"waiting", waiting},     {"given", given},
            {"shipped", shipped},     {"shipped_again", shipped_again},
            {"misplaced", misplaced}, {"refused_shipments", refused}};
}

} // namespace daifa::sandbox

#include "simulation/merchant_side.hpp"

#include <algorithm>

namespace daifa::simulation {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

} // namespace

MerchantSide::MerchantSide(VirtualTime& time, Clock& world_clock, sandbox::Sandbox& sandbox,
                           People& people, const Plan& plan)
    : time_(time), world_clock_(world_clock), sandbox_(sandbox), people_(people), plan_(plan),
      dice_(plan.seed, "merchant")
{
}

void MerchantSide::open(const std::string& factory)
{
    factory_ = factory;
    people_.act("platform", "bind", {{"shop", merchant_owner}, {"factory", factory_}});
    if (plan_.merchant->has_erp)
        people_.act("erp", "add_shop", {{"code", merchant_channel}});
}

void MerchantSide::come()
{
    for (int i = 0; i < plan_.merchant->orders; ++i)
        time_.after(dice_.between(0ms, plan_.troubled / 2), [this] { place(); });
}

void MerchantSide::place()
{
    const auto& orders = sandbox_.world.platform.desk.orders();
    const std::size_t before = orders.size();
    people_.act("platform", "place", {{"shop", merchant_owner}});
    if (orders.size() == before)
        return;
    const std::string order = orders.back().number;
    // Without its own number in the note nobody can tell which order a factory has.
    const bool is_noted = dice_.chance(0.9);
    const std::string note = is_noted ? "订单号 " + order : "";
    act_on("edit", order, {{"remark", note + (dice_.chance(0.3) ? private_note : "")}});
    const bool has_erp = plan_.merchant->has_erp && dice_.chance(0.6);
    const bool is_given = !has_erp || dice_.chance(0.1);
    if (has_erp)
        time_.after(dice_.between(1min, 20min), [this, order] { download(order); });
    if (is_given && dice_.chance(0.95))
        time_.after(dice_.between(1min, 20min), [this, order] { give(order); });
}

void MerchantSide::give(const std::string& order)
{
    act_on("give", order, {{"factory", factory_}});
}

void MerchantSide::download(const std::string& order)
{
    people_.act(
        "erp", "download",
        {{"shop", merchant_channel}, {"source", order}, {"barcode", "690001"}, {"quantity", 1}});
    time_.after(dice_.between(1min, 20min), [this, order] {
        people_.act("erp", "audit", {{"source", order}});
    });
}

void MerchantSide::act(const std::string& action)
{
    const auto& orders = sandbox_.world.platform.desk.orders();
    if (orders.empty())
        return;
    if (action == "approve") {
        for (const auto& order : orders)
            on_approve(order.number);
        return;
    }
    act(action, orders[dice_.below(orders.size())]);
}

void MerchantSide::interfere(const std::string& number)
{
    const auto& orders = sandbox_.world.platform.desk.orders();
    const auto found = std::ranges::find(orders, number, &sandbox::MerchantOrder::number);
    if (found != orders.end())
        act(dice_.one_of<std::string>({"suspend", "after_sale", "risk", "take_away", "ship"}),
            *found);
}

void MerchantSide::act(const std::string& action, const sandbox::MerchantOrder& chosen)
{
    const std::string order = chosen.number;
    if (action == "suspend") {
        suspend(order, true);
        time_.after(dice_.between(1min, 3h), [this, order] { suspend(order, false); });
    } else if (action == "after_sale") {
        act_on(action, order,
               {{"step", dice_.one_of<std::string>({"requested", "requested", "refunded",
                                                    "withdrawn", "rejected", "none"})}});
    } else if (action == "risk") {
        act_on(action, order, {{"on", dice_.chance(0.5)}});
    } else if (action == "take_away") {
        act_on("withdraw", order);
    } else if (action == "give_again") {
        give(order);
    } else if (action == "ship") {
        const bool was_shipped = chosen.shipment.has_value();
        act_on("ship", order);
        shipped_by_hand_ += !was_shipped && chosen.shipment ? 1 : 0;
    }
}

void MerchantSide::suspend(const std::string& order, bool is_on)
{
    suspensions_[order].push_back({sandbox_.world_time(world_clock_.now()), is_on});
    act_on("suspend", order, {{"on", is_on}});
}

void MerchantSide::act_on(const std::string& action, const std::string& order,
                          json::object arguments)
{
    arguments["orders"] = json::array{order};
    people_.act("platform", action, std::move(arguments));
}

} // namespace daifa::simulation

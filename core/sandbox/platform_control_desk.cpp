#include "sandbox/control_arguments.hpp"
#include "sandbox/control_contents.hpp"
#include "sandbox/drop_ship_desk.hpp"
#include "sandbox/order_maker.hpp"
#include "sandbox/platform_control.hpp"

#include <boost/json/array.hpp>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

/// What a merchant fills in who is set up by the way.
ProfileForm usual_profile(const PracticeShop& shop)
{
    ProfileForm form;
    form.binding_name = shop.name;
    form.sender = "李练习";
    form.phone = "13800000000";
    form.new_address = {"", "中国", "浙江省", "杭州市", "余杭区", "练习路1号"};
    form.has_agreed = true;
    return form;
}

void insist(const DropShipDesk::Objection& objection)
{
    if (objection)
        throw ControlError("the desk refuses: " + std::string(to_text(*objection)));
}

} // namespace

json::object PlatformControl::place(const Arguments& arguments)
{
    const auto count = integer_argument(arguments, "count", 1, 1, 1000);
    const auto spread_ms = integer_argument(arguments, "spread_ms", 0, 0, 90LL * 24 * 3600 * 1000);
    const PracticeShop& shop = shop_of(arguments);
    if (shop.role == ShopRole::factory)
        throw ControlError("a factory has no buyers: name a merchant's \"shop\"");
    SeededRandom random = random_of(arguments);
    json::array numbers;
    for (std::int64_t i = 0; i < count; ++i) {
        PracticeOrder order = make_order(random, {MerchantId(), shop.name});
        override_contents(order, arguments);
        const auto age =
            spread_ms == 0 ? 0 : random.below(static_cast<std::uint64_t>(spread_ms) + 1);
        DropShipDesk then(world_, now_ - Milliseconds(static_cast<std::int64_t>(age)));
        numbers.emplace_back(then.place(shop.owner_id, std::move(order)).number);
    }
    json::object answer;
    answer["count"] = numbers.size();
    answer["orders"] = std::move(numbers);
    return answer;
}

json::object PlatformControl::bind(const Arguments& arguments)
{
    const PracticeShop& shop = shop_of(arguments);
    const PracticeShop& factory = factory_of(arguments);
    DropShipDesk desk(world_, now_);
    if (!desk.is_set_up(shop.owner_id)) {
        const auto problems = desk.set_up(shop.owner_id, usual_profile(shop));
        if (!problems.empty())
            throw ControlError("only a merchant is bound to a factory: name its \"shop\"");
    }
    insist(desk.apply(shop.owner_id, factory.owner_id));
    const std::string binding = world_.desk.find_open_binding(shop.owner_id, factory.owner_id)->id;
    insist(desk.decide(factory.owner_id, binding, true, {}));
    return {{"binding", binding}};
}

json::object PlatformControl::unbind(const Arguments& arguments)
{
    const PracticeShop& shop = shop_of(arguments);
    const FactoryBinding* binding =
        world_.desk.find_open_binding(shop.owner_id, factory_of(arguments).owner_id);
    if (binding == nullptr)
        throw ControlError("they are not bound");
    const std::string id = binding->id;
    insist(DropShipDesk(world_, now_).end(shop.owner_id, id));
    return {{"binding", id}};
}

json::object PlatformControl::give(const Arguments& arguments)
{
    const std::string factory = factory_of(arguments).owner_id;
    DropShipDesk desk(world_, now_);
    Orders given;
    for (MerchantOrder* order : placed_orders(arguments)) {
        insist(desk.assign(order->merchant, order->number, factory));
        given.push_back(&desk.current(*order));
    }
    return list_of(given);
}

json::object PlatformControl::ship(const Arguments& arguments)
{
    DropShipDesk desk(world_, now_);
    Orders shipped;
    const std::string number = text_argument(arguments, "number", "");
    for (MerchantOrder* order : placed_orders(arguments)) {
        const std::string& usual = world_.desk.profile_of(order->merchant).ships_from;
        const std::string address = text_argument(arguments, "address", usual);
        if (number.empty()) {
            insist(desk.ship(order->merchant, order->number, address));
        } else {
            MerchantShipment shipment;
            shipment.carrier = text_argument(arguments, "carrier", "YTO");
            shipment.number = number;
            shipment.return_address = address;
            shipment.by = "another program";
            insist(desk.ship_online(order->merchant, order->number, std::move(shipment), false));
        }
        shipped.push_back(&desk.current(*order));
    }
    return list_of(shipped);
}

json::object PlatformControl::suspend(const Arguments& arguments)
{
    const bool is_on = flag_argument(arguments, "on", true);
    DropShipDesk desk(world_, now_);
    Orders suspended;
    for (MerchantOrder* order : placed_orders(arguments)) {
        desk.suspend(*order, is_on);
        suspended.push_back(&desk.current(*order));
    }
    return list_of(suspended);
}

std::vector<MerchantOrder*> PlatformControl::placed_orders(const Arguments& arguments)
{
    std::vector<std::string> named = texts_argument(arguments, "orders");
    for (auto& text : texts_argument(arguments, "order"))
        named.push_back(std::move(text));
    if (named.empty())
        throw ControlError("\"orders\" must name orders that a merchant's buyers placed");
    std::vector<MerchantOrder*> found;
    for (const auto& text : named) {
        found.push_back(world_.desk.find_order(text));
        if (found.back() == nullptr)
            throw ControlError("no merchant has an order \"" + text + "\"");
    }
    return found;
}

const PracticeShop& PlatformControl::factory_of(const Arguments& arguments)
{
    const std::string first = world_.accounts.shops().front().owner_id;
    const std::string owner = text_argument(arguments, "factory", first);
    const PracticeShop* factory = world_.accounts.find_shop(owner);
    if (factory == nullptr || factory->role != ShopRole::factory)
        throw ControlError("there is no factory \"" + owner + "\"");
    return *factory;
}

} // namespace daifa::sandbox

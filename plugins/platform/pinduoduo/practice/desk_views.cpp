#include "pinduoduo/practice/desk_views.hpp"

#include "sandbox/drop_ship_desk.hpp"

#include <daifa/codec/timestamp.hpp>

#include <boost/json/value.hpp>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;

/// A page shows no more; whoever practises with more has the control port.
constexpr std::size_t rows_max = 500;

std::string_view role_text(sandbox::ShopRole role)
{
    switch (role) {
    case sandbox::ShopRole::merchant:
        return "merchant";
    case sandbox::ShopRole::factory:
        return "factory";
    case sandbox::ShopRole::unknown:
        break;
    }
    return "unknown";
}

json::object address_view(const sandbox::MerchantAddress& address)
{
    return {{"id", address.id},     {"country", address.country},   {"province", address.province},
            {"city", address.city}, {"district", address.district}, {"street", address.street}};
}

json::array address_views(const std::vector<sandbox::MerchantAddress>& addresses)
{
    json::array views;
    for (const auto& address : addresses)
        views.push_back(address_view(address));
    return views;
}

/// Numbers that stand on the order now.
json::array number_views(const sandbox::PracticeOrder& order, bool is_extra)
{
    json::array views;
    for (const auto& record : order.numbers)
        if (record.is_live && record.is_extra == is_extra)
            views.push_back({{"carrier", record.carrier}, {"number", record.number}});
    return views;
}

json::object contents_view(const sandbox::PracticeOrder& order)
{
    json::object view = {{"goods", order.item.product_name},
                         {"variant", order.item.variant_name},
                         {"sku", order.item.sku_code},
                         {"quantity", order.item.quantity},
                         {"price_fen", order.item.settlement_price.fen},
                         {"remark", order.remark},
                         {"province", order.region.province},
                         {"city", order.region.city},
                         {"district", order.region.district},
                         {"sf_only", order.is_sf_only},
                         {"assigned", order.is_assigned},
                         {"after_sale", sandbox::to_text(order.after_sale)},
                         {"held", sandbox::forbids_shipping(order.after_sale)},
                         {"risk", order.is_under_risk_control}};
    view["numbers"] = number_views(order, false);
    view["extra_numbers"] = number_views(order, true);
    return view;
}

void add_return_address(json::object& view, const sandbox::MerchantProfile& profile,
                        const sandbox::MerchantShipment& shipment)
{
    for (const auto& address : profile.addresses)
        if (address.id == shipment.return_address)
            view["shipped_address"] = address_view(address);
}

std::string_view name_of(sandbox::PlatformWorld& world, std::string_view shop)
{
    const auto* found = world.accounts.find_shop(shop);
    return found == nullptr ? std::string_view{} : std::string_view(found->name);
}

} // namespace

json::object shop_view(const sandbox::PracticeShop& shop)
{
    return {{"shop", shop.owner_id}, {"name", shop.name}, {"role", role_text(shop.role)}};
}

json::object profile_view(const sandbox::PlatformWorld& world, const sandbox::PracticeShop& shop)
{
    json::object view = shop_view(shop);
    static const sandbox::MerchantProfile nothing;
    const auto* found = world.desk.find_profile(shop.owner_id);
    const auto& profile = found == nullptr ? nothing : *found;
    view["set_up"] = !profile.binding_name.empty();
    view["binding_name"] = profile.binding_name;
    view["sender"] = profile.sender;
    view["phone"] = profile.phone;
    view["addresses"] = address_views(profile.addresses);
    view["address"] = profile.ships_from;
    return view;
}

json::array binding_views(sandbox::PlatformWorld& world, const sandbox::PracticeShop& shop)
{
    json::array views;
    const auto& all = world.desk.bindings();
    for (auto row = all.rbegin(); row != all.rend(); ++row) {
        const auto& binding = *row;
        const bool is_merchant = binding.merchant == shop.owner_id;
        if (!is_merchant && binding.factory != shop.owner_id)
            continue;
        json::object view = {{"id", binding.id},
                             {"state", sandbox::to_text(binding.state)},
                             {"reason", binding.reason},
                             {"applied_at", to_beijing_text(binding.applied_at)},
                             {"changed_at", to_beijing_text(binding.changed_at)}};
        if (is_merchant) {
            view["factory"] = binding.factory;
            view["name"] = name_of(world, binding.factory);
        } else {
            // A factory knows the name that the merchant chose for it, and whom to call.
            const auto& profile = world.desk.profile_of(binding.merchant);
            view["name"] = profile.binding_name;
            view["sender"] = profile.sender;
            view["phone"] = profile.phone;
            for (const auto& address : profile.addresses)
                if (address.id == profile.ships_from)
                    view["address"] = address_view(address);
        }
        views.push_back(std::move(view));
    }
    return views;
}

json::array merchant_order_views(sandbox::PlatformWorld& world, const sandbox::PracticeShop& shop,
                                 TimePoint now)
{
    json::array views;
    sandbox::DropShipDesk desk(world, now);
    auto& all = world.desk.orders();
    for (auto row = all.rbegin(); row != all.rend(); ++row) {
        auto& order = *row;
        if (order.merchant != shop.owner_id || views.size() >= rows_max)
            continue;
        const sandbox::PracticeOrder& current = desk.current(order);
        json::object view = contents_view(current);
        view["order"] = order.number;
        view["placed_at"] = to_beijing_text(order.placed_at);
        view["on_hold"] = order.is_on_hold;
        view["factory"] = current.is_assigned ? std::string_view(current.shop) : std::string_view{};
        view["factory_name"] =
            current.is_assigned ? name_of(world, current.shop) : std::string_view{};
        view["shipped_at"] = order.shipment ? to_beijing_text(order.shipment->at) : std::string();
        view["shipped_number"] = order.shipment ? order.shipment->number : std::string();
        view["shipped_carrier"] = order.shipment ? order.shipment->carrier : std::string();
        if (order.shipment)
            add_return_address(view, world.desk.profile_of(shop.owner_id), *order.shipment);
        views.push_back(std::move(view));
    }
    return views;
}

json::array factory_order_views(const sandbox::PlatformWorld& world,
                                const sandbox::PracticeShop& shop)
{
    json::array views;
    const auto& all = world.orders.all();
    for (auto row = all.rbegin(); row != all.rend(); ++row) {
        const auto& order = *row;
        if (order.shop != shop.owner_id || views.size() >= rows_max)
            continue;
        json::object view = contents_view(order);
        view["order"] = order.id.number;
        view["merchant"] = order.id.merchant.text();
        view["merchant_name"] = order.merchant_name;
        view["assigned_at"] = to_beijing_text(order.assigned_at);
        view["updated_at"] = to_beijing_text(order.updated_at);
        view["replaced_by"] = order.replaced_by;
        views.push_back(std::move(view));
    }
    return views;
}

} // namespace daifa::practice::pinduoduo

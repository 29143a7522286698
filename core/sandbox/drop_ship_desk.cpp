#include "sandbox/drop_ship_desk.hpp"

#include "sandbox/platform_world.hpp"

#include <algorithm>

namespace daifa::sandbox {
namespace {

std::optional<DeskRefusal> find_hold(const PracticeOrder& order)
{
    if (forbids_shipping(order.after_sale))
        return DeskRefusal::after_sale;
    if (order.is_under_risk_control)
        return DeskRefusal::risk_control;
    return std::nullopt;
}

} // namespace

DropShipDesk::Objection DropShipDesk::choose_role(const std::string& shop, ShopRole role)
{
    PracticeShop& chooser = *world_.accounts.find_shop(shop);
    if (chooser.role != ShopRole::unknown)
        return DeskRefusal::role_is_chosen;
    if (role == ShopRole::unknown)
        return DeskRefusal::wrong_role;
    chooser.role = role;
    return std::nullopt;
}

bool DropShipDesk::is_set_up(const std::string& merchant) const
{
    const MerchantProfile* profile = world_.desk.find_profile(merchant);
    return profile != nullptr && !profile->binding_name.empty();
}

std::vector<FieldProblem> DropShipDesk::set_up(const std::string& merchant, const ProfileForm& form)
{
    if (world_.accounts.find_shop(merchant)->role != ShopRole::merchant)
        return {{"role", std::string(to_text(DeskRefusal::wrong_role))}};
    MerchantProfile& profile = world_.desk.profile_of(merchant);
    auto problems = check_form(form, profile);
    if (!problems.empty())
        return problems;
    profile.binding_name = form.binding_name;
    profile.sender = form.sender;
    profile.phone = form.phone;
    profile.ships_from =
        form.address.empty() ? world_.desk.add_address(profile, form.new_address) : form.address;
    return {};
}

DropShipDesk::Objection DropShipDesk::apply(const std::string& merchant, const std::string& factory)
{
    if (world_.accounts.find_shop(merchant)->role != ShopRole::merchant)
        return DeskRefusal::wrong_role;
    if (!is_set_up(merchant))
        return DeskRefusal::not_set_up;
    const PracticeShop* shop = world_.accounts.find_shop(factory);
    if (shop == nullptr || shop->role != ShopRole::factory)
        return DeskRefusal::not_a_factory;
    if (world_.desk.find_open_binding(merchant, factory) != nullptr)
        return DeskRefusal::bound_already;
    world_.desk.add_binding(merchant, factory, now_);
    return std::nullopt;
}

DropShipDesk::Objection DropShipDesk::decide(const std::string& factory, std::string_view binding,
                                             bool agrees, std::string reason)
{
    FactoryBinding* found = world_.desk.find_binding(binding);
    if (found == nullptr || found->factory != factory)
        return DeskRefusal::unknown_binding;
    if (found->state != BindingState::applied)
        return DeskRefusal::not_in_this_state;
    found->state = agrees ? BindingState::bound : BindingState::refused;
    found->reason = agrees ? std::string() : std::move(reason);
    found->changed_at = now_;
    return std::nullopt;
}

DropShipDesk::Objection DropShipDesk::end(const std::string& shop, std::string_view binding)
{
    FactoryBinding* found = world_.desk.find_binding(binding);
    if (found == nullptr || (found->factory != shop && found->merchant != shop))
        return DeskRefusal::unknown_binding;
    const bool can_end = found->state == BindingState::bound ||
                         (found->state == BindingState::applied && found->merchant == shop);
    if (!can_end)
        return DeskRefusal::not_in_this_state;
    found->state = BindingState::ended;
    found->changed_at = now_;
    for (auto& order : world_.desk.orders()) {
        PracticeOrder& now = current(order);
        const bool is_open = now.is_assigned && live_main_number(now) == nullptr && !order.shipment;
        if (is_open && order.merchant == found->merchant && now.shop == found->factory)
            world_.orders.withdraw(now, now_);
    }
    return std::nullopt;
}

MerchantOrder& DropShipDesk::place(const std::string& merchant, PracticeOrder contents)
{
    contents.id = {world_.desk.profile_of(merchant).mask, world_.desk.next_mask()};
    contents.updated_at = now_;
    return world_.desk.add_order(merchant, std::move(contents), now_);
}

DropShipDesk::Objection DropShipDesk::assign(const std::string& merchant, std::string_view number,
                                             const std::string& factory)
{
    MerchantOrder* order = find_own(merchant, number);
    if (order == nullptr)
        return DeskRefusal::unknown_order;
    const FactoryBinding* binding = world_.desk.find_open_binding(merchant, factory);
    if (binding == nullptr || binding->state != BindingState::bound)
        return DeskRefusal::not_bound;
    if (order->shipment)
        return DeskRefusal::shipped_already;
    const PracticeOrder& now = current(*order);
    if (now.is_assigned)
        return DeskRefusal::assigned_already;
    if (const auto hold = find_hold(now))
        return hold;
    give_to(*order, factory);
    return std::nullopt;
}

void DropShipDesk::give_to(MerchantOrder& order, const std::string& factory)
{
    PracticeOrder& now = current(order);
    now.merchant_name = world_.desk.profile_of(order.merchant).binding_name;
    PracticeOrder* given = nullptr;
    if (!order.assigned_as) {
        PracticeOrder first = now;
        first.shop = factory;
        first.is_assigned = true;
        first.assigned_at = now_;
        first.updated_at = now_;
        given = &world_.orders.add(std::move(first));
    } else if (now.shop == factory) {
        given = &world_.orders.reassign(now, now_, world_.rules, world_.desk.next_mask());
    } else {
        given = &world_.orders.replace(now, factory, now_, world_.desk.next_mask());
    }
    world_.desk.remember_assignment(order, given->id);
}

DropShipDesk::Objection DropShipDesk::unassign(const std::string& merchant, std::string_view number)
{
    MerchantOrder* order = find_own(merchant, number);
    if (order == nullptr)
        return DeskRefusal::unknown_order;
    if (order->shipment)
        return DeskRefusal::shipped_already;
    PracticeOrder& now = current(*order);
    if (!now.is_assigned)
        return DeskRefusal::not_assigned;
    world_.orders.withdraw(now, now_);
    return std::nullopt;
}

DropShipDesk::Objection DropShipDesk::ship(const std::string& merchant, std::string_view number,
                                           std::string_view return_address)
{
    MerchantOrder* order = find_own(merchant, number);
    if (order == nullptr)
        return DeskRefusal::unknown_order;
    if (order->shipment)
        return DeskRefusal::shipped_already;
    const PracticeOrder& now = current(*order);
    if (const auto hold = find_hold(now))
        return hold;
    if (!now.is_assigned)
        return DeskRefusal::not_assigned;
    const NumberRecord* record = live_main_number(now);
    if (record == nullptr)
        return DeskRefusal::no_number;
    if (return_address.empty())
        return DeskRefusal::unknown_address;
    MerchantShipment shipment;
    shipment.carrier = record->carrier;
    shipment.number = record->number;
    shipment.return_address = return_address;
    shipment.by = "back office";
    return ship_online(merchant, number, std::move(shipment), false);
}

DropShipDesk::Objection DropShipDesk::ship_online(const std::string& merchant,
                                                  std::string_view number,
                                                  MerchantShipment shipment, bool is_change)
{
    MerchantOrder* order = find_own(merchant, number);
    if (order == nullptr)
        return DeskRefusal::unknown_order;
    if (shipment.return_address.empty())
        shipment.return_address = world_.desk.profile_of(merchant).ships_from;
    shipment.at = now_;
    const Objection objection = find_objection(*order, shipment, is_change);
    order->attempts.push_back({shipment, objection});
    if (objection)
        return objection;
    order->shipment = std::move(shipment);
    order->changed_at = now_;
    current(*order).timeline.push_back({now_, "shipped by the merchant"});
    world_.desk.note(*order, "shipped", now_);
    return std::nullopt;
}

DropShipDesk::Objection
DropShipDesk::find_objection(MerchantOrder& order, const MerchantShipment& shipment, bool is_change)
{
    if (order.shipment && !is_change)
        return DeskRefusal::shipped_already;
    if (!order.shipment && is_change)
        return DeskRefusal::not_shipped;
    if (const auto hold = find_hold(current(order)))
        return hold;
    if (order.is_on_hold)
        return DeskRefusal::on_hold;
    const auto& addresses = world_.desk.profile_of(order.merchant).addresses;
    const bool is_known =
        std::any_of(addresses.begin(), addresses.end(), [&](const MerchantAddress& address) {
            return address.id == shipment.return_address;
        });
    // A shop without any address has no default either.
    if (!is_known && !shipment.return_address.empty())
        return DeskRefusal::unknown_address;
    return std::nullopt;
}

DropShipDesk::Objection DropShipDesk::answer_after_sale(const std::string& merchant,
                                                        std::string_view number, bool agrees)
{
    MerchantOrder* order = find_own(merchant, number);
    if (order == nullptr)
        return DeskRefusal::unknown_order;
    PracticeOrder& now = current(*order);
    if (now.after_sale != AfterSaleStep::requested)
        return DeskRefusal::not_in_this_state;
    const AfterSaleStep agreed =
        order->shipment ? AfterSaleStep::goods_return : AfterSaleStep::refunding;
    world_.orders.set_after_sale(now, agrees ? agreed : AfterSaleStep::rejected, now_,
                                 world_.rules);
    return std::nullopt;
}

void DropShipDesk::suspend(MerchantOrder& order, bool is_on_hold)
{
    order.is_on_hold = is_on_hold;
    order.changed_at = now_;
}

TimePoint DropShipDesk::updated_at(MerchantOrder& order)
{
    return std::max(order.changed_at, current(order).updated_at);
}

PracticeOrder& DropShipDesk::current(MerchantOrder& order)
{
    if (!order.assigned_as)
        return order.draft;
    // Operators of the platform assign again as well, perhaps under another number.
    PracticeOrder* found = world_.orders.find(*order.assigned_as);
    while (!found->replaced_by.empty()) {
        world_.desk.remember_assignment(order, {found->id.merchant, found->replaced_by});
        found = world_.orders.find(*order.assigned_as);
    }
    return *found;
}

void DropShipDesk::follow(const PracticeOrder& changed)
{
    MerchantOrder* order = world_.desk.find_order(changed.id);
    if (order == nullptr || order->shipment)
        return;
    PracticeOrder& now = current(*order);
    if (now.is_assigned && find_hold(now))
        world_.orders.withdraw(now, now_);
}

MerchantOrder* DropShipDesk::find_own(const std::string& merchant, std::string_view number)
{
    MerchantOrder* order = world_.desk.find_order(number);
    return order != nullptr && order->merchant == merchant ? order : nullptr;
}

} // namespace daifa::sandbox

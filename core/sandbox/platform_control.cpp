#include "sandbox/platform_control.hpp"

#include "sandbox/control_arguments.hpp"
#include "sandbox/control_contents.hpp"
#include "sandbox/drop_ship_desk.hpp"
#include "sandbox/order_maker.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

#include <algorithm>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

constexpr std::int64_t orders_per_call_max = 1'000'000;
constexpr std::size_t later_max = 100'000;

bool is_candidate(const PracticeOrder& order, std::string_view of)
{
    if (!order.replaced_by.empty())
        return false;
    const bool is_uploaded = live_main_number(order) != nullptr;
    if (of == "any")
        return true;
    if (of == "withdrawn")
        return !order.is_assigned;
    if (of == "uploaded")
        return order.is_assigned && is_uploaded;
    if (of == "assigned")
        return order.is_assigned;
    if (of == "open")
        return order.is_assigned && !is_uploaded && order.after_sale == AfterSaleStep::none &&
               !order.is_under_risk_control;
    throw ControlError("\"of\" must be open, uploaded, assigned, withdrawn or any");
}

} // namespace

json::object PlatformControl::run(std::string_view action, const json::object& arguments)
{
    using Handler = json::object (PlatformControl::*)(const Arguments&);
    static constexpr std::pair<std::string_view, Handler> handlers[] = {
        {"assign", &PlatformControl::assign},
        {"place", &PlatformControl::place},
        {"bind", &PlatformControl::bind},
        {"unbind", &PlatformControl::unbind},
        {"give", &PlatformControl::give},
        {"ship", &PlatformControl::ship},
        {"suspend", &PlatformControl::suspend},
        {"withdraw", &PlatformControl::withdraw},
        {"reassign", &PlatformControl::reassign},
        {"after_sale", &PlatformControl::after_sale},
        {"risk", &PlatformControl::risk},
        {"address", &PlatformControl::address},
        {"quantity", &PlatformControl::quantity},
        {"edit", &PlatformControl::edit},
        {"unbind", &PlatformControl::unbind},
        {"later", &PlatformControl::later},
        {"add_shops", &PlatformControl::add_shops},
        {"set_app", &PlatformControl::set_app},
        {"issue_tokens", &PlatformControl::issue_tokens},
        {"expire_tokens", &PlatformControl::expire_tokens},
        {"revoke_tokens", &PlatformControl::revoke_tokens},
        {"add_contract", &PlatformControl::add_contract},
        {"remove_contract", &PlatformControl::remove_contract},
        {"set_balance", &PlatformControl::set_balance},
        {"sender_address", &PlatformControl::sender_address},
        {"waybill_service", &PlatformControl::waybill_service},
        {"serve_region", &PlatformControl::serve_region},
        {"label_template", &PlatformControl::label_template},
        {"label", &PlatformControl::label},
        {"add_listing", &PlatformControl::add_listing},
        {"sell", &PlatformControl::sell},
        {"edit_listing", &PlatformControl::edit_listing},
        {"remove_listing", &PlatformControl::remove_listing},
        {"reset", &PlatformControl::reset},
    };
    std::string known;
    for (const auto& [name, handler] : handlers) {
        if (name == action)
            return (this->*handler)(arguments);
        known += (known.empty() ? "" : ", ") + std::string(name);
    }
    throw ControlError("the platform knows no action \"" + std::string(action) + "\"; it knows " + known);
}

json::object PlatformControl::assign(const Arguments& arguments)
{
    const auto count = integer_argument(arguments, "count", 1, 1, orders_per_call_max);
    const auto merchant_count = integer_argument(arguments, "merchants", 5, 1, 10'000);
    const auto spread_ms = integer_argument(arguments, "spread_ms", 0, 0, 31LL * 24 * 3600 * 1000);
    const auto per_recipient = integer_argument(arguments, "per_recipient", 1, 1, 100);
    SeededRandom random = random_of(arguments);
    const std::string shop = shop_of(arguments).owner_id;
    if (world_.merchants_.size() < static_cast<std::size_t>(merchant_count)) {
        SeededRandom naming(text_seed("merchants"));
        world_.merchants_ = make_merchants(naming, static_cast<std::size_t>(merchant_count));
    }

    Orders made;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto& merchant = world_.merchants_[random.below(static_cast<std::uint64_t>(merchant_count))];
        PracticeOrder order = make_order(random, merchant);
        if (i % per_recipient != 0)
            give_to_same(order, *made.back());
        override_contents(order, arguments);
        if (world_.orders.find(order.id) != nullptr)
            throw ControlError("this seed has made its orders already: take another");
        order.shop = shop;
        const auto age = random.below(static_cast<std::uint64_t>(spread_ms) + 1);
        order.assigned_at = now_ - Milliseconds(static_cast<std::int64_t>(age));
        order.updated_at = order.assigned_at;
        made.push_back(&world_.orders.add(std::move(order)));
    }
    return list_of(made);
}

json::object PlatformControl::withdraw(const Arguments& arguments)
{
    const Orders chosen = select_given(arguments, "open");
    for (PracticeOrder* order : chosen)
        world_.orders.withdraw(*order, now_);
    return list_of(chosen);
}

json::object PlatformControl::reassign(const Arguments& arguments)
{
    Orders chosen = select_given(arguments, "withdrawn");
    for (PracticeOrder*& order : chosen)
        order = &world_.orders.reassign(*order, now_, world_.rules, world_.random_.hex(32));
    return list_of(chosen);
}

json::object PlatformControl::after_sale(const Arguments& arguments)
{
    const std::string name = text_argument(arguments, "step", "requested");
    const auto step = parse_after_sale_step(name);
    if (!step)
        throw ControlError("\"step\" must be none, requested, refunding, refunded, withdrawn, rejected, "
                           "goods_return or exchange");
    const Orders chosen = select(arguments, "open");
    for (PracticeOrder* order : chosen) {
        world_.orders.set_after_sale(*order, *step, now_, world_.rules);
        DropShipDesk(world_, now_).follow(*order);
    }
    return list_of(chosen);
}

json::object PlatformControl::risk(const Arguments& arguments)
{
    const bool is_on = flag_argument(arguments, "on", true);
    const Orders chosen = select(arguments, "open");
    for (PracticeOrder* order : chosen) {
        world_.orders.set_risk(*order, is_on, now_);
        DropShipDesk(world_, now_).follow(*order);
    }
    return list_of(chosen);
}

json::object PlatformControl::address(const Arguments& arguments)
{
    SeededRandom random = random_of(arguments);
    const Orders chosen = select(arguments, "open");
    for (PracticeOrder* order : chosen) {
        const Region made = make_region(random, order->region);
        order->region.province = text_argument(arguments, "province", made.province);
        order->region.city = text_argument(arguments, "city", made.city);
        order->region.district = text_argument(arguments, "district", made.district);
        order->recipient_group = make_recipient_group(random);
        world_.orders.touch(*order, now_, "address changed");
    }
    return list_of(chosen);
}

json::object PlatformControl::quantity(const Arguments& arguments)
{
    const auto fixed = integer_argument(arguments, "quantity", 0, 1, 1'000'000);
    const Orders chosen = select(arguments, "open");
    for (PracticeOrder* order : chosen) {
        order->item.quantity = fixed > 0 ? fixed : order->item.quantity + 1;
        world_.orders.touch(*order, now_, "quantity " + std::to_string(order->item.quantity));
    }
    return list_of(chosen);
}

json::object PlatformControl::edit(const Arguments& arguments)
{
    const Orders chosen = select(arguments, "open");
    for (PracticeOrder* order : chosen) {
        override_contents(*order, arguments);
        world_.orders.touch(*order, now_, "contents changed");
    }
    return list_of(chosen);
}

json::object PlatformControl::unbind(const Arguments& arguments)
{
    const MerchantId merchant(text_argument(arguments, "merchant", ""));
    Orders open;
    for (auto& order : world_.orders.all())
        if (order.id.merchant == merchant && is_candidate(order, "assigned") &&
            live_main_number(order) == nullptr)
            open.push_back(&order);
    for (PracticeOrder* order : open)
        world_.orders.withdraw(*order, now_);
    return list_of(open);
}

json::object PlatformControl::later(const Arguments& arguments)
{
    const std::string action = text_argument(arguments, "action", "");
    if (action.empty() || action == "later" || action == "reset")
        throw ControlError("\"action\" must name what is to happen later");
    const auto times = integer_argument(arguments, "times", 1, 1, 100'000);
    const auto after = integer_argument(arguments, "after_ms", 0, 0, 31LL * 24 * 3600 * 1000);
    const auto within = integer_argument(arguments, "within_ms", 0, 0, 31LL * 24 * 3600 * 1000);
    const json::value* inner = find_member(arguments, "arguments");
    if (inner != nullptr && !inner->is_object())
        throw ControlError("\"arguments\" must be an object");
    if (world_.later_.size() + static_cast<std::size_t>(times) > later_max)
        throw ControlError("too much is planned already");

    SeededRandom random = random_of(arguments);
    for (std::int64_t i = 0; i < times; ++i) {
        const auto chance = random.below(static_cast<std::uint64_t>(within) + 1);
        PlatformWorld::Later event;
        event.at = now_ + Milliseconds(after + static_cast<std::int64_t>(chance));
        event.action = action;
        if (inner != nullptr)
            event.arguments = inner->get_object();
        world_.later_.push_back(std::move(event));
    }
    std::stable_sort(world_.later_.begin(), world_.later_.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
    json::object answer;
    answer["planned"] = world_.later_.size();
    return answer;
}

PlatformControl::Orders PlatformControl::select(const Arguments& arguments, std::string_view default_of)
{
    Orders chosen;
    std::vector<std::string> named = texts_argument(arguments, "orders");
    for (auto& text : texts_argument(arguments, "order"))
        named.push_back(std::move(text));
    for (const auto& text : named)
        chosen.push_back(&find_order(text));
    if (!chosen.empty())
        return chosen;

    const auto count = integer_argument(arguments, "count", 1, 1, orders_per_call_max);
    const std::string of = text_argument(arguments, "of", default_of);
    const std::string shop = text_argument(arguments, "shop", "");
    SeededRandom random = random_of(arguments);
    Orders candidates;
    for (auto& order : world_.orders.all())
        if (is_candidate(order, of) && (shop.empty() || order.shop == shop))
            candidates.push_back(&order);
    while (chosen.size() < static_cast<std::size_t>(count) && !candidates.empty()) {
        const std::size_t choice = random.below(candidates.size());
        chosen.push_back(candidates[choice]);
        candidates[choice] = candidates.back();
        candidates.pop_back();
    }
    if (chosen.empty())
        throw ControlError("no order is " + of);
    return chosen;
}

PlatformControl::Orders PlatformControl::select_given(const Arguments& arguments, std::string_view default_of)
{
    Orders chosen = select(arguments, default_of);
    for (const PracticeOrder* order : chosen)
        if (order->shop.empty())
            throw ControlError("no factory has that order yet");
    return chosen;
}

json::object PlatformControl::list_of(const Orders& orders)
{
    json::array ids;
    for (const PracticeOrder* order : orders)
        ids.emplace_back(to_text(order->id));
    json::object answer;
    answer["count"] = ids.size();
    answer["orders"] = std::move(ids);
    return answer;
}

PracticeOrder& PlatformControl::find_order(std::string_view text)
{
    const auto slash = text.find('/');
    if (slash != std::string_view::npos) {
        const OrderId id{MerchantId(std::string(text.substr(0, slash))), std::string(text.substr(slash + 1))};
        if (PracticeOrder* order = world_.orders.find(id))
            return *order;
    } else if (MerchantOrder* order = world_.desk.find_order(text)) {
        return DropShipDesk(world_, now_).current(*order);
    }
    throw ControlError("there is no order \"" + std::string(text) + "\"; write MERCHANT/NUMBER");
}

PracticeShop& PlatformControl::shop_of(const Arguments& arguments)
{
    const std::string owner = text_argument(arguments, "shop", world_.accounts.shops().front().owner_id);
    if (PracticeShop* shop = world_.accounts.find_shop(owner))
        return *shop;
    throw ControlError("there is no shop \"" + owner + "\"");
}

SeededRandom PlatformControl::random_of(const Arguments& arguments)
{
    const json::value* seed = find_member(arguments, "seed");
    return SeededRandom(seed == nullptr
                            ? world_.random_.next()
                            : static_cast<std::uint64_t>(integer_argument(arguments, "seed", 0, 0, INT64_MAX)));
}

} // namespace daifa::sandbox

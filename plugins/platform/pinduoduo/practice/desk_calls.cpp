#include "pinduoduo/practice/desk_calls.hpp"

#include "pinduoduo/practice/desk_views.hpp"
#include "sandbox/control_arguments.hpp"
#include "sandbox/drop_ship_desk.hpp"
#include "sandbox/json_reply.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;
using sandbox::DropShipDesk;
using sandbox::json_reply;
using sandbox::Reply;

constexpr std::size_t orders_per_call_max = 500;

Reply answer(const DropShipDesk::Objection& objection)
{
    if (objection)
        return json_reply(409, json::object{{"refused", sandbox::to_text(*objection)}});
    return json_reply(200, json::object{});
}

Reply answer(const std::vector<sandbox::FieldProblem>& problems)
{
    json::object fields;
    for (const auto& problem : problems)
        fields[problem.field] = problem.problem;
    return fields.empty() ? json_reply(200, json::object{})
                          : json_reply(422, json::object{{"fields", fields}});
}

/// Each of the body's orders by itself: one that is refused keeps none of the others.
template <class Act>
Reply for_each_order(const DeskCall& call, const Act& act)
{
    const auto numbers = sandbox::texts_argument(call.body, "orders");
    if (numbers.empty() || numbers.size() > orders_per_call_max)
        throw sandbox::ControlError("\"orders\" must name 1 to 500 orders");
    json::array done;
    json::array refused;
    for (const auto& number : numbers)
        if (const auto objection = act(number))
            refused.push_back({{"order", number}, {"why", sandbox::to_text(*objection)}});
        else
            done.emplace_back(number);
    return json_reply(200,
                      json::object{{"done", std::move(done)}, {"refused", std::move(refused)}});
}

DropShipDesk desk_of(const DeskCall& call)
{
    return {call.world, call.now};
}

Reply get_profile(const DeskCall& call)
{
    return json_reply(200, profile_view(call.world, call.shop));
}

Reply choose_role(const DeskCall& call)
{
    const std::string role = text_or(call.body, "role");
    return answer(desk_of(call).choose_role(call.shop.owner_id,
                                            role == "merchant"  ? sandbox::ShopRole::merchant
                                            : role == "factory" ? sandbox::ShopRole::factory
                                                                : sandbox::ShopRole::unknown));
}

Reply set_up(const DeskCall& call)
{
    const auto text = [&](std::string_view name) { return text_or(call.body, name); };
    sandbox::ProfileForm form;
    form.binding_name = text("binding_name");
    form.sender = text("sender");
    form.phone = text("phone");
    form.address = text("address");
    form.new_address = {"",           text("country"),  text("province"),
                        text("city"), text("district"), text("street")};
    form.has_agreed = sandbox::flag_argument(call.body, "agreed", false);
    return answer(desk_of(call).set_up(call.shop.owner_id, form));
}

Reply list_bindings(const DeskCall& call)
{
    return json_reply(200, binding_views(call.world, call.shop));
}

Reply apply(const DeskCall& call)
{
    const std::string factory = text_or(call.body, "factory");
    if (factory.empty())
        return answer(std::vector<sandbox::FieldProblem>{{"factory", "required"}});
    return answer(desk_of(call).apply(call.shop.owner_id, factory));
}

Reply decide(const DeskCall& call)
{
    const bool agrees = sandbox::flag_argument(call.body, "agrees", false);
    return answer(desk_of(call).decide(call.shop.owner_id, text_or(call.body, "binding"), agrees,
                                       text_or(call.body, "reason")));
}

Reply end_binding(const DeskCall& call)
{
    return answer(desk_of(call).end(call.shop.owner_id, text_or(call.body, "binding")));
}

Reply list_orders(const DeskCall& call)
{
    if (call.shop.role == sandbox::ShopRole::factory)
        return json_reply(200, factory_order_views(call.world, call.shop));
    return json_reply(200, merchant_order_views(call.world, call.shop, call.now));
}

Reply assign(const DeskCall& call)
{
    const std::string factory = text_or(call.body, "factory");
    return for_each_order(call, [&](const std::string& number) {
        return desk_of(call).assign(call.shop.owner_id, number, factory);
    });
}

Reply unassign(const DeskCall& call)
{
    return for_each_order(call, [&](const std::string& number) {
        return desk_of(call).unassign(call.shop.owner_id, number);
    });
}

Reply ship(const DeskCall& call)
{
    const std::string address = text_or(call.body, "address");
    return for_each_order(call, [&](const std::string& number) {
        return desk_of(call).ship(call.shop.owner_id, number, address);
    });
}

Reply answer_after_sale(const DeskCall& call)
{
    const bool agrees = sandbox::flag_argument(call.body, "agrees", false);
    return for_each_order(call, [&](const std::string& number) {
        return desk_of(call).answer_after_sale(call.shop.owner_id, number, agrees);
    });
}

struct Entry {
    std::string_view method = {};
    std::string_view name = {};
    Reply (*run)(const DeskCall&) = nullptr;
};

constexpr Entry entries[] = {
    {"GET", "profile", get_profile},       {"POST", "role", choose_role},
    {"POST", "profile", set_up},           {"GET", "bindings", list_bindings},
    {"POST", "bindings/apply", apply},     {"POST", "bindings/decide", decide},
    {"POST", "bindings/end", end_binding}, {"GET", "orders", list_orders},
    {"POST", "orders/assign", assign},     {"POST", "orders/unassign", unassign},
    {"POST", "orders/ship", ship},         {"POST", "orders/after-sale", answer_after_sale},
};

} // namespace

std::optional<Reply> run_desk_call(std::string_view method, std::string_view name,
                                   const DeskCall& call)
{
    for (const auto& entry : entries)
        if (entry.method == method && entry.name == name)
            return entry.run(call);
    return std::nullopt;
}

} // namespace daifa::practice::pinduoduo

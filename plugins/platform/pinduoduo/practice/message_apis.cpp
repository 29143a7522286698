#include "pinduoduo/practice/message_apis.hpp"

#include <boost/json/array.hpp>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;

/// The shop that a call of the app names; a Failure without it.
std::variant<std::string, Failure> read_owner(const Call& call)
{
    const std::string_view owner = find_parameter(call.parameters, "owner_id");
    if (owner.empty())
        return Failure{21002, "owner_id不能为空"};
    return std::string(owner);
}

} // namespace

Outcome permit_messages(const Call& call)
{
    call.world.messages.permit(call.app.key, call.shop->owner_id, call.now);
    json::object result;
    result["is_success"] = flag_value(call, true);
    return result;
}

Outcome get_message_user(const Call& call)
{
    auto owner = read_owner(call);
    if (auto* failure = std::get_if<Failure>(&owner))
        return std::move(*failure);
    const auto& shop = std::get<std::string>(owner);
    json::object result;
    result["pmc_user"] = nullptr;
    if (const auto* permit = call.world.messages.find_permit(call.app.key, shop)) {
        json::object user;
        user["owner_id"] = shop;
        user["topics"] = json::array();
        user["created"] = permit->created_at.time_since_epoch().count();
        user["modified"] = permit->modified_at.time_since_epoch().count();
        user["is_expire"] = number_value(call, 0, 0);
        result["pmc_user"] = std::move(user);
    }
    return result;
}

Outcome cancel_messages(const Call& call)
{
    auto owner = read_owner(call);
    if (auto* failure = std::get_if<Failure>(&owner))
        return std::move(*failure);
    json::object result;
    result["is_success"] =
        flag_value(call, call.world.messages.cancel(call.app.key, std::get<std::string>(owner)));
    return result;
}

Outcome query_backlog(const Call& call)
{
    json::object result;
    result["number"] = call.world.messages.backlog(call.app.key, call.now);
    return result;
}

} // namespace daifa::practice::pinduoduo

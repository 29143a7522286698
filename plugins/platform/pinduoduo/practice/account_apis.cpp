#include "pinduoduo/practice/account_apis.hpp"

#include "pinduoduo/practice/carriers.hpp"

#include <daifa/codec/timestamp.hpp>

#include <boost/json/array.hpp>

#include <charconv>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;
using sandbox::GrantProblem;
using sandbox::TokenPair;

std::int64_t seconds(TimePoint at)
{
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

std::string problem_text(GrantProblem problem)
{
    switch (problem) {
    case GrantProblem::unknown:
        return "授权码或refresh_token不存在";
    case GrantProblem::expired:
        return "授权码或refresh_token已过期";
    case GrantProblem::used:
        return "授权码或refresh_token已失效";
    case GrantProblem::other_app:
        return "授权码或refresh_token不属于该应用";
    }
    return {};
}

void set_expiry(const Call& call, json::object& result, const std::string& prefix, TimePoint at)
{
    const auto left = std::chrono::floor<std::chrono::seconds>(at - call.now).count();
    result[prefix + "expires_at"] = number_value(call, seconds(at), 0);
    result[prefix + "expires_in"] = number_value(call, left, 1);
}

Outcome answer_grant(const Call& call, const sandbox::GrantResult& granted)
{
    if (const auto* problem = std::get_if<GrantProblem>(&granted))
        return Failure{call.options.code("grant_error"), problem_text(*problem)};
    const auto& pair = std::get<TokenPair>(granted);
    const auto* shop = call.world.accounts.find_shop(pair.shop);
    json::array scope;
    for (const std::string_view api :
         {"pdd.fds.role.get", "pdd.fds.order.list.get", "pdd.fds.order.get", "pdd.fds.waybill.get",
          "pdd.fds.waybill.return", "pdd.fds.waybill.return.slave", "pdd.fds.waybill.cancel", "pdd.waybill.search",
          "pdd.waybill.query.by.waybillcode", "pdd.waybill.cancel", "pdd.cloudprint.stdtemplates.get",
          "pdd.cloudprint.customares.get", "pdd.mall.info.get", "pdd.order.list.get",
          "pdd.order.number.list.increment.get", "pdd.order.information.get", "pdd.refund.address.list.get",
          "pdd.logistics.online.send", "pdd.goods.list.get", "pdd.goods.skus.get", "pdd.goods.quantity.update"})
        if (!call.app.forbidden_apis.contains(api))
            scope.emplace_back(api);
    json::object result;
    result["access_token"] = pair.access;
    result["refresh_token"] = pair.refresh;
    set_expiry(call, result, "", pair.access_expires_at);
    set_expiry(call, result, "refresh_token_", pair.refresh_expires_at);
    for (const char* level : {"r1_", "r2_", "w1_", "w2_"})
        set_expiry(call, result, level, pair.access_expires_at);
    result["owner_id"] = pair.shop;
    result["owner_name"] = shop == nullptr ? std::string() : shop->login;
    result["scope"] = std::move(scope);
    return result;
}

} // namespace

Outcome get_time(const Call& call)
{
    json::object result;
    if (call.options.plays("time_format", "seconds"))
        result["time"] = std::to_string(seconds(call.now));
    else if (call.options.plays("time_format", "milliseconds"))
        result["time"] = std::to_string(call.now.time_since_epoch().count());
    else if (call.options.plays("time_format", "utc"))
        result["time"] = to_utc_text(call.now);
    else
        result["time"] = to_beijing_text(call.now);
    return result;
}

Outcome list_carriers(const Call& call)
{
    json::array list;
    for (const auto& carrier : carriers()) {
        json::object entry;
        entry["id"] = number_value(call, carrier.id, static_cast<std::uint64_t>(carrier.id));
        set_text(call, entry, "code", carrier.code);
        entry["logistics_company"] = carrier.name;
        entry["available"] = number_value(call, carrier.is_available ? 1 : 0, 0);
        list.push_back(std::move(entry));
    }
    json::object result;
    result["logistics_companies"] = std::move(list);
    return result;
}

Outcome get_shop(const Call& call)
{
    std::int64_t id = 0;
    const std::string& owner = call.shop->owner_id;
    std::from_chars(owner.data(), owner.data() + owner.size(), id);
    json::object result;
    result["mall_id"] = number_value(call, id, 1);
    result["mall_name"] = call.shop->name;
    result["mall_desc"] = "";
    result["logo"] = "";
    result["merchant_type"] = number_value(call, 2, 0);
    result["mall_character"] = number_value(call, call.shop->role == sandbox::ShopRole::factory ? 0 : 2, 1);
    return result;
}

Outcome create_token(const Call& call)
{
    const std::string_view code = find_parameter(call.parameters, "code");
    if (code.empty())
        return Failure{21002, "code不能为空"};
    return answer_grant(call, call.world.accounts.exchange(code, call.app.key, call.now, call.world.rules));
}

Outcome refresh_token(const Call& call)
{
    const std::string_view token = find_parameter(call.parameters, "refresh_token");
    if (token.empty())
        return Failure{21002, "refresh_token不能为空"};
    return answer_grant(call, call.world.accounts.refresh(token, call.app.key, call.now, call.world.rules));
}

} // namespace daifa::practice::pinduoduo

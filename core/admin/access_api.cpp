#include "admin/call.hpp"
#include "admin/error_json.hpp"
#include "admin/order_json.hpp"
#include "admin/query.hpp"
#include "admin/redirected.hpp"
#include "admin/shop_json.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::admin {
namespace json = boost::json;
namespace {

Failure refused_state(OAuthStates::Use use)
{
    Failure failure;
    failure.status = 409;
    if (use == OAuthStates::Use::expired)
        failure.what = {"this authorization was begun more than 10 minutes ago", "本次授权开始已超过 10 分钟"};
    else if (use == OAuthStates::Use::other_shop)
        failure.what = {"this address belongs to the authorization of another shop", "该地址属于另一店铺的授权"};
    else
        failure.what = {"this address was used already, or daifad did not begin this authorization since it started",
                        "该地址已用过，或不是 daifad 启动后发起的授权"};
    failure.next = {"run daifa authorize again and open the new address", "重新执行 daifa authorize 并打开新地址"};
    return failure;
}

/// The platform's own words about a refused code or pair.
Failure refused_access(const Error& error, const ShopEntry& shop)
{
    const json::object told = to_json(error, shop.any_lane()->platform_errors());
    Failure failure;
    failure.status = error.code == Errc::rejected ? 409 : 502;
    failure.what = {text_or(told, "en"), text_or(told, "zh")};
    failure.next = {text_or(told, "next_en"), text_or(told, "next_zh")};
    if (error.code == Errc::unauthorized || error.code == Errc::uncertain || error.code == Errc::rejected)
        failure.next = {"run daifa authorize again: a code is good only once",
                        "重新执行 daifa authorize：授权码只能用一次"};
    return failure;
}

http::Response taken(const ShopEntry& shop, const Result<Credential>& credential)
{
    if (!credential)
        return refuse(refused_access(credential.error(), shop));
    json::object body;
    body["shop"] = shop.id.text();
    body["token"] = to_json(*credential);
    return answer(body);
}

} // namespace

awaitable<http::Response> start_authorization(Call call)
{
    const auto shop = find_open_shop(call.backend, call.shop);
    if (!shop)
        co_return refuse(shop.error());
    Backend& backend = call.backend;
    const std::string state = call.states.issue(shop->id, backend.clock().uptime(), backend.random());
    json::object body;
    body["shop"] = shop->id.text();
    body["address"] = shop->any_lane()->authorize_url(state);
    body["state"] = state;
    body["expires_in_s"] = std::chrono::duration_cast<std::chrono::seconds>(oauth_state_life).count();
    co_return answer(body);
}

awaitable<http::Response> finish_authorization(Call call)
{
    const auto shop = find_open_shop(call.backend, call.shop);
    if (!shop)
        co_return refuse(shop.error());
    const auto body = parse_body(call.request.body);
    if (!body)
        co_return refuse(body.error());
    const auto redirected = parse_redirected(text_or(*body, "redirected"));
    if (!redirected)
        co_return refuse(redirected.error());
    const auto use = call.states.use(redirected->state, shop->id, call.backend.clock().uptime());
    if (use != OAuthStates::Use::good)
        co_return refuse(refused_state(use));
    const auto credential = co_await shop->any_lane()->authorize(redirected->code);
    co_return taken(*shop, credential);
}

awaitable<http::Response> adopt_tokens(Call call)
{
    const auto shop = find_open_shop(call.backend, call.shop);
    if (!shop)
        co_return refuse(shop.error());
    const auto body = parse_body(call.request.body);
    if (!body)
        co_return refuse(body.error());
    auto credential = parse_credential(*body, shop_now(*shop, call.backend));
    if (!credential)
        co_return refuse(credential.error());
    const auto adopted = co_await shop->any_lane()->adopt(std::move(*credential));
    co_return taken(*shop, adopted);
}

} // namespace daifa::admin

#include "sandbox/control_arguments.hpp"
#include "sandbox/platform_control.hpp"

#include <daifa/codec/timestamp.hpp>

#include <boost/json/array.hpp>

namespace daifa::sandbox {

namespace json = boost::json;

// The actions of PlatformControl on shops, apps and tokens.

json::object PlatformControl::add_shops(const Arguments& arguments)
{
    const auto count = integer_argument(arguments, "count", 1, 1, 10'000);
    const std::string role = text_argument(arguments, "role", "factory");
    if (role != "factory" && role != "merchant" && role != "unknown")
        throw ControlError("\"role\" must be factory, merchant or unknown");
    json::array shops;
    for (std::int64_t i = 0; i < count; ++i) {
        const PracticeShop& shop = world_.accounts.add_shop(role == "factory"    ? ShopRole::factory
                                                            : role == "merchant" ? ShopRole::merchant
                                                                                 : ShopRole::unknown);
        json::object entry;
        entry["shop"] = shop.owner_id;
        entry["name"] = shop.name;
        entry["login"] = shop.login;
        entry["password"] = shop.password;
        shops.push_back(std::move(entry));
    }
    json::object answer;
    answer["shops"] = std::move(shops);
    return answer;
}

json::object PlatformControl::set_app(const Arguments& arguments)
{
    const std::string key = text_argument(arguments, "app", world_.accounts.apps().front().key);
    PracticeApp* app = world_.accounts.find_app(key);
    if (app == nullptr) {
        PracticeApp made;
        made.key = key;
        made.name = key;
        app = &world_.accounts.add_app(std::move(made));
    }
    app->secret = text_argument(arguments, "secret", app->secret);
    app->redirect_uri = text_argument(arguments, "redirect_uri", app->redirect_uri);
    app->body_size_max = static_cast<std::size_t>(integer_argument(
        arguments, "body_size_max", static_cast<std::int64_t>(app->body_size_max), 1, 1LL << 30));
    if (arguments.contains("forbidden_apis")) {
        const auto names = texts_argument(arguments, "forbidden_apis");
        app->forbidden_apis = {names.begin(), names.end()};
    }
    if (arguments.contains("white_list")) {
        const auto addresses = texts_argument(arguments, "white_list");
        app->white_list = {addresses.begin(), addresses.end()};
    }
    json::object answer;
    answer["app"] = app->key;
    return answer;
}

json::object PlatformControl::issue_tokens(const Arguments& arguments)
{
    const std::string app = text_argument(arguments, "app", world_.accounts.apps().front().key);
    const std::string only = text_argument(arguments, "shop", "");
    if (world_.accounts.find_app(app) == nullptr)
        throw ControlError("there is no app \"" + app + "\"");
    json::array tokens;
    for (const auto& shop : world_.accounts.shops()) {
        if (only.empty() ? shop.role != ShopRole::factory : shop.owner_id != only)
            continue;
        const TokenPair pair = world_.accounts.issue_pair(app, shop.owner_id, now_, world_.rules);
        json::object entry;
        entry["shop"] = shop.owner_id;
        entry["shop_name"] = shop.name;
        entry["access_token"] = pair.access;
        entry["refresh_token"] = pair.refresh;
        entry["access_expires_at"] = to_utc_text(pair.access_expires_at);
        entry["refresh_expires_at"] = to_utc_text(pair.refresh_expires_at);
        tokens.push_back(std::move(entry));
    }
    if (tokens.empty())
        throw ControlError("there is no shop \"" + only + "\"");
    json::object answer;
    answer["tokens"] = std::move(tokens);
    return answer;
}

json::object PlatformControl::expire_tokens(const Arguments& arguments)
{
    json::object answer;
    answer["expired"] = world_.accounts.expire(text_argument(arguments, "shop", ""), now_);
    return answer;
}

json::object PlatformControl::revoke_tokens(const Arguments& arguments)
{
    json::object answer;
    answer["revoked"] = world_.accounts.revoke(text_argument(arguments, "shop", ""));
    return answer;
}

json::object PlatformControl::reset(const Arguments& arguments)
{
    const auto seed = integer_argument(arguments, "seed", 1, 0, INT64_MAX);
    const PlatformRules rules = world_.rules;
    world_ = PlatformWorld(static_cast<std::uint64_t>(seed));
    world_.rules = rules;
    return {};
}

} // namespace daifa::sandbox

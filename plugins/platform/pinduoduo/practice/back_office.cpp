#include "pinduoduo/practice/back_office.hpp"

#include "pinduoduo/practice/desk_calls.hpp"
#include "pinduoduo/practice/desk_views.hpp"
#include "sandbox/json_reply.hpp"
#include "sandbox/page_guard.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;
using sandbox::error_reply;
using sandbox::json_reply;
using sandbox::Reply;

constexpr std::string_view office_root = "/back-office/";

} // namespace

bool BackOffice::is_meant(std::string_view path)
{
    return path.starts_with(office_root);
}

Reply BackOffice::answer(const sandbox::Request& request, sandbox::PlatformWorld& world,
                         TimePoint now)
{
    if (auto objection = sandbox::find_page_objection(request))
        return std::move(*objection);
    const std::string_view path = std::string_view(request.path).substr(office_root.size());
    try {
        if (path == "log-in" && request.method == "POST")
            return log_in(request, world);
        if (path == "people" && request.method == "GET")
            return list_people(request, world);
        return speak_for(request, path, world, now);
    } catch (const sandbox::ControlError& problem) {
        return error_reply(400, problem.what());
    }
}

Reply BackOffice::log_in(const sandbox::Request& request, sandbox::PlatformWorld& world)
{
    const json::object body = sandbox::read_json_body(request);
    const auto* shop = world.accounts.log_in(text_or(body, "login"), text_or(body, "password"));
    if (shop == nullptr)
        return json_reply(422, json::object{{"fields", {{"password", "wrong"}}}});
    Reply reply = json_reply(200, shop_view(*shop));
    visits_.log_in(request, shop->owner_id, reply);
    return reply;
}

Reply BackOffice::list_people(const sandbox::Request& request, sandbox::PlatformWorld& world)
{
    json::array people;
    for (const auto& person : visits_.people_of(request))
        if (const auto* shop = world.accounts.find_shop(person))
            people.push_back(shop_view(*shop));
    return json_reply(200, people);
}

/// "shops/10000001/orders".
Reply BackOffice::speak_for(const sandbox::Request& request, std::string_view path,
                            sandbox::PlatformWorld& world, TimePoint now)
{
    constexpr std::string_view folder = "shops/";
    const auto slash = path.find('/', folder.size());
    if (!path.starts_with(folder) || slash == std::string_view::npos)
        return error_reply(404, "no such page");
    const std::string shop_id(path.substr(folder.size(), slash - folder.size()));
    const std::string_view name = path.substr(slash + 1);
    const auto* shop = world.accounts.find_shop(shop_id);
    if (shop == nullptr || !visits_.people_of(request).contains(shop_id))
        return error_reply(401, "log in first");
    if (name == "log-out" && request.method == "POST") {
        visits_.log_out(request, shop_id);
        return json_reply(200, json::object{});
    }
    const json::object body =
        request.method == "GET" ? json::object() : sandbox::read_json_body(request);
    auto reply = run_desk_call(request.method, name, {body, world, now, *shop});
    return reply ? std::move(*reply) : error_reply(404, "no such page");
}

} // namespace daifa::practice::pinduoduo

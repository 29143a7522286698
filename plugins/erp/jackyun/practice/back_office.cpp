#include "jackyun/practice/back_office.hpp"

#include "jackyun/practice/house_calls.hpp"
#include "sandbox/json_reply.hpp"
#include "sandbox/page_guard.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::practice::jackyun {
namespace {

namespace json = boost::json;
using sandbox::error_reply;
using sandbox::json_reply;
using sandbox::Reply;

constexpr std::string_view root = "/back-office/";
/// The one person of the practice house, and the password.
constexpr std::string_view person = "admin";

} // namespace

bool BackOffice::is_meant(std::string_view path)
{
    return path.starts_with(root);
}

Reply BackOffice::answer(const sandbox::Request& request, sandbox::ErpWorld& erp, TimePoint now)
{
    if (auto objection = sandbox::find_page_objection(request))
        return std::move(*objection);
    const std::string_view name = std::string_view(request.path).substr(root.size());
    try {
        if (name == "log-in" && request.method == "POST")
            return log_in(request);
        if (!visits_.people_of(request).contains(person))
            return error_reply(401, "log in first");
        return work(request, name, erp, now);
    } catch (const sandbox::ControlError& problem) {
        return error_reply(400, problem.what());
    }
}

Reply BackOffice::log_in(const sandbox::Request& request)
{
    const json::object body = sandbox::read_json_body(request);
    if (text_or(body, "login") != person || text_or(body, "password") != person)
        return json_reply(422, json::object{{"fields", {{"password", "wrong"}}}});
    Reply reply = json_reply(200, json::object{});
    visits_.log_in(request, std::string(person), reply);
    return reply;
}

Reply BackOffice::work(const sandbox::Request& request, std::string_view name,
                       sandbox::ErpWorld& erp, TimePoint now)
{
    if (name == "log-out" && request.method == "POST") {
        visits_.log_out(request, person);
        return json_reply(200, json::object{});
    }
    const json::object body =
        request.method == "GET" ? json::object() : sandbox::read_json_body(request);
    auto reply = run_house_call(request.method, name, {body, erp, now});
    return reply ? std::move(*reply) : error_reply(404, "no such page");
}

} // namespace daifa::practice::jackyun

#include "sandbox/json_reply.hpp"

#include "sandbox/world_part.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/serialize.hpp>

namespace daifa::sandbox {

Reply json_reply(int status, const boost::json::value& body)
{
    Reply reply;
    reply.status = status;
    reply.headers.push_back({"Content-Type", "application/json; charset=utf-8"});
    reply.body = boost::json::serialize(body) + "\n";
    return reply;
}

Reply error_reply(int status, std::string_view text)
{
    boost::json::object body;
    body["error"] = text;
    return json_reply(status, body);
}

boost::json::object read_json_body(const Request& request)
{
    if (request.body.find_first_not_of(" \t\r\n") == std::string::npos)
        return {};
    auto body = parse_json(request.body);
    if (!body)
        throw ControlError("the body is no JSON: " + body.error().text);
    if (!body->is_object())
        throw ControlError("the body must be a JSON object");
    return std::move(body->get_object());
}

} // namespace daifa::sandbox

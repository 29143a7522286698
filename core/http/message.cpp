#include "http/message.hpp"

#include <boost/json/serialize.hpp>

namespace daifa::http {
namespace {

Response make_response(int status, std::string_view content_type, std::string body)
{
    Response response;
    response.status = status;
    response.headers.push_back({"Content-Type", std::string(content_type)});
    response.body = std::move(body);
    return response;
}

} // namespace

Response json_response(int status, const boost::json::value& body)
{
    return make_response(status, "application/json; charset=utf-8", boost::json::serialize(body));
}

Response text_response(int status, std::string_view body)
{
    return make_response(status, "text/plain; charset=utf-8", std::string(body));
}

Response error_response(int status, std::string_view code, std::string_view text)
{
    boost::json::object body;
    body["error"] = code;
    body["text"] = text;
    return json_response(status, body);
}

} // namespace daifa::http

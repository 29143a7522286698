#include "simulation/local_api.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/serialize.hpp>

namespace daifa::simulation {

awaitable<LocalApi::Answer> LocalApi::ask(http::Request request)
{
    request.peer = "uid=0 pid=1";
    const auto response = co_await api_.handle(std::move(request));
    Answer answer;
    answer.status = response.status;
    const auto body = parse_json(response.body);
    if (body && body->is_object())
        answer.body = body->get_object();
    co_return answer;
}

awaitable<LocalApi::Answer> LocalApi::get(std::string path, std::string query)
{
    http::Request request;
    request.method = "GET";
    request.path = std::move(path);
    request.query = std::move(query);
    co_return co_await ask(std::move(request));
}

awaitable<LocalApi::Answer> LocalApi::post(std::string path, boost::json::object body)
{
    http::Request request;
    request.method = "POST";
    request.path = std::move(path);
    request.body = boost::json::serialize(body);
    co_return co_await ask(std::move(request));
}

awaitable<admin::ReloadResult> LocalApi::reload()
{
    co_return admin::ReloadResult();
}

} // namespace daifa::simulation

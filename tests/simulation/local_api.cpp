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

std::vector<admin::ShopEntry> LocalApi::shops() const
{
    std::vector<admin::ShopEntry> entries;
    for (const auto& host : hosts_) {
        admin::ShopEntry entry;
        entry.id = host->config().plan.id;
        entry.role = host->config().plan.role;
        // Hosts and answers end together, with the process.
        if (host->lane() != nullptr)
            entry.lane = {std::shared_ptr<void>(), host->lane()};
        if (host->merchant() != nullptr)
            entry.merchant = {std::shared_ptr<void>(), host->merchant()};
        entries.push_back(std::move(entry));
    }
    return entries;
}

awaitable<admin::ReloadResult> LocalApi::reload()
{
    co_return admin::ReloadResult();
}

} // namespace daifa::simulation

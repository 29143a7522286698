#include "admin/action_target.hpp"

#include "admin/order_json.hpp"
#include "admin/query.hpp"

#include <daifa/codec/json.hpp>

namespace daifa::admin {
namespace json = boost::json;

std::string operator_of(const json::object& body, const http::Request& request)
{
    const std::string name = text_or(body, "by", "operator").substr(0, 200);
    return name + " (" + request.peer.substr(0, request.peer.find(' ')) + ")";
}

awaitable<Checked<Target>> find_target(Backend& backend, http::Request request)
{
    auto body = parse_body(request.body);
    if (!body)
        co_return body.error();
    const auto text = require_text(*body, "order");
    if (!text)
        co_return text.error();
    std::string shop = text_or(*body, "shop");
    auto found = co_await find_order(backend, std::move(shop), *text);
    if (!found)
        co_return found.error();
    Target target;
    target.by = operator_of(*body, request);
    target.body = std::move(*body);
    target.found = std::move(*found);
    co_return target;
}

awaitable<http::Response> done(Backend& backend, FoundOrder found)
{
    if (found.shop.lane)
        found.shop.lane->wake();
    const auto order = co_await backend.ledger().find_order(found.shop.id, found.id);
    json::object body = order ? to_row(*order) : json::object();
    body["shop"] = found.shop.id.text();
    body["order"] = to_text(found.id);
    co_return answer(body);
}

Failure not_so(Sentence what, Sentence next)
{
    Failure failure;
    failure.status = 409;
    failure.what = std::move(what);
    failure.next = std::move(next);
    return failure;
}

} // namespace daifa::admin

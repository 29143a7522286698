#include "admin/call.hpp"
#include "admin/error_json.hpp"
#include "admin/order_json.hpp"
#include "admin/shop_json.hpp"

#include <boost/json/array.hpp>

namespace daifa::admin {
namespace json = boost::json;

awaitable<http::Response> get_status(Call call)
{
    Backend& backend = call.backend;
    json::array shops;
    const auto entries = backend.shops();
    for (const auto& shop : entries) {
        const auto summary = co_await backend.ledger().summarize(shop.id);
        json::object one = to_json(summary, shop_now(shop, backend));
        add_shop(one, shop, backend);
        shops.push_back(std::move(one));
    }
    json::object body = daemon_json(backend);
    body["shops"] = std::move(shops);
    co_return answer(body);
}

awaitable<http::Response> list_shops(Call call)
{
    json::array shops;
    for (const auto& shop : call.backend.shops()) {
        json::object one;
        add_shop(one, shop, call.backend);
        shops.push_back(std::move(one));
    }
    json::object body;
    body["shops"] = std::move(shops);
    co_return answer(body);
}

} // namespace daifa::admin

#include "admin/call.hpp"
#include "admin/ledger_text.hpp"
#include "admin/merchant_json.hpp"
#include "admin/order_json.hpp"
#include "admin/shop_json.hpp"
#include "admin/stock_json.hpp"

#include <boost/json/array.hpp>

namespace daifa::admin {
namespace json = boost::json;
namespace {

/// The members that counts have, null each.
json::object without_counts()
{
    json::object made = to_json(store::ShopSummary{}, TimePoint{});
    for (auto& member : made)
        member.value() = nullptr;
    made["stock"] = nullptr;
    made["merchant"] = nullptr;
    return made;
}

} // namespace

awaitable<http::Response> get_status(Call call)
{
    Backend& backend = call.backend;
    json::array shops;
    // What the lanes know is told without the ledger, too. A file that somebody keeps locked is
    // waited for once, not by every shop.
    std::optional<store::StoreFailure> failure;
    const auto entries = backend.shops();
    for (const auto& shop : entries) {
        json::object one = without_counts();
        try {
            if (!failure) {
                const auto summary = co_await backend.ledger().summarize(shop.id);
                const auto stock = co_await backend.ledger().stock().summarize(shop.id);
                one = to_json(summary, shop_now(shop, backend));
                one["stock"] = to_json(stock);
                one["merchant"] = nullptr;
                if (shop.role == TradeRole::merchant)
                    one["merchant"] =
                        to_json(co_await backend.ledger().merchant().summarize(shop.id));
            }
        } catch (const store::StoreFailure& why) {
            failure = why;
        }
        add_shop(one, shop, backend);
        if (failure && one["store_problem"].is_null())
            one["store_problem"] = to_json(*failure, backend.facts().store_url);
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

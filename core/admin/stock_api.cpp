#include "admin/action_target.hpp"
#include "admin/order_json.hpp"
#include "admin/query.hpp"
#include "admin/stock_json.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/json/array.hpp>

namespace daifa::admin {
namespace json = boost::json;
namespace {

struct FoundListing {
    ShopEntry shop = {};
    store::StockItem item = {};
};

Checked<store::StockListQuery> parse_stock_query(std::string_view text)
{
    const auto fields = decode_form(text);
    store::StockListQuery query;
    const std::string state(find_field(fields, "state"));
    query.difference = find_field(fields, "difference");
    query.text = find_field(fields, "text");
    query.after = find_field(fields, "after");
    const auto limit = parse_limit(find_field(fields, "limit"), query.limit);
    if (!limit)
        return limit.error();
    query.limit = *limit;
    using store::StockState;
    for (const auto one : {StockState::waiting, StockState::equal, StockState::sending,
                           StockState::differs, StockState::held, StockState::skipped})
        if (state == store::to_text(one))
            query.state = one;
    if (state.empty() || query.state)
        return query;
    Failure failure;
    failure.what = {"there is no state \"" + state + "\"", "没有状态“" + state + "”"};
    failure.next = {"waiting, equal, sending, differs, held, skipped",
                    "可用：waiting、equal、sending、differs、held、skipped"};
    return failure;
}

bool is_named(const store::StockItem& item, const std::string& text)
{
    return daifa::to_text(item.id) == text || item.sku_code == text || item.item == text ||
           item.id.variant == text;
}

/// The one listing of that id, code or barcode; else a refusal that names what it could be.
awaitable<Checked<FoundListing>> find_listing(Backend& backend, std::string shop_id,
                                              std::string text)
{
    const auto shops = select_shops(backend, shop_id);
    if (!shops)
        co_return shops.error();
    std::vector<FoundListing> found;
    for (const auto& shop : *shops) {
        store::StockListQuery query;
        query.text = text;
        query.limit = list_limit_max;
        const auto list = co_await backend.ledger().stock().list(shop.id, std::move(query));
        for (const auto& item : list.items)
            if (is_named(item, text)) {
                FoundListing one{shop, item};
                found.push_back(std::move(one));
            }
    }
    if (found.size() == 1)
        co_return std::move(found.front());
    Failure failure;
    failure.status = found.empty() ? 404 : 409;
    failure.what = found.empty()
                       ? Sentence{"there is no listing \"" + text + "\"", "没有商品“" + text + "”"}
                       : Sentence{"several listings are called \"" + text + "\"",
                                  "有多个商品符合“" + text + "”"};
    failure.next = {"daifa stock lists them; name one by its id, PRODUCT/VARIANT, and its --shop",
                    "daifa stock 可列出商品；请写明 商品号/规格号 及 --shop"};
    co_return failure;
}

} // namespace

awaitable<http::Response> list_stock(Call call)
{
    const auto fields = decode_form(call.request.query);
    const auto shops = select_shops(call.backend, std::string(find_field(fields, "shop")));
    if (!shops)
        co_return refuse(shops.error());
    const auto query = parse_stock_query(call.request.query);
    if (!query)
        co_return refuse(query.error());
    json::array rows;
    std::string next;
    for (const auto& shop : *shops) {
        const auto list = co_await call.backend.ledger().stock().list(shop.id, *query);
        for (const auto& item : list.items) {
            json::object row = to_json(item);
            row["shop"] = shop.id.text();
            rows.push_back(std::move(row));
        }
        next = list.next;
    }
    json::object body;
    body["now"] = to_utc_text(call.backend.clock().now());
    body["items"] = std::move(rows);
    // A cursor is of one shop.
    body["next"] = shops->size() == 1 ? next : std::string();
    co_return answer(body);
}

awaitable<http::Response> plan_stock(Call call)
{
    const auto fields = decode_form(call.request.query);
    const auto shops = select_shops(call.backend, std::string(find_field(fields, "shop")));
    if (!shops)
        co_return refuse(shops.error());
    const auto limit = parse_limit(find_field(fields, "limit"), list_limit_max);
    if (!limit)
        co_return refuse(limit.error());
    json::array rows;
    for (const auto& shop : *shops) {
        if (!shop.lane)
            continue;
        const auto planned = co_await shop.lane->stock().plan(*limit);
        for (const auto& one : planned) {
            json::object row = to_json(one);
            row["shop"] = shop.id.text();
            rows.push_back(std::move(row));
        }
    }
    json::object body;
    body["now"] = to_utc_text(call.backend.clock().now());
    body["items"] = std::move(rows);
    co_return answer(body);
}

awaitable<http::Response> explain_stock(Call call)
{
    const auto fields = decode_form(call.request.query);
    std::string shop_id(find_field(fields, "shop"));
    std::string text(find_field(fields, "listing"));
    const auto found = co_await find_listing(call.backend, std::move(shop_id), std::move(text));
    if (!found)
        co_return refuse(found.error());
    auto& ledger = call.backend.ledger().stock();
    const auto item = co_await ledger.find_item(found->shop.id, found->item.id);
    const auto events = co_await ledger.list_events(found->shop.id, found->item.id);
    json::object body = to_json(item ? *item : found->item);
    body["shop"] = found->shop.id.text();
    json::array levels;
    if (item)
        for (const auto& level : item->levels)
            levels.push_back({{"warehouse", level.warehouse}, {"usable", level.usable}});
    body["levels"] = std::move(levels);
    json::array history;
    for (const auto& event : events)
        history.push_back(to_json(event));
    body["events"] = std::move(history);
    co_return answer(body);
}

awaitable<http::Response> send_stock(Call call)
{
    const auto body = parse_body(call.request.body);
    if (!body)
        co_return refuse(body.error());
    const std::string by = operator_of(*body, call.request);
    const std::string text = text_or(*body, "listing");
    const auto shops = select_shops(call.backend, text_or(*body, "shop"));
    if (!shops)
        co_return refuse(shops.error());
    std::vector<std::pair<ShopEntry, std::optional<ListingId>>> targets;
    if (text.empty()) {
        for (const auto& shop : *shops)
            targets.emplace_back(shop, std::nullopt);
    } else {
        std::string shop_id = text_or(*body, "shop");
        const auto found = co_await find_listing(call.backend, std::move(shop_id), text);
        if (!found)
            co_return refuse(found.error());
        targets.emplace_back(found->shop, found->item.id);
    }
    int listings = 0;
    bool is_observed = false;
    for (const auto& [shop, id] : targets) {
        if (!shop.lane)
            continue;
        const StockStrategy& strategy = shop.lane->shop_plan().strategy.stock;
        is_observed = is_observed || strategy.mode == RepairMode::observe || !strategy.is_enabled;
        if (strategy.mode != RepairMode::observe && strategy.is_enabled)
            listings += co_await shop.lane->stock().approve(id, by);
    }
    if (listings == 0 && (is_observed || !text.empty()))
        co_return refuse(
            is_observed ? not_so({"the strategy only observes stock, or has it switched off",
                                  "策略仅观察库存，或已关闭库存同步"},
                                 {"set stock.mode to propose or repair, and stock.enabled",
                                  "将 stock.mode 设为 propose 或 repair，并开启 stock.enabled"})
                        : not_so({"nothing about this listing waits for a person",
                                  "该商品没有等待人工确认的数量"},
                                 {"see daifa stock --plan", "请看 daifa stock --plan"}));
    json::object done;
    done["listings"] = listings;
    co_return answer(done);
}

} // namespace daifa::admin

#include "admin/examine_stock.hpp"

namespace daifa::admin {
namespace {

using Findings = std::vector<Finding>;

constexpr const char* erp_check = "erp_stock";
constexpr const char* listings_check = "listings";

awaitable<Finding> try_source(StockSource& source, std::span<const ErrorRow> table, TimePoint now)
{
    StockQuery query;
    query.changed_since = now - std::chrono::minutes(1);
    const auto page = co_await source.list_stock(std::move(query));
    co_return page ? works(erp_check, {"the ERP's stock can be read", "可以读取 ERP 库存"})
                   : judge_failure(erp_check, page.error(), table);
}

awaitable<Finding> try_shelf(ListingShelf& shelf, std::span<const ErrorRow> table)
{
    const auto page = co_await shelf.list_listings(std::string());
    co_return page
        ? works(listings_check, {"what the shop offers can be read", "可以读取店铺在售商品"})
        : judge_failure(listings_check, page.error(), table);
}

Finding lacks(const char* check, Sentence what)
{
    return fails(check, std::move(what),
                 {"choose a plugin that can, or write stock: {enabled: false} in the strategy",
                  "换用支持的插件，或在策略中写 stock: {enabled: false}"});
}

} // namespace

awaitable<std::vector<Finding>> examine_stock(std::shared_ptr<reconcile::ShopLane> lane)
{
    Findings findings;
    if (!lane->shop_plan().strategy.stock.is_enabled)
        co_return findings;
    const auto context = lane->decide_context();
    if (StockSource* source = lane->erp().stock()) {
        Finding finding = co_await try_source(*source, context.erp.errors, context.now);
        findings.push_back(std::move(finding));
    } else {
        findings.push_back(
            lacks(erp_check, {"the ERP's plugin tells no stock", "该 ERP 插件不提供库存"}));
    }
    // Without a token the platform would only refuse: its own finding says so.
    if (lane->status().credential == nullptr || lane->status().token_problem)
        co_return findings;
    if (ListingShelf* shelf = lane->platform().listings()) {
        Finding finding = co_await try_shelf(*shelf, context.platform.errors);
        findings.push_back(std::move(finding));
    } else {
        findings.push_back(lacks(
            listings_check, {"the platform's plugin sets no stock", "该平台插件不能设置库存"}));
    }
    co_return findings;
}

} // namespace daifa::admin

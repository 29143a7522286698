#include "reconcile/selection.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

bool matches_any_region(const Region& region, const std::vector<std::string>& patterns)
{
    return std::ranges::any_of(patterns,
                               [&](const auto& pattern) { return is_in_region(region, pattern); });
}

bool matches_any_merchant(const PlatformOrder& order, const std::vector<std::string>& merchants)
{
    return std::ranges::any_of(merchants, [&](const auto& merchant) {
        return merchant == order.id.merchant.text() || merchant == order.merchant_name;
    });
}

bool holds_any_keyword(const PlatformOrder& order, const std::vector<std::string>& keywords)
{
    return std::ranges::any_of(keywords, [&](const auto& keyword) {
        return order.seller_note.reveal().find(keyword) != std::string::npos ||
               order.item.product_name.find(keyword) != std::string::npos ||
               order.item.variant_name.find(keyword) != std::string::npos;
    });
}

} // namespace

bool is_in_region(const Region& region, const std::string& pattern)
{
    const std::string path = region.province + "/" + region.city + "/" + region.district + "/";
    return path.starts_with(pattern.ends_with('/') ? pattern : pattern + "/");
}

std::optional<std::string> reason_to_skip(const PlatformOrder& order,
                                          const DownloadStrategy& download)
{
    const OrderFilter& filter = download.filter;
    if (!download.is_enabled)
        return "download.enabled";
    if (std::ranges::find(download.order_types, "factory_dispatch") == download.order_types.end())
        return "download.order_types";
    if (!filter.regions.empty() && !matches_any_region(order.region, filter.regions))
        return "download.filter.regions";
    if (matches_any_region(order.region, filter.regions_except))
        return "download.filter.regions_except";
    if (!filter.merchants.empty() && !matches_any_merchant(order, filter.merchants))
        return "download.filter.merchants";
    if (matches_any_merchant(order, filter.merchants_except))
        return "download.filter.merchants_except";
    if (!filter.keywords.empty() && !holds_any_keyword(order, filter.keywords))
        return "download.filter.keywords";
    if (holds_any_keyword(order, filter.keywords_except))
        return "download.filter.keywords_except";
    return std::nullopt;
}

std::optional<std::string> reason_to_block_audit(const PlatformOrder& order,
                                                 const AuditStrategy& audit)
{
    if (audit.block_on_seller_note && !order.seller_note.empty())
        return "audit.block_if.seller_note";
    if (audit.block_on_sf_only && order.is_sf_only)
        return "audit.block_if.sf_only";
    if (holds_any_keyword(order, audit.block_on_keywords))
        return "audit.block_if.keyword";
    if (audit.block_above_quantity && order.item.quantity > *audit.block_above_quantity)
        return "audit.block_if.quantity_over";
    const Money amount = times(order.item.settlement_price, order.item.quantity);
    if (audit.block_above_amount && amount > *audit.block_above_amount)
        return "audit.block_if.amount_over";
    return std::nullopt;
}

} // namespace daifa::reconcile

#include "reconcile/merchant_proposal.hpp"

#include "reconcile/selection.hpp"

#include <daifa/codec/digest.hpp>

#include <algorithm>

namespace daifa::reconcile {
namespace {

template <class Fits>
bool is_any(const std::vector<std::string>& patterns, Fits fits)
{
    return patterns.empty() || std::ranges::any_of(patterns, fits);
}

template <class Fits>
bool has_item(const MerchantOrder& order, Fits fits)
{
    return std::ranges::any_of(order.items, fits);
}

bool fits(const AssignRule& rule, const MerchantOrder& order)
{
    const bool is_product = is_any(rule.products, [&](const std::string& product) {
        return has_item(order, [&](const OrderItem& item) {
            return item.product_code == product ||
                   item.product_name.find(product) != std::string::npos;
        });
    });
    const bool is_sku = is_any(rule.skus, [&](const std::string& sku) {
        return has_item(order, [&](const OrderItem& item) { return item.sku_code == sku; });
    });
    const bool is_region = is_any(rule.regions, [&](const std::string& region) {
        return is_in_region(order.region, region);
    });
    const bool is_noted = is_any(rule.notes, [&](const std::string& note) {
        return order.seller_note.reveal().find(note) != std::string::npos;
    });
    const bool is_sf = !rule.is_sf_only || *rule.is_sf_only == order.is_sf_only;
    return is_product && is_sku && is_region && is_noted && is_sf;
}

bool is_in_share(const AssignRule& rule, int share)
{
    return share >= rule.share_from && share < rule.share_from + rule.share;
}

} // namespace

int share_of(const std::string& order_number)
{
    const std::string digest = sha256_hex(order_number).substr(0, 8);
    return static_cast<int>(std::stoul(digest, nullptr, 16) % 100);
}

Proposal propose(const MerchantOrder& order, const MerchantPlan& plan,
                 const std::set<std::string>& short_of_stock)
{
    Proposal proposal;
    const auto is_short = [&](const AssignRule& rule) {
        return rule.needs_stock && short_of_stock.contains(rule.factory);
    };
    const int share = share_of(order.number);
    for (const auto& rule : plan.assign) {
        if (!fits(rule, order) || !is_in_share(rule, share))
            continue;
        if (is_short(rule)) {
            proposal.without += (proposal.without.empty() ? "" : ", ") + rule.factory;
            continue;
        }
        proposal.factory = rule.factory;
        proposal.rule = rule.source;
        return proposal;
    }
    // Whoever shares with a factory that is short of stock takes over.
    for (const auto& rule : plan.assign) {
        if (proposal.without.empty() || !fits(rule, order) || is_short(rule) || rule.share == 0)
            continue;
        proposal.factory = rule.factory;
        proposal.rule = rule.source;
        return proposal;
    }
    return proposal;
}

} // namespace daifa::reconcile

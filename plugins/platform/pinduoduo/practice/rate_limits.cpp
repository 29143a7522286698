#include "pinduoduo/practice/rate_limits.hpp"

#include <array>

namespace daifa::practice::pinduoduo {
namespace {

struct PublishedLimit {
    std::string_view api;
    Limit shop;
    Limit total;
};

constexpr auto second = Milliseconds(1000);

/// The platform's pages of 2026, for the APIs that this gateway plays.
constexpr std::array<PublishedLimit, 19> published = {{
    {"pdd.fds.order.get", {200, second}, {2000, second}},
    {"pdd.fds.order.list.get", {100, second}, {1000, 2 * second}},
    {"pdd.fds.role.get", {10, second}, {}},
    {"pdd.fds.waybill.get", {}, {1000, second}},
    {"pdd.fds.waybill.return", {}, {2400, second}},
    {"pdd.fds.waybill.cancel", {}, {1000, second}},
    {"pdd.waybill.search", {}, {6000, second}},
    {"pdd.cloudprint.stdtemplates.get", {}, {6000, second}},
    {"pdd.logistics.companies.get", {}, {1200, 10 * second}},
    {"pdd.goods.list.get", {600, 60 * second}, {}},
    {"pdd.goods.skus.get", {}, {1000, second}},
    {"pdd.goods.quantity.update", {}, {4200, second}},
    {"pdd.order.list.get", {10'000, 60 * second}, {17'500, 10 * second}},
    {"pdd.order.number.list.increment.get", {3000, 60 * second}, {}},
    {"pdd.order.information.get", {30'000, 60 * second}, {2000, second}},
    {"pdd.refund.address.list.get", {3000, 60 * second}, {1040, second}},
    {"pdd.logistics.online.send", {}, {5000, second}},
    {"pdd.mall.info.get", {450, second}, {}},
    {"pdd.pmc.accrue.query", {1, second}, {}},
}};

} // namespace

bool RateLimits::take(const Options& options, std::string_view api, std::string_view shop,
                      std::string_view app, TimePoint now)
{
    if (!options.has_limits())
        return true;
    Limit shop_limit;
    Limit total_limit;
    for (const auto& entry : published)
        if (entry.api == api) {
            shop_limit = entry.shop;
            total_limit = entry.total;
        }
    if (const Limit* changed = options.changed_limit(api))
        shop_limit = *changed;

    // Calls without a shop (time, tokens) share the budget of their app.
    const std::string_view caller = shop.empty() ? app : shop;
    Calls* of_shop = nullptr;
    Calls* of_all = nullptr;
    if (shop_limit.calls > 0) {
        of_shop = room(std::string(api) + " " + std::string(caller), shop_limit, now);
        if (of_shop == nullptr)
            return false;
    }
    if (total_limit.calls > 0) {
        of_all = room(std::string(api), total_limit, now);
        if (of_all == nullptr)
            return false;
    }
    if (of_shop != nullptr)
        of_shop->push_back(now);
    if (of_all != nullptr)
        of_all->push_back(now);
    return true;
}

RateLimits::Calls* RateLimits::room(std::string key, const Limit& limit, TimePoint now)
{
    Calls& calls = calls_[std::move(key)];
    // The world's clock was set back: what lies ahead of it says nothing about this stretch.
    if (!calls.empty() && calls.back() > now)
        calls.clear();
    while (!calls.empty() && calls.front() + limit.window <= now)
        calls.pop_front();
    return calls.size() < limit.calls ? &calls : nullptr;
}

} // namespace daifa::practice::pinduoduo

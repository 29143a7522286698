#include "reconcile/merchant_access.hpp"

#include "reconcile/access_check.hpp"

namespace daifa::reconcile {
awaitable<Result<void>> MerchantAccess::check_role()
{
    if (shop_.desk() == nullptr)
        co_return misconfigured("check role", "the platform's plugin knows no merchants' orders");
    const auto access = co_await shop_.platform.check_access();
    // The role's interface is one of the factories' package: who may not call it can be a merchant.
    if (!access && access.error().code == Errc::misconfigured) {
        shop_.platform_health.clear();
        shop_.log.warning("whether the shop has the role of a merchant can not be read",
                          {{"shop", shop_.shop}, {"error", access.error()}});
        co_return Result<void>();
    }
    if (!access)
        co_return access.error();
    if (access->role == ShopRole::factory)
        co_return misconfigured(
            "check role",
            "the authorized shop has the role of a factory (厂家), and its file says role: "
            "merchant: authorize the merchant's own shop, or write role: factory");
    co_return Result<void>();
}

awaitable<Result<void>> MerchantAccess::check_platform()
{
    co_await platform_watch_.measure();
    const auto role = co_await check_role();
    if (!role) {
        if (role.error().operation == "check role")
            shop_.platform_health.note_failure(role.error(), shop_.clock.now());
        co_return role.error();
    }
    auto carriers = co_await shop_.platform.list_carriers();
    if (!carriers)
        co_return carriers.error();
    shop_.carriers = CarrierTable(std::move(*carriers));
    auto addresses = co_await shop_.desk()->list_return_addresses();
    shop_.addresses_problem.reset();
    if (addresses)
        shop_.addresses = std::move(*addresses);
    else
        shop_.addresses_problem = addresses.error();
    if (!is_platform_ready_)
        shop_.started_at = shop_.clock.now();
    is_platform_ready_ = true;
    co_return Result<void>();
}

awaitable<Result<void>> MerchantAccess::check_erp()
{
    if (shop_.erp == nullptr) {
        is_erp_ready_ = true;
        co_return Result<void>();
    }
    co_await erp_watch_.measure();
    const auto found = co_await find_channel();
    is_erp_ready_ =
        found.has_value() || (is_erp_ready_ && found.error().code != Errc::misconfigured);
    co_return found;
}

awaitable<Result<void>> MerchantAccess::find_channel()
{
    const auto channels = co_await shop_.erp->list_channels();
    if (!channels)
        co_return channels.error();
    std::string problem = find_channel_problem(*channels, shop_.plan->channel);
    if (problem.empty())
        co_return Result<void>();
    const Error error = misconfigured("check channel", std::move(problem));
    shop_.erp_health.note_failure(error, shop_.clock.now());
    co_return error;
}

} // namespace daifa::reconcile

#pragma once

#include "reconcile/clock_watch.hpp"
#include "reconcile/merchant_shop.hpp"

#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

namespace daifa::reconcile {

/// Asks whether a merchant's shop may work, and learns what every decision needs: the time, the
/// carriers, where goods are sent back to.
class MerchantAccess {
public:
    MerchantAccess(MerchantShop& shop, ClockWatch& platform_watch, ClockWatch& erp_watch)
        : shop_(shop), platform_watch_(platform_watch), erp_watch_(erp_watch)
    {
    }

    awaitable<Result<void>> check_platform();
    /// Good at once where the merchant has no ERP.
    awaitable<Result<void>> check_erp();

    bool is_platform_ready() const { return is_platform_ready_; }
    bool is_erp_ready() const { return is_erp_ready_; }

private:
    awaitable<Result<void>> check_role();
    awaitable<Result<void>> find_channel();

    MerchantShop& shop_;
    ClockWatch& platform_watch_;
    ClockWatch& erp_watch_;
    bool is_platform_ready_ = false;
    bool is_erp_ready_ = false;
};

} // namespace daifa::reconcile

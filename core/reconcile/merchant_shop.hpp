#pragma once

#include "reconcile/lane.hpp"

#include <daifa/connector/merchant_desk.hpp>

#include <optional>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// What all parts of one merchant's lane share. Everything runs on the engine's thread.
struct MerchantShop {
    ShopId shop = {};
    std::shared_ptr<const ShopPlan> plan; ///< Swapped whole when the configuration is reloaded.
    store::Ledger& ledger;
    PlatformConnector& platform; ///< Guarded.
    ErpConnector* erp =
        nullptr; ///< Guarded; null: the merchant's numbers come from factories only.
    const BudgetView& platform_budget;
    RemoteClock& clock; ///< The platform's time: the time of everything in this lane.
    RemoteClock& erp_clock;
    SideHealth& platform_health;
    SideHealth& erp_health;
    Random& random;
    Log& log;
    CarrierTable carriers = {};
    /// Where buyers send goods back to; nothing until they were read.
    std::optional<std::vector<ReturnAddress>> addresses = {};
    std::optional<Error> addresses_problem = {}; ///< Why they were not.
    TimePoint started_at = {};                   ///< By the platform's clock, once that is known.
    LaneCounters counters = {};
    bool is_stopping = false;

    /// Null where the platform's plugin has no merchants.
    MerchantDesk* desk() { return platform.merchant(); }
};

} // namespace daifa::reconcile

#pragma once

#include "reconcile/lane.hpp"
#include "reconcile/shop_push.hpp"
#include "reconcile/token_keeper.hpp"

#include <memory>
#include <optional>

namespace daifa::reconcile {

/// What a lane is built from. The references outlive it.
struct LaneParts {
    std::shared_ptr<const ShopPlan> plan;
    std::unique_ptr<CredentialCell> credential; ///< The one the platform connector looks at.
    /// The clocks the connectors sign with.
    std::unique_ptr<RemoteClock> platform_clock;
    std::unique_ptr<RemoteClock> erp_clock;
    std::unique_ptr<BudgetView> platform_budget;
    std::unique_ptr<BudgetView> erp_budget;
    int in_flight_max = 64;
    // Last, so that they go first: they look at what stands above.
    std::unique_ptr<PlatformConnector> platform;
    std::unique_ptr<ErpConnector> erp; ///< Null where a merchant has none.
};

/// One look at a shop for people: what runs, what stands still and why.
struct LaneStatus {
    ShopId shop = {};
    std::optional<SideStop> platform_stop = {};
    std::optional<SideStop> erp_stop = {};
    std::optional<store::StoreFailure> store_problem = {};
    std::optional<Error> token_problem = {};
    const Credential* credential = nullptr;
    bool platform_ready = false;
    bool erp_ready = false;
    Milliseconds platform_clock_offset = {};
    Milliseconds erp_clock_offset = {};
    std::optional<TimePoint> platform_pass_at = {}; ///< The last one that came to its end.
    std::optional<TimePoint> erp_pass_at = {};
    int in_flight = 0;
    LaneCounters counters = {};
    std::optional<PushStatus> push = {}; ///< Nothing: the platform tells nothing by itself.
};

} // namespace daifa::reconcile

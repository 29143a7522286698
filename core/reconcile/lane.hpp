#pragma once

#include "reconcile/carrier_table.hpp"
#include "reconcile/decide.hpp"
#include "reconcile/guarded_erp.hpp"
#include "reconcile/guarded_platform.hpp"
#include "reconcile/remote_clock.hpp"
#include "reconcile/side_health.hpp"
#include "schedule/backoff.hpp"
#include "store/ledger.hpp"
#include "strategy/strategy.hpp"

#include <daifa/support/log.hpp>
#include <daifa/support/random.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace daifa::reconcile {

/// How many calls of an api may be sent, for those who plan them.
class BudgetView {
public:
    virtual ~BudgetView() = default;
    virtual int free(const std::string& api) const = 0;
    virtual Milliseconds spacing(const std::string& api) const = 0;
};

/// What a shop's lane did since the daemon started; metrics and status read it.
struct LaneCounters {
    std::int64_t platform_passes = 0;
    std::int64_t erp_passes = 0;
    std::int64_t rows_read = 0;
    std::int64_t orders_new = 0;
    std::int64_t writes_confirmed = 0;
    std::int64_t writes_refused = 0;
    std::int64_t writes_uncertain = 0;
    std::int64_t holes = 0;
};

/// What all parts of one shop's lane share. Everything runs on the engine's thread.
struct Lane {
    ShopId shop = {};
    std::shared_ptr<const ShopPlan> plan; ///< Swapped whole when the configuration is reloaded.
    store::Ledger& ledger;
    PlatformConnector& platform; ///< Guarded.
    ErpConnector& erp;           ///< Guarded.
    const BudgetView& platform_budget;
    const BudgetView& erp_budget;
    RemoteClock& clock; ///< The platform's time: the time of everything in this lane.
    RemoteClock& erp_clock;
    SideHealth& platform_health;
    SideHealth& erp_health;
    Random& random;
    Log& log;
    CarrierTable carriers = {};
    WaybillDesk desk = {};
    TimePoint started_at = {};                 ///< By the platform's clock, once that is known.
    bool is_stopping = false;                  ///< Nothing new is begun.
    std::optional<TimePoint> restored_at = {}; ///< As in `DecideContext`.
    LaneCounters counters = {};
    /// Called when facts made orders due.
    std::function<void()> on_due = {};
    /// What the store fails, each by its name, until that works again.
    std::map<std::string, store::StoreFailure> store_problems = {};

    /// How long to wait after so many attempts of the same work.
    Milliseconds wait_before_retry(int attempts,
                                   std::optional<Milliseconds> asked = std::nullopt) const
    {
        return schedule::backoff(attempts, plan->strategy.retry.delays, asked, random);
    }

    DecideContext decide_context() const { return decide_context(desk); }

    /// With what is known of the contracts besides `desk`; that has to outlive the context.
    DecideContext decide_context(const WaybillDesk& known) const
    {
        return {*plan,
                platform.capabilities(),
                erp.capabilities(),
                carriers,
                known,
                clock.now(),
                started_at,
                restored_at};
    }
};

} // namespace daifa::reconcile

#pragma once

#include "reconcile/access_check.hpp"
#include "reconcile/clock_watch.hpp"
#include "reconcile/driver.hpp"
#include "reconcile/foreign_upload.hpp"
#include "reconcile/guarded_erp.hpp"
#include "reconcile/guarded_platform.hpp"
#include "reconcile/any_lane.hpp"
#include "reconcile/lane_jobs.hpp"
#include "reconcile/observers.hpp"
#include "reconcile/previews.hpp"
#include "reconcile/print_requests.hpp"
#include "reconcile/shop_push.hpp"
#include "reconcile/stock_sync.hpp"
#include "reconcile/token_keeper.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// One order of a plan: what would be done next, and why.
struct PlannedStep {
    OrderId order = {};
    Decision decision = {};
};

/// Of a factory's shop: its jobs, their order, and the doors for people.
class ShopLane : public AnyLane {
public:
    ShopLane(LaneParts parts, store::Ledger& ledger, schedule::Scheduler& scheduler,
             boost::asio::any_io_executor executor, Clock& clock, Random& random, Log& log);
    ~ShopLane() override;

    awaitable<void> load() override;
    awaitable<void> start() override;
    void begin_stop() override;
    awaitable<void> stop() override;
    awaitable<void> change_plan(std::shared_ptr<const ShopPlan> plan) override;
    awaitable<Result<void>> refresh() override;
    awaitable<void> drive_once() override;

    LaneStatus status() const override;
    /// What every order that is not at an end would do next. Changes nothing.
    awaitable<std::vector<PlannedStep>> plan(int limit);
    DecideContext decide_context() const { return lane_.decide_context(); }

    std::string authorize_url(std::string state) const override
    {
        return guarded_platform_.authorize_url(state);
    }
    awaitable<Result<Credential>> authorize(Secret code) override;
    awaitable<Result<Credential>> adopt(Credential credential) override;
    awaitable<Adoption> adopt_uploads(OrderId id, std::vector<WaybillNumber> numbers,
                                      std::string cause)
    {
        return reconcile::adopt_uploads(lane_, std::move(id), std::move(numbers), std::move(cause));
    }
    /// Asks for the labels that were never printed; returns of how many orders.
    awaitable<int> print(PrintWish wish);
    /// Returns for how many orders that was written down.
    awaitable<int> choose(store::ParcelChoice choice, OrderId order, std::string by,
                          std::string reason);
    awaitable<int> ask(LabelAction action, OrderId order, std::string by, std::string reason);
    awaitable<std::optional<Result<LabelPreview>>> preview(OrderId order);
    /// Somebody changed facts by hand: look for due orders now.
    void wake();

    const ShopPlan& shop_plan() const override { return *lane_.plan; }
    TimePoint now() const override { return lane_.clock.now(); }
    const WaybillDesk& waybill_desk() const { return lane_.desk; }
    StockSync& stock() { return stock_; }
    const StockSync& stock() const { return stock_; }
    PlatformConnector& platform() override { return guarded_platform_; }
    std::span<const ErrorRow> platform_errors() const override
    {
        return guarded_platform_.capabilities().errors;
    }
    std::span<const ErrorRow> erp_errors() const override
    {
        return guarded_erp_.capabilities().errors;
    }
    ErpConnector& erp() { return guarded_erp_; }
    PushListener& push() override { return push_; }

private:
    using Again = LaneJobs::Again;

    awaitable<Again> check_access();
    awaitable<Again> observe_platform();
    awaitable<Result<store::RowCounts>> pass_platform();
    awaitable<Again> observe_erp();
    awaitable<Again> drive();
    awaitable<Again> keep_token();
    awaitable<Again> read_contracts();
    awaitable<Again> observe_stock();
    awaitable<Again> drive_stock();
    awaitable<Again> keep_subscribed();
    awaitable<Again> look_at_news();
    /// At one order that a message named.
    awaitable<Result<void>> look_at_told(OrderId order);
    awaitable<Again> watch_platform_clock();
    awaitable<Again> watch_erp_clock();
    void add_jobs();
    /// Before a drive: what the last stop cut off is uncertain; what changed for all orders is
    /// decided.
    awaitable<void> prepare_driving();
    /// Jobs that had nothing to do before: once for each side, whoever found it ready.
    void wake_what_became_ready();
    /// `reading` is the job that reads that side's lists.
    void on_health_change(const std::optional<SideStop>& before, const SideHealth& health,
                          const LaneJobs::Handle& reading);
    void go_on_with_right_clock();
    void go_on_authorized();

    LaneParts parts_;
    SideHealth platform_health_;
    SideHealth erp_health_;
    TokenKeeper keeper_;
    GuardedPlatform guarded_platform_;
    GuardedErp guarded_erp_;
    Lane lane_;
    LaneJobs jobs_;
    ClockWatch platform_watch_;
    ClockWatch erp_watch_;
    AccessCheck access_;
    PlatformObserver platform_observer_;
    ErpObserver erp_observer_;
    ShopPush push_;
    Driver driver_;
    StockSync stock_;

    bool has_doubted_ = false;
    bool is_platform_awake_ = false; ///< Its jobs were woken after it became ready.
    bool is_erp_awake_ = false;
    bool is_checking_access_ = false;
    bool must_decide_all_ = true; ///< The configuration may have changed while nothing ran.
    std::optional<TimePoint> platform_pass_at_;
    std::optional<TimePoint> erp_pass_at_;
    LaneJobs::Handle access_job_;
    LaneJobs::Handle platform_job_;
    LaneJobs::Handle erp_job_;
    LaneJobs::Handle drive_job_;
    LaneJobs::Handle token_job_;
    LaneJobs::Handle contracts_job_;
    LaneJobs::Handle subscription_job_;
    LaneJobs::Handle news_job_;
    LaneJobs::Handle stock_job_;
    LaneJobs::Handle stock_drive_job_;
    LaneJobs::Handle platform_clock_job_;
    LaneJobs::Handle erp_clock_job_;
};

} // namespace daifa::reconcile

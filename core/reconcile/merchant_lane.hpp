#pragma once

#include "reconcile/guarded_erp.hpp"
#include "reconcile/guarded_platform.hpp"
#include "reconcile/any_lane.hpp"
#include "reconcile/lane_jobs.hpp"
#include "reconcile/merchant_access.hpp"
#include "reconcile/merchant_driver.hpp"
#include "reconcile/merchant_proposal.hpp"
#include "reconcile/shop_push.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <optional>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// Of a merchant's shop: its jobs, their order, and the doors for people.
class MerchantLane : public AnyLane {
public:
    MerchantLane(LaneParts parts, store::Ledger& ledger, schedule::Scheduler& scheduler,
                 boost::asio::any_io_executor executor, Clock& clock, Random& random, Log& log);

    awaitable<void> load() override { return keeper_.load(); }
    awaitable<void> start() override;
    void begin_stop() override
    {
        shop_.is_stopping = true;
        jobs_.begin_stop();
    }
    awaitable<void> stop() override;
    awaitable<void> change_plan(std::shared_ptr<const ShopPlan> plan) override;
    awaitable<Result<void>> refresh() override;
    awaitable<void> drive_once() override;

    /// An order that waits for a person, and what the rules propose.
    struct Proposed {
        store::MerchantRecord record = {};
        Proposal proposal = {};
    };
    /// Orders that nobody is known to have, by the rules of `assign`.
    awaitable<std::vector<Proposed>> list_proposals(int limit);
    awaitable<Proposal> propose_for(MerchantOrder order);

    /// What every order that is still to ship would do next. Changes nothing.
    struct Planned {
        store::MerchantRecord record = {};
        MerchantDecision decision = {};
    };
    awaitable<std::vector<Planned>> plan(int limit);
    MerchantContext decide_context() const { return driver_.context(); }
    /// Says that the order may ship with the number it has; false when there is none to ship with.
    awaitable<bool> approve(std::string order, std::string by);
    /// Something is due.
    void wake() { jobs_.wake(drive_job_); }

    LaneStatus status() const override;
    const ShopPlan& shop_plan() const override { return *shop_.plan; }
    TimePoint now() const override { return shop_.clock.now(); }
    PlatformConnector& platform() override { return guarded_platform_; }
    ErpConnector* erp() { return shop_.erp; }
    std::span<const ErrorRow> platform_errors() const override
    {
        return guarded_platform_.capabilities().errors;
    }
    std::span<const ErrorRow> erp_errors() const override
    {
        return shop_.erp == nullptr ? std::span<const ErrorRow>()
                                    : shop_.erp->capabilities().errors;
    }
    const MerchantShop& shop() const { return shop_; }
    PushListener& push() override { return push_; }

    std::string authorize_url(std::string state) const override
    {
        return guarded_platform_.authorize_url(std::move(state));
    }
    awaitable<Result<Credential>> authorize(Secret code) override;
    awaitable<Result<Credential>> adopt(Credential credential) override;

private:
    using Again = LaneJobs::Again;

    awaitable<Again> check_access();
    awaitable<Again> observe_platform();
    awaitable<Result<store::RowCounts>> pass_platform();
    awaitable<Again> keep_subscribed();
    awaitable<Again> look_at_news();
    /// At one order that a message named.
    awaitable<Result<void>> look_at_told(OrderId order);
    awaitable<Again> observe_erp();
    awaitable<Again> observe_factories();
    awaitable<Again> drive();
    awaitable<Again> keep_token() { return keeper_.keep(); }
    awaitable<Again> watch_platform_clock() { return platform_watch_.settle_doubt(); }
    awaitable<Again> watch_erp_clock() { return erp_watch_.settle_doubt(); }
    awaitable<void> prepare_driving();
    void on_health_change(const std::optional<SideStop>& before, const SideHealth& health);
    void wake_all();
    void go_on_authorized();
    bool can_read() const;
    awaitable<std::set<std::string>> find_short(MerchantOrder order);

    LaneParts parts_;
    SideHealth platform_health_;
    SideHealth erp_health_;
    TokenKeeper keeper_;
    GuardedPlatform guarded_platform_;
    std::optional<GuardedErp> guarded_erp_;
    MerchantShop shop_;
    StoreProblems store_problems_;
    LaneJobs jobs_;
    ClockWatch platform_watch_;
    ClockWatch erp_watch_;
    MerchantAccess access_;
    MerchantObserver observer_;
    ShopPush push_;
    MerchantDriver driver_;
    bool must_decide_all_ = true; ///< The configuration may have changed while nothing ran.
    bool is_checking_access_ = false;
    std::optional<TimePoint> platform_pass_at_;
    std::optional<TimePoint> erp_pass_at_;
    LaneJobs::Handle access_job_;
    LaneJobs::Handle platform_job_;
    LaneJobs::Handle erp_job_;
    LaneJobs::Handle factories_job_;
    LaneJobs::Handle drive_job_;
    LaneJobs::Handle subscription_job_;
    LaneJobs::Handle news_job_;
    LaneJobs::Handle token_job_;
    LaneJobs::Handle platform_clock_job_;
    LaneJobs::Handle erp_clock_job_;
};

} // namespace daifa::reconcile

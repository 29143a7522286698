#pragma once

#include "unit/admin/bench_backend.hpp"
#include "unit/reconcile/lane_scene.hpp"

#include <map>
#include <string>

namespace daifa::test {

/// The API over one shop whose lane stands between two scripted sides; its jobs start with `start`.
class BenchLane : public BenchBackend {
public:
    BenchLane() : BenchBackend({"yiwu"})
    {
        reconcile::LaneParts parts;
        parts.plan = plan;
        parts.credential = std::make_unique<reconcile::CredentialCell>();
        parts.platform_clock = std::make_unique<reconcile::RemoteClock>(StoreFixture::clock);
        parts.erp_clock = std::make_unique<reconcile::RemoteClock>(StoreFixture::clock);
        parts.platform_budget = std::make_unique<OpenBudget>();
        parts.erp_budget = std::make_unique<OpenBudget>();
        auto a_platform = std::make_unique<ScriptedPlatform>();
        auto an_erp = std::make_unique<ScriptedErp>();
        platform = a_platform.get();
        erp = an_erp.get();
        platform->can.orders = LaneScene::make_read_capability();
        erp->can.orders = LaneScene::make_read_capability();
        parts.platform = std::move(a_platform);
        parts.erp = std::move(an_erp);
        auto made = std::make_shared<reconcile::ShopLane>(
            std::move(parts), ledger(), scheduler, context.get_executor(), StoreFixture::clock,
            StoreFixture::random, log);
        entries.front().lane = made;
        entries.front().problem = {};
        lane = made.get();
    }

    /// The shop is authorized, and both sides answer the next check of it well.
    void let_in()
    {
        Credential credential;
        credential.access_token = Secret("access");
        credential.expires_at = StoreFixture::clock.now() + 30 * 24h;
        credential.owner_id = "42";
        run(lane->adopt(credential)).value();
        answer_well();
    }

    /// Both sides answer the next look at their access.
    void answer_well()
    {
        platform->times.push_back(StoreFixture::clock.now());
        ShopAccess access;
        access.role = ShopRole::factory;
        platform->accesses.push_back(access);
        platform->carriers.push_back(std::vector<Carrier>{{"YTO", "圆通快递", true}});
        erp->times.push_back(StoreFixture::clock.now());
        ErpChannel channel;
        channel.id = plan->channel;
        channel.is_own_platform = true;
        erp->channels.push_back(std::vector<ErpChannel>{channel});
    }

    /// What the doctor says, by its check; the last word on each.
    std::map<std::string, std::string> examine()
    {
        const auto answer = ask("POST", "/v1/doctor", "{}").second;
        std::map<std::string, std::string> states;
        for (const auto& finding : answer.at("findings").as_array())
            states[text_or(finding.as_object(), "check")] = text_or(finding.as_object(), "state");
        return states;
    }

    /// Starts the lane's jobs and lets them run for a while.
    void start(Milliseconds span = 5s)
    {
        run(lane->start());
        run(StoreFixture::clock.sleep_for(span));
    }

    std::shared_ptr<ShopPlan> plan = LaneScene::make_plan();
    ScriptedPlatform* platform = nullptr;
    ScriptedErp* erp = nullptr;
    RecordingLog log;
    schedule::Scheduler scheduler{context.get_executor(), StoreFixture::clock, log};
    reconcile::ShopLane* lane = nullptr;
};

} // namespace daifa::test

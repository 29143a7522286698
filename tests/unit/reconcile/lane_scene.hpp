#pragma once

#include "reconcile/observers.hpp"
#include "reconcile/token_keeper.hpp"
#include "support/recording_log.hpp"
#include "support/seeded_random.hpp"
#include "unit/reconcile/scripted_erp.hpp"
#include "unit/reconcile/scripted_platform.hpp"
#include "unit/store/store_fixture.hpp"

namespace daifa::test {

using namespace std::chrono_literals;

/// A budget that a test sets.
class OpenBudget : public reconcile::BudgetView {
public:
    int free(const std::string&) const override { return left; }
    Milliseconds spacing(const std::string&) const override { return every; }

    int left = 1'000'000;
    Milliseconds every{0};
};

/// One shop's lane over a real ledger, between two scripted sides, without the jobs that drive it.
struct LaneScene : StoreFixture {
    ScriptedPlatform platform;
    ScriptedErp erp;
    OpenBudget platform_budget;
    OpenBudget erp_budget;
    RecordingLog log;
    SeededRandom seeded;
    reconcile::RemoteClock remote{clock};
    reconcile::RemoteClock erp_remote{clock};
    reconcile::SideHealth platform_health{{1s, 2s, 4s}, seeded};
    reconcile::SideHealth erp_health{{1s, 2s, 4s}, seeded};
    reconcile::CredentialCell cell;
    reconcile::TokenKeeper keeper{shop, cell, platform, *ledger, remote, log};
    reconcile::GuardedPlatform guarded_platform{platform, keeper, platform_health, remote, log};
    reconcile::GuardedErp guarded_erp{erp, erp_health, remote, log};
    std::shared_ptr<ShopPlan> plan = make_plan();
    reconcile::Lane lane{
        shop,       plan,   *ledger,    guarded_platform, guarded_erp, platform_budget,
        erp_budget, remote, erp_remote, platform_health,  erp_health,  seeded,
        log};

    LaneScene()
    {
        lane.carriers =
            reconcile::CarrierTable({{"YTO", "圆通快递", true}, {"SF", "顺丰快递", true}});
        platform.can.orders = make_read_capability();
        erp.can.orders = make_read_capability();
        erp.can.source_number_max = 50;
        erp.can.find_orders_max = 50;
        for (auto* write : {&platform.can.upload, &platform.can.extra_upload, &platform.can.retract,
                            &platform.can.take, &platform.can.cancel_waybill, &platform.can.print,
                            &erp.can.create_order, &erp.can.audit, &erp.can.cancel})
            write->late_arrival = 60s;
    }

    static std::shared_ptr<ShopPlan> make_plan()
    {
        auto made = std::make_shared<ShopPlan>();
        made->id = ShopId("yiwu");
        made->channel = ChannelId("c1");
        made->strategy.download.delay = 0s;
        made->strategy.download.interval = 1min;
        // One settled window of ten minutes, and the last three minutes behind it.
        made->strategy.download.look_back = 13min;
        made->strategy.download.settle = 3min;
        made->strategy.retry.delays = {30s, 2min, 10min};
        return made;
    }

    static ReadCapability make_read_capability()
    {
        ReadCapability can;
        can.window_max = 30min;
        can.history_max = 24h;
        can.time_step = 1ms;
        can.has_total = true;
        return can;
    }
};

} // namespace daifa::test

#include "reconcile/merchant_lane.hpp"
#include "reconcile/push_hub.hpp"

#include "unit/reconcile/lane_scene.hpp"
#include "unit/reconcile/scripted_merchant.hpp"
#include "unit/reconcile/scripted_push.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;
using test::failure;

namespace {

const std::string number = "261127-100000000000001";

/// A merchant's shop with its jobs, beside the platform's messages.
struct Trading : test::StoreFixture {
    struct Platform : test::ScriptedPlatform {
        explicit Platform(Clock& clock) : clock_(clock) {}

        awaitable<Result<TimePoint>> get_time() override { co_return clock_.now(); }
        awaitable<Result<ShopAccess>> check_access() override
        {
            ShopAccess access;
            access.role = ShopRole::merchant;
            co_return access;
        }
        awaitable<Result<std::vector<Carrier>>> list_carriers() override
        {
            co_return std::vector<Carrier>{{"YTO", "圆通快递", true}};
        }

    private:
        Clock& clock_;
    };

    explicit Trading(bool is_authorized = true)
    {
        auto plan = test::LaneScene::make_plan();
        plan->role = TradeRole::merchant;
        plan->strategy.download.interval = 10s;
        plan->strategy.download.interval_with_push = 1h;
        auto platform = std::make_unique<Platform>(clock);
        side = platform.get();
        platform->sells = &desk;
        platform->channel = &channel;
        channel.receipts.emplace_back(Receipt());
        platform->can.merchant_orders = platform->can.merchant_changes =
            test::LaneScene::make_read_capability();
        reconcile::LaneParts parts;
        parts.plan = std::move(plan);
        parts.credential = std::make_unique<reconcile::CredentialCell>();
        parts.platform_clock = std::make_unique<reconcile::RemoteClock>(clock);
        parts.erp_clock = std::make_unique<reconcile::RemoteClock>(clock);
        parts.platform_budget = std::make_unique<test::OpenBudget>();
        parts.erp_budget = std::make_unique<test::OpenBudget>();
        parts.platform = std::move(platform);
        lane = std::make_unique<reconcile::MerchantLane>(
            std::move(parts), *ledger, scheduler, context.get_executor(), clock, seeded, log);
        if (is_authorized)
            adopt(30 * 24h);
        run(lane->start());
        hub.add(lane->push());
        pass(10min);
    }
    ~Trading()
    {
        run(hub.stop());
        run(lane->stop());
    }

    Credential pair(Milliseconds life)
    {
        Credential credential;
        credential.access_token = Secret("access");
        credential.refresh_token = Secret("refresh");
        credential.expires_at = clock.now() + life;
        credential.owner_id = "42";
        return credential;
    }
    void adopt(Milliseconds life) { BOOST_TEST(run(lane->adopt(pair(life))).has_value()); }

    void pass(Milliseconds span) { run(clock.sleep_for(span)); }

    void place()
    {
        MerchantOrder order;
        order.number = number;
        order.confirmed_at = order.updated_at = clock.now();
        desk.orders[number] = order;
    }

    void tell(const MerchantId& merchant = {})
    {
        PushMessage message = test::message_about(number);
        message.order = OrderId{.merchant = merchant, .number = number};
        channel.lines.back()->say(message);
    }

    std::optional<store::MerchantRecord> find()
    {
        return run(ledger->merchant().find_order(shop, number));
    }
    std::int64_t passes() { return lane->status().counters.platform_passes; }

    test::RecordingLog log;
    test::SeededRandom seeded;
    test::ScriptedMerchant desk;
    test::ScriptedChannel channel;
    Platform* side = nullptr;
    schedule::Scheduler scheduler{context.get_executor(), clock, log};
    std::unique_ptr<reconcile::MerchantLane> lane;
    reconcile::PushHub hub{scheduler, context.get_executor(), clock, seeded, log};
};

/// Nobody has granted anything yet.
struct Unauthorized : Trading {
    Unauthorized() : Trading(false) {}
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(merchant_lane, Trading)

BOOST_FIXTURE_TEST_CASE(a_shop_that_is_authorized_later_refreshes_ahead_of_time, Unauthorized)
{
    adopt(8h);
    side->refreshes.push_back(pair(24h));
    pass(7h + 1min);
    BOOST_TEST(side->refreshed_with.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_change_of_plan_outlives_a_ledger_that_fails)
{
    place();
    tell();
    pass(2s);
    const auto before = find().value();
    const std::string file = directory.file("daifa.db");
    test::run_sql(file, "create trigger full before update on merchant_orders begin "
                        "select raise(abort, 'disk full'); end");
    auto plan = std::make_shared<ShopPlan>(lane->shop_plan());
    plan->merchant.ship.is_enabled = false;
    run(lane->change_plan(plan));
    pass(10s);
    BOOST_TEST(lane->status().store_problem.has_value());

    test::run_sql(file, "drop trigger full");
    pass(10s);
    BOOST_TEST(!lane->status().store_problem.has_value());
    BOOST_TEST(find()->revision > before.revision);
}

BOOST_AUTO_TEST_CASE(an_order_that_a_message_names_is_read_at_once_and_the_list_is_not)
{
    BOOST_TEST(lane->status().push->is_healthy);
    const auto before = passes();
    place();
    tell();
    pass(1s);

    BOOST_TEST(find().has_value());
    BOOST_TEST(channel.lines.back()->acknowledged.size() == 1u);
    BOOST_TEST(find()->verdict.difference == "waits_for_number");

    desk.orders[number].is_on_hold = true;
    desk.orders[number].updated_at = clock.now();
    tell();
    pass(1s);
    BOOST_TEST(find()->verdict.difference == "on_hold");
    pass(10min);
    BOOST_TEST(passes() == before);
}

BOOST_AUTO_TEST_CASE(an_order_that_is_not_there_yet_is_asked_for_again)
{
    tell();
    pass(1s);
    BOOST_TEST(channel.lines.back()->acknowledged.empty());
    place();
    pass(5s);

    BOOST_TEST(find().has_value());
    BOOST_TEST(channel.lines.back()->acknowledged.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_factory_s_message_of_the_same_owner_is_not_a_merchant_s)
{
    const int before = desk.looks;
    tell(MerchantId("m1"));
    pass(5s);

    BOOST_TEST(desk.looks == before);
    BOOST_TEST(channel.lines.back()->acknowledged.size() == 1u);
}

BOOST_AUTO_TEST_CASE(without_a_line_the_list_is_read_as_often_as_ever)
{
    channel.refusal = failure(Errc::unavailable);
    channel.lines.back()->hang_up();
    pass(1s);
    BOOST_TEST(!lane->status().push->is_healthy);
    place();
    const auto before = passes();
    pass(1min);

    BOOST_TEST(passes() >= before + 5);
    BOOST_TEST(find().has_value());
}

BOOST_AUTO_TEST_SUITE_END()

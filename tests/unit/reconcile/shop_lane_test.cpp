#include "reconcile/shop_lane.hpp"

#include "unit/reconcile/lane_scene.hpp"
#include "unit/reconcile/scripted_stock.hpp"

#include <boost/asio/detached.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;
using store::OrderState;
using store::WriteKind;
using store::WriteState;
using test::failure;

namespace {

/// A whole shop with its jobs, between two sides that answer as its members say.
struct Shop {
    /// Both sides refuse whoever signs with a time that is more than ten minutes off.
    struct Platform : test::ScriptedPlatform {
        explicit Platform(Shop& shop) : shop_(shop) {}

        awaitable<Result<TimePoint>> get_time() override
        {
            ++shop_.measurements;
            co_return shop_.true_time();
        }
        awaitable<Result<ShopAccess>> check_access() override
        {
            if (auto error = shop_.objection(shop_.platform_clock))
                co_return *error;
            ShopAccess access;
            access.role = shop_.role;
            co_return access;
        }
        awaitable<Result<std::vector<Carrier>>> list_carriers() override
        {
            co_return shop_.carriers;
        }
        awaitable<Result<Page<PlatformOrder>>> list_assigned_orders(PageQuery) override
        {
            ++shop_.lists;
            if (auto error = shop_.objection(shop_.platform_clock))
                co_return *error;
            co_return Page<PlatformOrder>();
        }

    private:
        Shop& shop_;
    };

    struct Erp : test::ScriptedErp {
        explicit Erp(Shop& shop) : shop_(shop) {}

        awaitable<Result<TimePoint>> get_time() override { co_return shop_.true_time(); }
        awaitable<Result<std::vector<ErpChannel>>> list_channels() override
        {
            if (auto error = shop_.objection(shop_.erp_clock))
                co_return *error;
            ErpChannel channel;
            channel.id = ChannelId("c1");
            channel.is_own_platform = true;
            std::vector<ErpChannel> found(1, channel);
            co_return found;
        }
        awaitable<Result<Page<ErpOrder>>> list_changed_orders(ChannelId, PageQuery) override
        {
            if (auto error = shop_.objection(shop_.erp_clock))
                co_return *error;
            co_return Page<ErpOrder>();
        }

    private:
        Shop& shop_;
    };

    test::StoreFixture& base;
    test::RecordingLog log;
    test::SeededRandom random;
    std::vector<Carrier> carriers = {{"YTO", "圆通快递", true}};
    ShopRole role = ShopRole::factory;
    std::optional<Errc> platform_refuses;
    std::optional<Errc> erp_refuses;
    Milliseconds runaway{0}; ///< How far both sides' time has left ours since the start.
    int measurements = 0;
    int lists = 0;
    reconcile::RemoteClock* platform_clock = nullptr;
    reconcile::RemoteClock* erp_clock = nullptr;
    Platform* platform = nullptr;
    Erp* erp = nullptr;
    schedule::Scheduler scheduler;
    std::unique_ptr<reconcile::ShopLane> lane;

    Shop(test::StoreFixture& fixture, const std::string& id,
         std::shared_ptr<ShopPlan> plan = test::LaneScene::make_plan())
        : base(fixture), scheduler(fixture.context.get_executor(), fixture.clock, log)
    {
        reconcile::LaneParts parts;
        plan->id = ShopId(id);
        parts.plan = plan;
        parts.credential = std::make_unique<reconcile::CredentialCell>();
        parts.platform_clock = std::make_unique<reconcile::RemoteClock>(base.clock);
        parts.erp_clock = std::make_unique<reconcile::RemoteClock>(base.clock);
        parts.platform_budget = std::make_unique<test::OpenBudget>();
        parts.erp_budget = std::make_unique<test::OpenBudget>();
        platform_clock = parts.platform_clock.get();
        erp_clock = parts.erp_clock.get();
        auto a_platform = std::make_unique<Platform>(*this);
        auto an_erp = std::make_unique<Erp>(*this);
        platform = a_platform.get();
        erp = an_erp.get();
        platform->can.orders = test::LaneScene::make_read_capability();
        erp->can.orders = test::LaneScene::make_read_capability();
        erp->can.source_number_max = 50;
        erp->can.find_orders_max = 50;
        parts.platform = std::move(a_platform);
        parts.erp = std::move(an_erp);
        lane = std::make_unique<reconcile::ShopLane>(std::move(parts), *base.ledger, scheduler,
                                                     base.context.get_executor(), base.clock,
                                                     random, log);
    }

    void authorize()
    {
        Credential credential;
        credential.access_token = Secret("access");
        credential.refresh_token = Secret("refresh");
        credential.expires_at = base.clock.now() + 30 * 24h;
        credential.owner_id = "42";
        BOOST_TEST(base.run(lane->adopt(credential)).has_value());
    }

    void start() { base.run(lane->start()); }
    void stop() { base.run(lane->stop()); }

    /// Lets time pass and everything happen that happens in it.
    void pass(Milliseconds span) { base.run(base.clock.sleep_for(span)); }

    TimePoint true_time() const { return base.clock.now() + runaway; }

    std::optional<Error> objection(const reconcile::RemoteClock* used) const
    {
        const Milliseconds off = used->now() - true_time();
        if (off > 10min || off < -10min)
            return failure(Errc::misconfigured, "timestamp");
        if (platform_refuses && used == platform_clock)
            return failure(*platform_refuses);
        if (erp_refuses && used == erp_clock)
            return failure(*erp_refuses);
        return std::nullopt;
    }
};

struct Shops : test::StoreFixture {
    Shop one{*this, "yiwu"};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(shop_lane, Shops)

BOOST_AUTO_TEST_CASE(a_clock_that_runs_away_while_the_shop_works_is_measured_again_within_seconds)
{
    one.authorize();
    one.start();
    one.pass(2s);
    BOOST_TEST(!one.lane->status().platform_stop);
    BOOST_TEST(one.lane->status().erp_ready);

    one.runaway = 11min;
    one.pass(5min + 5s);

    BOOST_TEST(!one.lane->status().platform_stop);
    BOOST_TEST(!one.lane->status().erp_stop);
    BOOST_TEST(one.lane->status().erp_ready);
    BOOST_TEST((one.lane->status().platform_clock_offset == 11min));
    BOOST_TEST((one.lane->status().erp_clock_offset == 11min));
    BOOST_TEST((one.lane->status().platform_pass_at > one.true_time() - 5min));
    one.stop();
}

BOOST_AUTO_TEST_CASE(what_is_not_the_clocks_fault_has_it_measured_only_now_and_then)
{
    one.authorize();
    one.start();
    one.pass(2s);
    const int before = one.measurements;

    one.platform_refuses = Errc::misconfigured;
    one.pass(10min);

    BOOST_TEST(one.lane->status().platform_stop.has_value());
    BOOST_TEST(one.measurements > before);
    BOOST_TEST(one.measurements <= before + 60);

    one.platform_refuses.reset();
    one.pass(11min);
    BOOST_TEST(!one.lane->status().platform_stop);
    one.stop();
}

BOOST_AUTO_TEST_CASE(
    a_write_cut_off_by_a_crash_is_uncertain_and_not_sent_again_before_it_was_looked_for)
{
    record(test::make_order("D1"));
    claim(test::make_order("D1").id, "import/1");
    one.authorize();
    one.erp->creates.push_back(CreatedOrder{ErpOrderId("T9"), "r"});
    one.start();

    one.pass(30s);

    const auto import = load(test::make_order("D1").id).writes.at(0);
    BOOST_TEST((import.state == WriteState::uncertain));
    BOOST_TEST(one.erp->drafts.empty());
    BOOST_TEST(!one.erp->asked.empty());
    one.stop();
}

BOOST_AUTO_TEST_CASE(how_long_a_cut_off_request_may_arrive_counts_by_the_platforms_clock)
{
    record(test::make_order("D1"));
    claim(test::make_order("D1").id, "import/1");
    one.runaway = 9min;
    one.authorize();
    one.start();

    one.pass(1s);

    const auto import = load(test::make_order("D1").id).writes.at(0);
    BOOST_TEST((import.state == WriteState::uncertain));
    BOOST_TEST((import.verify_after >= one.true_time() + 58s));
    one.stop();
}

BOOST_AUTO_TEST_CASE(a_dead_token_stops_only_its_own_shop)
{
    Shop other(*this, "jinhua");
    one.authorize();
    one.start();
    other.start();

    one.pass(5min);

    BOOST_TEST(!one.lane->status().token_problem);
    BOOST_TEST(one.lane->status().platform_pass_at.has_value());
    BOOST_TEST(other.lane->status().token_problem.has_value());
    BOOST_TEST(other.lists == 0);
    BOOST_TEST(!other.lane->status().platform_pass_at);

    other.authorize();
    other.pass(5s);
    BOOST_TEST(!other.lane->status().token_problem);
    BOOST_TEST(other.lane->status().platform_pass_at.has_value());
    one.stop();
    other.stop();
}

BOOST_AUTO_TEST_CASE(lists_are_read_again_as_soon_as_any_call_shows_that_the_side_works)
{
    one.authorize();
    one.start();
    one.pass(1min);
    one.platform_refuses = Errc::misconfigured;
    one.pass(5min);
    BOOST_TEST_REQUIRE(one.lane->status().platform_stop.has_value());
    BOOST_TEST_REQUIRE((one.lane->status().platform_stop->next_try > clock.now() + 5s));
    const int lists = one.lists;

    // A person looks, or a write goes through: not the lists' own next try.
    one.platform_refuses.reset();
    BOOST_TEST(run(one.lane->platform().check_access()).has_value());
    one.pass(1s);

    BOOST_TEST(!one.lane->status().platform_stop);
    BOOST_TEST(one.lists > lists);
    one.stop();
}

BOOST_AUTO_TEST_CASE(whoever_finds_a_side_ready_has_its_lists_read)
{
    one.platform_refuses = Errc::misconfigured;
    one.authorize();
    one.start();
    one.pass(5min);
    BOOST_TEST(one.lists == 0);
    BOOST_TEST_REQUIRE((one.lane->status().platform_stop->next_try > clock.now() + 5s));

    // `daifa plan --refresh`, and from then on the shop works.
    one.platform_refuses.reset();
    BOOST_TEST(run(one.lane->refresh()).has_value());
    const int lists = one.lists;
    one.pass(3min);
    BOOST_TEST(one.lists > lists);
    one.stop();
}

BOOST_AUTO_TEST_CASE(a_call_that_shows_that_a_side_works_has_the_access_checked)
{
    one.platform_refuses = Errc::misconfigured;
    one.authorize();
    one.start();
    one.pass(5min);
    BOOST_TEST_REQUIRE((one.lane->status().platform_stop->next_try > clock.now() + 5s));

    one.platform_refuses.reset();
    BOOST_TEST(run(one.lane->platform().check_access()).has_value());
    one.pass(2s);
    BOOST_TEST(one.lane->status().platform_ready);
    BOOST_TEST(one.lists > 0);
    one.stop();
}

BOOST_AUTO_TEST_CASE(orders_wait_no_longer_than_for_the_stop_that_holds_now)
{
    one.authorize();
    one.start();
    one.pass(10s);
    one.erp_refuses = Errc::unauthorized;
    one.pass(30min);
    BOOST_TEST_REQUIRE(one.lane->status().erp_stop.has_value());
    record(test::make_order("D1"));
    run(one.lane->change_plan(std::make_shared<ShopPlan>(one.lane->shop_plan())));
    one.pass(2s);
    BOOST_TEST_REQUIRE((*load(test::make_order("D1").id).verdict.due_at > clock.now() + 3min));

    // Half of it is mended, then the rest; each time a person looks.
    one.erp_refuses = Errc::misconfigured;
    BOOST_TEST(run(one.lane->erp().list_channels()).has_error());
    one.erp_refuses.reset();
    BOOST_TEST(run(one.lane->erp().list_channels()).has_value());
    one.erp->creates.push_back(CreatedOrder{ErpOrderId("T9"), "r"});
    one.pass(2min);
    BOOST_TEST((load(test::make_order("D1").id).verdict.state == OrderState::imported));
    one.stop();
}

BOOST_AUTO_TEST_CASE(a_shop_that_is_no_factory_says_so_and_reads_no_orders)
{
    one.role = ShopRole::merchant;
    one.authorize();
    one.start();

    one.pass(5s);

    BOOST_TEST_REQUIRE(one.lane->status().platform_stop.has_value());
    BOOST_TEST(one.lane->status().platform_stop->needs_person);
    BOOST_TEST(one.lists == 0);
    one.stop();
}

BOOST_AUTO_TEST_CASE(what_was_mended_while_nothing_ran_goes_on_after_the_start)
{
    record(test::make_order("D1"));
    store::Ledger::VerdictUpdate held;
    held.order = test::make_order("D1").id;
    held.revision = load(held.order).revision;
    held.verdict.state = OrderState::held;
    held.verdict.difference = "item_unmapped";
    run(ledger->save_verdicts(shop, std::vector{held}, clock.now()));
    one.authorize();
    one.erp->creates.push_back(CreatedOrder{ErpOrderId("T9"), "r"});
    one.start();

    one.pass(5s);

    BOOST_TEST((load(held.order).verdict.state == OrderState::imported));
    one.stop();
}

BOOST_AUTO_TEST_CASE(a_change_of_plan_outlives_a_store_that_fails)
{
    test::ScriptedStock source;
    test::ScriptedShelf shelf;
    source.has("A", 7);
    shelf.offer("A", 7);
    one.erp->source = &source;
    one.platform->offers = &shelf;
    auto plan = std::make_shared<ShopPlan>(one.lane->shop_plan());
    plan->strategy.stock.is_enabled = true;
    plan->strategy.stock.mode = RepairMode::repair;
    run(one.lane->change_plan(plan));
    one.authorize();
    one.start();
    one.pass(1min);
    BOOST_TEST(shelf.sent.empty());

    const std::string file = directory.file("daifa.db");
    test::run_sql(file, "create trigger full before update on stock_items begin "
                        "select raise(abort, 'disk full'); end");
    auto lower = std::make_shared<ShopPlan>(*plan);
    lower->strategy.stock.max = 5;
    run(one.lane->change_plan(lower));
    one.pass(5s);
    test::run_sql(file, "drop trigger full");
    one.pass(10s);

    BOOST_TEST_REQUIRE(shelf.sent.size() == 1u);
    BOOST_TEST(shelf.sent.front().second == 5);
    one.stop();
}

BOOST_AUTO_TEST_CASE(what_changed_in_the_plan_while_nothing_ran_holds_for_listings_too)
{
    test::ScriptedStock source;
    test::ScriptedShelf shelf;
    source.has("A", 7);
    shelf.offer("A", 7);
    auto plan = std::make_shared<ShopPlan>(one.lane->shop_plan());
    plan->strategy.stock.is_enabled = true;
    plan->strategy.stock.mode = RepairMode::repair;
    one.erp->source = &source;
    one.platform->offers = &shelf;
    run(one.lane->change_plan(plan));
    one.authorize();
    one.start();
    one.pass(1min);
    one.stop();
    BOOST_TEST(shelf.sent.empty());

    auto lower = std::make_shared<ShopPlan>(*plan);
    lower->strategy.stock.max = 5;
    Shop again(*this, "yiwu", lower);
    again.erp->source = &source;
    again.platform->offers = &shelf;
    again.start();
    again.pass(5s);

    BOOST_TEST_REQUIRE(shelf.sent.size() == 1u);
    BOOST_TEST(shelf.sent.front().second == 5);
    again.stop();
}

BOOST_AUTO_TEST_CASE(a_store_that_fails_is_shown_and_nothing_is_sent)
{
    record(test::make_order("D1"));
    one.authorize();
    const std::string file = directory.file("daifa.db");
    test::run_sql(file, "create trigger full before insert on writes begin "
                        "select raise(abort, 'disk full'); end");
    one.start();

    one.pass(5s);
    BOOST_TEST(one.lane->status().store_problem.has_value());
    BOOST_TEST(one.erp->drafts.empty());

    test::run_sql(file, "drop trigger full");
    one.erp->creates.push_back(CreatedOrder{ErpOrderId("T9"), "r"});
    one.pass(5s);
    BOOST_TEST(!one.lane->status().store_problem);
    BOOST_TEST((load(test::make_order("D1").id).verdict.state == OrderState::imported));
    one.stop();
}

BOOST_AUTO_TEST_CASE(a_store_that_fails_one_work_is_shown_without_a_gap_while_others_do_theirs)
{
    record(test::make_order("D1"));
    one.authorize();
    const std::string file = directory.file("daifa.db");
    test::run_sql(file, "create trigger full before update on writes when new.state = 'confirmed' "
                        "begin select raise(abort, 'disk full'); end");
    one.erp->creates.push_back(CreatedOrder{ErpOrderId("T9"), "r"});
    one.start();
    one.pass(1s);

    for (int i = 0; i < 20; ++i) {
        BOOST_TEST(one.lane->status().store_problem.has_value(), i);
        one.pass(170ms);
    }

    test::run_sql(file, "drop trigger full");
    one.pass(5s);
    BOOST_TEST(!one.lane->status().store_problem);
    one.stop();
}

BOOST_AUTO_TEST_SUITE_END()

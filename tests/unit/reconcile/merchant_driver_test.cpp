#include "reconcile/merchant_driver.hpp"
#include "unit/reconcile/lane_scene.hpp"
#include "unit/reconcile/scripted_merchant.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace daifa;
using namespace std::chrono_literals;
using store::MerchantState;
using store::WriteState;
using test::failure;

namespace {

const std::string number = "261127-100000000000001";

/// A merchant's shop, and a factory's in the same ledger, without the jobs that drive them.
struct Trading : test::LaneScene {
    Trading()
    {
        platform.sells = &desk;
        platform.can.merchant_orders = platform.can.merchant_changes = make_read_capability();
        platform.can.ship.late_arrival = 60s;
        plan->role = TradeRole::merchant;
        plan->merchant.ship.mode = RepairMode::repair;
        plan->merchant.ship.return_address = "77";
        BoundFactory bound;
        bound.name = "义乌厂";
        bound.shop = factory;
        bound.binding_name = "某某旗舰店";
        plan->merchant.factories.push_back(bound);
        AssignRule rule;
        rule.factory = bound.name;
        plan->merchant.assign.push_back(rule);
        merchant.carriers = lane.carriers;
    }

    void place(const std::string& order_number = number)
    {
        MerchantOrder order;
        order.number = order_number;
        order.confirmed_at = order.updated_at = clock.now() - 1min;
        order.region = {"浙江省", "金华市", "义乌市"};
        OrderItem item;
        item.product_name = "杯子";
        item.sku_code = "CUP-R";
        item.quantity = 2;
        order.items.push_back(item);
        desk.orders[order_number] = order;
    }

    void assign(const std::string& masked = "D1", bool is_assigned = true)
    {
        const MerchantOrder& order = desk.orders[number];
        auto seen = test::make_order(masked);
        seen.merchant_name = "某某旗舰店";
        seen.region = order.region;
        seen.item = order.items.front();
        seen.is_assigned = is_assigned;
        seen.seller_note = Personal("单号 " + number);
        run(ledger->record_platform_orders(factory, std::vector{seen}, clock.now(), "window", ""));
    }

    /// The factory's ledger has the upload of that number confirmed.
    void upload(const std::string& masked = "D1", const std::string& text = "YTO/YT1")
    {
        const auto id = test::make_order(masked).id;
        store::Claim claim;
        claim.order = id;
        claim.revision = run(ledger->find_order(factory, id))->revision;
        claim.key = "upload/1/" + text;
        claim.kind = store::WriteKind::upload_waybill;
        claim.subject = text;
        run(ledger->claim(factory, std::vector{claim}, clock.now()));
        store::Settlement settlement;
        settlement.order = id;
        settlement.key = claim.key;
        run(ledger->settle(factory, std::vector{settlement}, clock.now()));
    }

    void read()
    {
        const auto result = run(observer.pass_platform());
        BOOST_TEST(result.has_value());
        run(observer.pass_factories());
    }

    /// The jobs at work for a while, as the scheduler runs them.
    void work_for(Milliseconds span)
    {
        const TimePoint end = clock.now() + span;
        while (clock.now() < end) {
            const auto next = run(driver.run());
            const Milliseconds left = std::max<Milliseconds>(end - clock.now(), 1ms);
            clock.advance(std::clamp(next.value_or(left), Milliseconds(1ms), left));
        }
    }

    store::MerchantRecord load()
    {
        return run(ledger->merchant().find_order(shop, number)).value();
    }

    void check(MerchantState state, const std::string& difference = {})
    {
        const auto verdict = load().verdict;
        BOOST_TEST(store::to_text(verdict.state) == store::to_text(state));
        BOOST_TEST(verdict.difference == difference);
    }

    ShopId factory{"factory"};
    test::ScriptedMerchant desk;
    reconcile::MerchantShop merchant{
        shop,   plan,       *ledger,         guarded_platform, nullptr, platform_budget,
        remote, erp_remote, platform_health, erp_health,       seeded,  log};
    reconcile::MerchantObserver observer{merchant};
    reconcile::MerchantDriver driver{merchant, observer, context.get_executor()};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(merchant_driver, Trading)

BOOST_AUTO_TEST_CASE(ships_once_when_the_factory_s_upload_is_confirmed)
{
    place();
    read();
    work_for(1s);
    check(MerchantState::waiting, "waits_for_assignment");

    assign();
    read();
    work_for(1s);
    check(MerchantState::waiting, "waits_for_number");

    upload();
    read();
    work_for(2min);

    BOOST_TEST_REQUIRE(desk.sent.size() == 1u);
    BOOST_TEST(desk.sent[0].order == number);
    BOOST_TEST(desk.sent[0].carrier_code == "YTO");
    BOOST_TEST((desk.sent[0].number == WaybillNumber("YT1")));
    BOOST_TEST(desk.sent[0].return_address == "77");
    check(MerchantState::shipped);
    BOOST_TEST(load().write->request_id == "r-1");
    work_for(1h);
    BOOST_TEST(desk.sent.size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_after_sale_that_the_list_did_not_show_yet_stops_it)
{
    place();
    assign();
    upload();
    read();
    clock.advance(2min);
    desk.orders[number].after_sale = AfterSale::open;
    desk.orders[number].updated_at = clock.now();
    work_for(1min);

    BOOST_TEST(desk.sent.empty());
    BOOST_TEST(desk.looks == 1);
    check(MerchantState::held, "after_sale_open");
}

BOOST_AUTO_TEST_CASE(a_ledger_that_fails_is_not_looked_for_again_without_a_pause)
{
    place();
    assign();
    upload();
    read();
    clock.advance(2min);
    const std::string file = directory.file("daifa.db");
    test::run_sql(file, "create trigger full before update on merchant_orders begin "
                        "select raise(abort, 'disk full'); end");
    BOOST_CHECK_THROW(run(driver.run()), store::StoreFailure);
    BOOST_TEST(desk.looks == 1);

    test::run_sql(file, "drop trigger full");
    work_for(2min);
    check(MerchantState::shipped);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_settled_by_reading)
{
    place();
    assign();
    upload();
    read();
    desk.ship_answers.push_back(failure(Errc::uncertain));
    work_for(5min);

    BOOST_TEST(desk.sent.size() == 1u);
    check(MerchantState::shipped);
    BOOST_TEST((load().write->state == WriteState::confirmed));
}

BOOST_AUTO_TEST_CASE(a_lost_request_is_sent_again_only_after_two_late_looks)
{
    place();
    assign();
    upload();
    read();
    desk.is_lost_before = true;
    desk.ship_answers.push_back(failure(Errc::uncertain));
    work_for(50s);
    BOOST_TEST(desk.sent.size() == 1u);
    check(MerchantState::shipping);

    work_for(10min);
    BOOST_TEST(desk.sent.size() == 2u);
    check(MerchantState::shipped);
}

BOOST_AUTO_TEST_CASE(a_shipment_that_a_stop_cut_off_is_verified_first)
{
    place();
    assign();
    upload();
    read();
    store::MerchantClaim claim;
    claim.revision = load().revision;
    claim.shipment = {number, "YTO", WaybillNumber("YT1"), "77"};
    claim.verdict.state = MerchantState::shipping;
    run(ledger->merchant().claim(shop, std::vector{claim}, clock.now()));
    run(desk.ship(claim.shipment));
    work_for(5min);

    BOOST_TEST(desk.sent.size() == 1u);
    check(MerchantState::shipped);
}

BOOST_AUTO_TEST_CASE(what_a_person_ships_meanwhile_is_not_shipped_again)
{
    place();
    assign();
    upload();
    read();
    auto& order = desk.orders[number];
    clock.advance(2min);
    order.stage = MerchantStage::shipped;
    order.waybill = WaybillNumber("YT9");
    order.updated_at = clock.now();
    work_for(1min);

    BOOST_TEST(desk.sent.empty());
    check(MerchantState::held, "shipped_by_other");
}

BOOST_AUTO_TEST_CASE(a_refusal_waits_for_a_person)
{
    place();
    assign();
    upload();
    read();
    desk.ship_answers.push_back(failure(Errc::rejected, "no such address"));
    work_for(1h);

    BOOST_TEST(desk.sent.size() == 1u);
    check(MerchantState::held, "ship_refused");
}

BOOST_AUTO_TEST_CASE(a_withdrawn_assignment_takes_its_number_along)
{
    place();
    assign();
    upload();
    assign("D1", false);
    read();
    work_for(1min);

    BOOST_TEST(desk.sent.empty());
    check(MerchantState::waiting, "waits_for_assignment");
}

BOOST_AUTO_TEST_CASE(two_orders_with_the_same_note_are_a_person_s)
{
    place();
    assign("D1");
    assign("D2");
    upload("D1");
    read();
    work_for(1min);

    BOOST_TEST(desk.sent.empty());
    check(MerchantState::held, "factory_order_ambiguous");
}

BOOST_AUTO_TEST_CASE(factories_are_read_again_only_when_their_orders_changed)
{
    place();
    assign();
    read();
    const auto before = load();
    read();
    BOOST_TEST(load().revision == before.revision);
    BOOST_TEST(run(observer.pass_factories()) == 0);
    upload();
    BOOST_TEST(run(observer.pass_factories()) == 1);
}

BOOST_AUTO_TEST_CASE(both_lists_are_proven_by_windows)
{
    place();
    read();
    const auto windows = run(ledger->list_windows(shop, false, 10));
    const auto is_proven = [&](store::Stream stream) {
        return std::ranges::any_of(windows, [&](const auto& window) {
            return window.stream == stream && window.state == store::WindowState::proven;
        });
    };
    BOOST_TEST(is_proven(store::Stream::merchant_orders));
    BOOST_TEST(is_proven(store::Stream::merchant_changes));
}

BOOST_AUTO_TEST_CASE(an_order_the_platform_forgot_is_closed)
{
    place();
    assign();
    upload();
    read();
    clock.advance(2min);
    desk.orders.clear();
    work_for(1min);

    BOOST_TEST(desk.sent.empty());
    check(MerchantState::closed);
}

BOOST_AUTO_TEST_CASE(an_order_that_is_not_there_proves_nothing_about_a_lost_shipment)
{
    place();
    assign();
    upload();
    read();
    desk.ship_answers.push_back(failure(Errc::uncertain));
    desk.failures.assign(100, failure(Errc::not_found));
    work_for(5min);
    check(MerchantState::shipping);

    desk.failures.clear();
    work_for(5min);
    check(MerchantState::shipped);
    BOOST_TEST(desk.sent.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

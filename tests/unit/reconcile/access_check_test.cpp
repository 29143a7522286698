#include "reconcile/access_check.hpp"

#include "reconcile/cancel_budget.hpp"
#include "unit/reconcile/lane_scene.hpp"
#include "unit/reconcile/scripted_labels.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using test::failure;

namespace {

struct Checking : test::LaneScene {
    reconcile::ClockWatch platform_watch{remote, clock,
                                         [this] { return guarded_platform.get_time(); }};
    reconcile::ClockWatch erp_watch{erp_remote, clock, [this] { return guarded_erp.get_time(); }};
    reconcile::AccessCheck access{lane, platform_watch, erp_watch};
    test::ScriptedIssuer issuer;
    int new_carriers = 0;

    Checking()
    {
        access.on_new_carriers = [this] { ++new_carriers; };
    }

    Result<void> check_platform(ShopRole role, std::vector<Carrier> carriers)
    {
        ShopAccess answer;
        answer.role = role;
        platform.accesses.push_back(answer);
        platform.carriers.push_back(std::move(carriers));
        return run(access.check_platform());
    }

    void read_contracts(std::int64_t balance)
    {
        platform.issuer = &issuer;
        WaybillContract contract;
        contract.carrier_code = "YTO";
        contract.branch_name = "义乌网点";
        contract.balance = balance;
        contract.addresses = {plan->sender.address};
        issuer.contracts.push_back(std::vector{contract});
        run(reconcile::read_desk(lane));
    }

    Result<void> check_erp(const std::string& id, bool is_own_platform)
    {
        ErpChannel channel;
        channel.id = ChannelId(id);
        channel.is_own_platform = is_own_platform;
        erp.channels.push_back(std::vector{channel});
        return run(access.check_erp());
    }
};

const std::vector<Carrier> yto = {{"YTO", "圆通快递", true}};

} // namespace

BOOST_FIXTURE_TEST_SUITE(access_check, Checking)

BOOST_AUTO_TEST_CASE(the_time_of_the_first_good_answer_is_the_start)
{
    BOOST_TEST(!check_platform(ShopRole::merchant, yto).has_value());
    BOOST_TEST(!access.is_platform_ready());
    BOOST_TEST(platform_health.stop().has_value());

    clock.advance(Milliseconds(5000));
    BOOST_TEST(check_platform(ShopRole::factory, yto).has_value());
    BOOST_TEST(access.is_platform_ready());
    const TimePoint start = remote.now();
    BOOST_TEST((lane.started_at == start));

    clock.advance(Milliseconds(5000));
    check_platform(ShopRole::factory, yto);
    BOOST_TEST((lane.started_at == start));
}

BOOST_AUTO_TEST_CASE(carriers_are_told_when_they_are_others_than_before)
{
    check_platform(ShopRole::factory, yto);
    BOOST_TEST(new_carriers == 1);
    check_platform(ShopRole::factory, yto);
    BOOST_TEST(new_carriers == 1);

    check_platform(ShopRole::factory, {{"SF", "顺丰快递", true}});
    BOOST_TEST(new_carriers == 2);
}

BOOST_AUTO_TEST_CASE(a_branch_that_gets_low_is_told_once_and_once_more_when_it_is_empty)
{
    read_contracts(100);
    BOOST_TEST(log.lines.empty());
    read_contracts(99);
    read_contracts(80);
    BOOST_TEST(log.lines.size() == 1u);
    BOOST_TEST(log.lines.at(0).find("carrier=YTO branch=义乌网点 left=99") != std::string::npos);
    read_contracts(0);
    read_contracts(0);
    BOOST_TEST(log.lines.size() == 2u);

    read_contracts(1000);
    read_contracts(99);
    BOOST_TEST(log.lines.size() == 3u);
}

BOOST_AUTO_TEST_CASE(only_branches_that_the_strategy_can_use_are_told_of)
{
    plan->strategy.waybill.carriers = {"SF"};
    read_contracts(1);
    BOOST_TEST(log.lines.empty());
    plan->strategy.waybill.carrier_for = {{"region:上海市", "YTO"}};
    read_contracts(1);
    BOOST_TEST(log.lines.size() == 1u);
    plan->sender.address.detail += " ";
    BOOST_TEST(reconcile::low_contracts(lane.desk, *plan).empty());
}

BOOST_AUTO_TEST_CASE(contracts_that_are_read_count_what_was_cancelled_before)
{
    lane.desk.cancellations["YTO"] = {WaybillNumber("YT1")};
    read_contracts(100);
    BOOST_TEST(reconcile::begun_cancellations(lane.desk, "YTO") == 0);
}

BOOST_AUTO_TEST_CASE(a_channel_that_is_missing_or_hides_its_orders_is_named)
{
    const auto missing = check_erp("c2", true);
    BOOST_TEST_REQUIRE(missing.has_error());
    BOOST_TEST(missing.error().remote_text.find("\"c1\"") != std::string::npos);

    const auto native = check_erp("c1", false);
    BOOST_TEST_REQUIRE(native.has_error());
    BOOST_TEST(native.error().remote_text.find("自有商城") != std::string::npos);
    BOOST_TEST(!access.is_erp_ready());
    BOOST_TEST(erp_health.stop().has_value());
}

BOOST_AUTO_TEST_CASE(an_erp_stays_ready_while_it_can_not_be_read_and_not_with_a_wrong_channel)
{
    BOOST_TEST(check_erp("c1", true).has_value());
    BOOST_TEST(access.is_erp_ready());

    erp.channels.push_back(failure(Errc::unavailable));
    BOOST_TEST(run(access.check_erp()).has_error());
    BOOST_TEST(access.is_erp_ready());

    check_erp("c2", true);
    BOOST_TEST(!access.is_erp_ready());
}

BOOST_AUTO_TEST_SUITE_END()

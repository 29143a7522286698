#include "unit/reconcile/driving.hpp"
#include "unit/reconcile/scripted_labels.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;
using store::OrderState;
using store::WriteKind;
using store::WriteState;
using test::failure;

namespace {

/// Three orders that the ERP audited and whose numbers come from the platform.
struct DrivingLabels : test::Driving {
    test::ScriptedIssuer issuer;
    test::ScriptedPrinter component;
    const std::vector<std::string> orders = {"D1", "D2", "D3"};

    DrivingLabels() : test::Driving(16)
    {
        give_labels();
        plan->strategy.print.mode = PrintMode::manual;
        platform.issuer = &issuer;
        platform.component = &component;
        platform.can.take.is_repeatable = true;
        for (const auto& number : orders)
            imported(number, ErpStage::in_progress);
    }

    static std::string waybill_of(const std::string& number) { return "YT-" + number + "-1-1-1"; }
    static std::string print_key(const std::string& number)
    {
        return "print/1/YTO/" + waybill_of(number) + "/1";
    }

    static std::vector<std::string> packages(const WaybillRequest& request)
    {
        std::vector<std::string> ids;
        for (const auto& parcel : request.parcels)
            ids.push_back(parcel.package_id);
        return ids;
    }

    /// Every order has its number, by one confirmed take.
    void check_all_taken()
    {
        for (const auto& number : orders) {
            BOOST_TEST((write(number, "take/1/1/1").state == WriteState::confirmed));
            BOOST_TEST(write(number, "take/1/1/1").result == "YTO/" + waybill_of(number));
        }
    }

    static DocumentResult ended(const std::string& number, PrintOutcome outcome)
    {
        return {waybill_of(number), outcome, "paper"};
    }

    /// The daemon died: its claims are doubted as at a start.
    void restart() { run(ledger->doubt_claimed_writes(shop, clock.now(), 60s)); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(driver_labels, DrivingLabels)

BOOST_AUTO_TEST_CASE(one_parcel_that_is_refused_waits_alone)
{
    issuer.takes.push_back(failure(Errc::not_served, "no three-segment code"));
    issuer.takes.push_back(failure(Errc::not_served, "no three-segment code"));

    drive();

    // All together, then each alone.
    BOOST_TEST(issuer.requests.size() == 4u);
    BOOST_TEST((write("D1", "take/1/1/1").state == WriteState::refused));
    BOOST_TEST(order("D1").verdict.difference == "waybill_not_served");
    BOOST_TEST(order("D1").verdict.detail.find("three-segment") != std::string::npos);
    for (const std::string number : {"D2", "D3"}) {
        BOOST_TEST((write(number, "take/1/1/1").state == WriteState::confirmed));
        BOOST_TEST(order(number).verdict.difference.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_lost_answer_for_all_is_asked_for_each_under_its_own_package)
{
    issuer.takes.push_back(failure(Errc::uncertain));

    drive_for(59s);
    BOOST_TEST(issuer.requests.size() == 1u);
    for (const auto& number : orders)
        BOOST_TEST((write(number, "take/1/1/1").state == WriteState::uncertain));

    drive_for(1min);

    check_all_taken();
    BOOST_TEST_REQUIRE(issuer.requests.size() == 4u);
    std::vector<std::string> repeated;
    for (std::size_t i = 1; i < issuer.requests.size(); ++i)
        repeated.push_back(packages(issuer.requests[i]).at(0));
    std::ranges::sort(repeated);
    BOOST_TEST(repeated == packages(issuer.requests[0]));
}

BOOST_AUTO_TEST_CASE(a_death_between_claim_and_answer_takes_no_second_number)
{
    for (const auto& number : orders)
        claim(test::make_order(number).id, "take/1/1/1", WriteKind::take_waybill,
              "YTO/" + number + "-1-1-1");
    restart();

    drive_for(59s);
    BOOST_TEST(issuer.requests.empty());
    drive_for(1min);

    check_all_taken();
    BOOST_TEST(issuer.requests.size() == 3u);
    for (const auto& number : orders)
        BOOST_TEST(write(number, "take/1/1/1").attempts == 1);
}

BOOST_AUTO_TEST_CASE(who_waits_for_one_that_is_withdrawn_goes_on_at_once)
{
    plan->strategy.waybill.joint_parcels = JointParcels::automatic;
    imported("D4", ErpStage::waiting_audit);
    erp.audits.push_back(failure(Errc::unavailable));
    drive();
    for (const auto& number : orders)
        BOOST_TEST(order(number).verdict.rule == store::waits_for_recipient);
    BOOST_TEST(issuer.requests.empty());

    withdraw("D4");
    run(see_withdrawn("D4"));
    drive_for(2s);

    BOOST_TEST_REQUIRE(issuer.requests.size() == 1u);
    BOOST_TEST(issuer.requests[0].parcels.at(0).orders.size() == 3u);
    for (const auto& number : orders)
        BOOST_TEST((write(number, "take/1/1/1").state == WriteState::confirmed));
}

BOOST_AUTO_TEST_CASE(a_number_that_is_there_and_not_told_stops_only_its_order)
{
    for (const auto& number : orders)
        claim(test::make_order(number).id, "take/1/1/1", WriteKind::take_waybill,
              "YTO/" + number + "-1-1-1");
    restart();
    issuer.takes.push_back(failure(Errc::already_taken));

    drive_for(3min);

    int lost = 0;
    for (const auto& number : orders)
        lost += order(number).verdict.difference == "waybill_number_lost" ? 1 : 0;
    BOOST_TEST(lost == 1);
    BOOST_TEST(issuer.requests.size() == 3u);
}

BOOST_AUTO_TEST_CASE(one_label_that_fails_is_printed_again_alone)
{
    plan->strategy.print.mode = PrintMode::automatic;
    component.results.push_back(std::vector{ended("D1", PrintOutcome::printed),
                                            ended("D2", PrintOutcome::failed),
                                            ended("D3", PrintOutcome::printed)});
    component.results.push_back(std::vector{ended("D2", PrintOutcome::printed)});

    drive();
    drive();
    BOOST_TEST(component.tasks.at(0).documents.size() == 3u);
    BOOST_TEST((write("D1", print_key("D1")).state == WriteState::confirmed));
    BOOST_TEST((write("D2", print_key("D2")).state == WriteState::refused));
    BOOST_TEST((write("D3", print_key("D3")).state == WriteState::confirmed));
    BOOST_TEST(order("D2").verdict.difference == "print_refused");

    for (const auto& number : orders)
        platform.shelf[number] = test::make_order(number);
    drive_for(1min);

    BOOST_TEST_REQUIRE(component.tasks.size() == 2u);
    BOOST_TEST(component.tasks[1].documents.size() == 1u);
    BOOST_TEST(component.tasks[1].documents[0].id == waybill_of("D2"));
    BOOST_TEST((write("D2", print_key("D2")).state == WriteState::confirmed));
}

BOOST_AUTO_TEST_CASE(a_label_that_can_not_be_read_in_the_ledger_was_surely_not_printed)
{
    drive();
    plan->strategy.print.mode = PrintMode::automatic;
    run(ledger->make_all_due(shop, clock.now()));
    const std::string file = directory.file("daifa.db");
    test::run_sql(file, "alter table labels rename to elsewhere");
    drive();
    for (const auto& number : orders)
        BOOST_TEST((write(number, print_key(number)).state == WriteState::refused));
    BOOST_TEST(component.tasks.empty());

    test::run_sql(file, "alter table elsewhere rename to labels");
    for (const auto& number : orders)
        component.results.push_back(std::vector{ended(number, PrintOutcome::printed)});
    drive_for(3min);
    BOOST_TEST(!component.tasks.empty());
    for (const auto& number : orders)
        BOOST_TEST(order(number).verdict.difference != "print_unknown");
}

BOOST_AUTO_TEST_CASE(after_a_death_while_printing_the_component_is_asked_and_nothing_printed_twice)
{
    drive();
    plan->strategy.print.mode = PrintMode::automatic;
    for (const auto& number : orders)
        claim(test::make_order(number).id, print_key(number), WriteKind::print_label,
              "YTO/" + waybill_of(number));
    restart();
    for (int i = 0; i < 3; ++i)
        component.found.push_back(std::vector{ended("D1", PrintOutcome::printed),
                                              ended("D2", PrintOutcome::printed),
                                              ended("D3", PrintOutcome::unknown)});

    drive_for(90s);

    BOOST_TEST(component.tasks.empty());
    BOOST_TEST((write("D1", print_key("D1")).state == WriteState::confirmed));
    BOOST_TEST((write("D2", print_key("D2")).state == WriteState::confirmed));
    BOOST_TEST((write("D3", print_key("D3")).state == WriteState::uncertain));
}

BOOST_AUTO_TEST_CASE(an_address_that_changes_gets_another_number_also_when_the_answer_is_lost)
{
    drive();
    check_all_taken();
    auto moved = test::make_order("D1");
    moved.recipient_group = "another street";
    platform.shelf["D1"] = moved;
    record(moved);
    issuer.cancels.push_back(failure(Errc::uncertain));
    issuer.finds.push_back(failure(Errc::not_found));

    drive_for(3min);

    const std::string void_key = "void/1/YTO/" + waybill_of("D1");
    BOOST_TEST((write("D1", void_key).state == WriteState::confirmed));
    BOOST_TEST(write("D1", void_key).attempts == 1);
    BOOST_TEST(write("D1", "take/1/1/2").result == "YTO/YT-D1-1-1-2");
    BOOST_TEST(issuer.requests.size() == 2u);
    BOOST_TEST(order("D2").writes.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()

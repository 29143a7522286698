#include "unit/reconcile/scene.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using store::OrderState;
using store::WriteKind;
using store::WriteState;
using namespace std::chrono_literals;

namespace {

/// YT1 was uploaded, and the ERP shows YT2 by now.
struct Changed : test::Scene {
    Changed()
    {
        shipped_with({"YT2"});
        uploaded("YT1");
        plan.strategy.upload.on_changed_number = OnChangedNumber::retract;
    }

    Step step() const
    {
        const auto decision = decide();
        BOOST_TEST_REQUIRE(decision.step.has_value(), decision.verdict.rule);
        return *decision.step;
    }

    std::string difference() const
    {
        const auto decision = decide();
        BOOST_TEST(!decision.step.has_value());
        return decision.verdict.difference;
    }

    void erp_shows(const std::string& number, const std::string& carrier = "YTO")
    {
        order.erp.back().order.parcels.front().number = WaybillNumber(number);
        order.erp.back().order.parcels.front().carrier.code = carrier;
    }

    store::WriteRecord& retraction(WriteState state)
    {
        auto& made = write(WriteKind::retract_upload, "retract/1/YTO/YT1", state, "YTO/YT1");
        made.claimed_at = made.settled_at = now;
        return made;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(decide_retraction, Changed)

BOOST_AUTO_TEST_CASE(the_old_number_is_taken_off_before_the_new_one_goes)
{
    BOOST_TEST((step().kind == StepKind::retract_upload));
    BOOST_TEST(step().key == "retract/1/YTO/YT1");
    BOOST_TEST(step().carrier_code == "YTO");
    BOOST_TEST(step().numbers.front().text() == "YT1");

    retraction(WriteState::confirmed);
    now += 1s;
    order.platform.read_at = now;
    order.platform.has_waybill = false;
    BOOST_TEST(step().key == "upload/1/YTO/YT2");
}

BOOST_AUTO_TEST_CASE(whether_the_platform_shows_none_is_read_before_the_new_one_goes)
{
    retraction(WriteState::confirmed);
    order.platform.read_at = now - 1s;
    BOOST_TEST((step().kind == StepKind::look_at_platform));

    order.platform.read_at = now + 1s;
    BOOST_TEST(difference() == "uploaded_by_other");
}

BOOST_AUTO_TEST_CASE(another_carrier_of_the_same_number_is_another_number)
{
    erp_shows("YT1");
    BOOST_TEST(difference().empty());

    erp_shows("YT1", "SF");
    BOOST_TEST((step().kind == StepKind::retract_upload));
}

BOOST_AUTO_TEST_CASE(a_number_that_comes_back_goes_up_by_another_write)
{
    erp_shows("YT1");
    retraction(WriteState::confirmed);
    order.platform.read_at = now;
    order.platform.has_waybill = false;
    BOOST_TEST(step().key == "upload/1/YTO/YT1/2");
    BOOST_TEST(step().subject == "YTO/YT1");

    write(WriteKind::upload_waybill, "upload/1/YTO/YT1/2", WriteState::confirmed, "YTO/YT1");
    BOOST_TEST(difference().empty());
    erp_shows("YT2");
    BOOST_TEST(step().key == "retract/1/YTO/YT1/2");
}

BOOST_AUTO_TEST_CASE(the_strategy_may_leave_it_to_a_person)
{
    plan.strategy.upload.on_changed_number = OnChangedNumber::hold;
    BOOST_TEST(difference() == "waybill_mismatch");
    BOOST_TEST(decide().verdict.detail == "YTO/YT1 here, YTO/YT2 in the ERP");
}

BOOST_AUTO_TEST_CASE(no_order_is_left_without_a_number_because_the_new_one_can_not_go)
{
    erp_shows("X2", "HAPPY");
    BOOST_TEST(difference() == "carrier_unmapped");
    BOOST_TEST((decide().verdict.state == OrderState::uploaded));

    erp_shows("YT2");
    plan.strategy.upload.is_enabled = false;
    BOOST_TEST(difference() == "waybill_not_uploaded");
    plan.strategy.upload.is_enabled = true;

    order.platform.is_under_risk_control = true;
    BOOST_TEST(difference() == "risk_control");
    order.platform.is_under_risk_control = false;

    order.platform.is_assigned = false;
    BOOST_TEST(difference() == "withdrawn_after_ship");
}

BOOST_AUTO_TEST_CASE(an_order_that_was_read_long_ago_is_read_again_first)
{
    order.platform.read_at = now - 2min;
    BOOST_TEST((step().kind == StepKind::look_at_platform));
    BOOST_TEST((decide().verdict.state == OrderState::uploaded));
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_while_a_retraction_is_uncertain_and_a_refused_one_is_named)
{
    auto& retract = retraction(WriteState::uncertain);
    retract.verify_after = now;
    order.platform.read_at = now - 1s;
    BOOST_TEST((step().kind == StepKind::verify));

    order.platform.read_at = now;
    retract.state = WriteState::refused;
    retract.failure = Errc::rejected;
    retract.failure_text = "shipped already";
    BOOST_TEST(difference() == "upload_not_retracted");
    BOOST_TEST((decide().verdict.state == OrderState::uploaded));

    retract.retry_after = now;
    BOOST_TEST((step().kind == StepKind::retract_upload));
}

BOOST_AUTO_TEST_CASE(a_number_that_may_still_be_there_lets_no_other_one_go)
{
    retraction(WriteState::given_up).failure_text = "nobody knows";
    BOOST_TEST(difference() == "upload_not_retracted");
    BOOST_TEST(decide().verdict.detail == "nobody knows");
}

BOOST_AUTO_TEST_CASE(with_extra_numbers_a_person_says_which_one_is_the_main_one)
{
    write(WriteKind::upload_extra, "extra/1/YTO/YT3", WriteState::confirmed, "YTO/YT3");
    BOOST_TEST(difference() == "waybill_mismatch");
}

BOOST_AUTO_TEST_SUITE_END()

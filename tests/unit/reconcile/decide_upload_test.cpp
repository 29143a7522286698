#include "reconcile/judge.hpp"
#include "store/ledger.hpp"
#include "unit/reconcile/scene.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using store::OrderState;
using store::WriteKind;
using store::WriteState;
using test::Scene;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(decide_upload)

BOOST_AUTO_TEST_CASE(uploads_what_was_shipped)
{
    Scene scene;
    scene.shipped_with({"YT1"});

    const auto decision = scene.decide();

    BOOST_TEST_REQUIRE(decision.step.has_value());
    BOOST_TEST((decision.step->kind == StepKind::upload_waybill));
    BOOST_TEST(decision.step->key == "upload/1/YTO/YT1");
    BOOST_TEST(decision.step->carrier_code == "YTO");
    BOOST_TEST(decision.step->numbers.front().text() == "YT1");
}

BOOST_AUTO_TEST_CASE(a_reserved_number_is_not_a_shipment)
{
    Scene scene;
    ErpOrder& in_erp = scene.shipped_with({"YT1"});
    in_erp.stage = ErpStage::in_progress;
    for (const auto parts : {PartShipping::wait_all, PartShipping::any}) {
        scene.plan.strategy.upload.part_shipping = parts;
        BOOST_TEST(!scene.decide().step);
    }

    scene.plan.strategy.upload.moment = UploadMoment::reserved;
    BOOST_TEST((scene.decide().step->kind == StepKind::upload_waybill));
}

BOOST_AUTO_TEST_CASE(what_was_read_before_the_start_is_looked_at_on_the_platform_first)
{
    Scene scene;
    // However late the ERP says it left: by then the ledger may have been an older copy.
    scene.shipped_with({"YT1"}).shipped_at = scene.now;
    scene.started_at = scene.now;
    scene.order.platform.read_at = scene.now - 1min;

    const auto decision = scene.decide();
    BOOST_TEST_REQUIRE(decision.step.has_value());
    BOOST_TEST((decision.step->kind == StepKind::look_at_platform));
    BOOST_TEST(decision.verdict.rule == "upload.look");

    scene.order.platform.read_at = scene.now;
    BOOST_TEST((scene.decide().step->kind == StepKind::upload_waybill));
}

BOOST_AUTO_TEST_CASE(an_order_that_was_read_long_ago_is_read_again_before_its_number_goes)
{
    Scene scene;
    scene.shipped_with({"YT1"});
    scene.order.platform.read_at = scene.now - 1min;
    BOOST_TEST((scene.decide().step->kind == StepKind::upload_waybill));

    // Neither older than the strategy says, nor from before the clock went back.
    for (const TimePoint read_at : {scene.now - 1min - 1ms, scene.now + 1ms}) {
        scene.order.platform.read_at = read_at;
        BOOST_TEST((scene.decide().step->kind == StepKind::look_at_platform));
        BOOST_TEST(scene.decide().verdict.rule == "upload.look");
        BOOST_TEST((scene.decide().verdict.state == OrderState::shipped));
    }

    scene.order.platform.read_at = scene.now - 10min;
    scene.plan.strategy.download.fresh = 10min;
    BOOST_TEST((scene.decide().step->kind == StepKind::upload_waybill));
}

BOOST_AUTO_TEST_CASE(what_was_refused_is_read_again_before_it_goes_once_more)
{
    Scene scene;
    scene.shipped_with({"YT1"});
    auto& write =
        scene.write(WriteKind::upload_waybill, "upload/1/YTO/YT1", WriteState::refused, "YTO/YT1");
    write.retry_after = scene.now;
    scene.order.platform.read_at = scene.now - 2min;
    BOOST_TEST((scene.decide().step->kind == StepKind::look_at_platform));

    scene.order.platform.read_at = scene.now;
    BOOST_TEST((scene.decide().step->kind == StepKind::upload_waybill));
}

BOOST_AUTO_TEST_CASE(an_order_is_read_again_before_its_extra_numbers_go)
{
    Scene scene;
    scene.plan.strategy.upload.parcels = UploadParcels::all;
    scene.shipped_with({"YT1", "YT2"});
    scene.uploaded("YT1");
    scene.order.platform.read_at = scene.now - 2min;
    BOOST_TEST((scene.decide().step->kind == StepKind::look_at_platform));
    BOOST_TEST((scene.decide().verdict.state == OrderState::uploaded));

    scene.order.platform.read_at = scene.now;
    BOOST_TEST((scene.decide().step->kind == StepKind::upload_extra));
}

BOOST_AUTO_TEST_CASE(a_number_that_was_given_up_lets_no_other_one_go)
{
    Scene scene;
    scene.shipped_with({"YT2"});
    scene.write(WriteKind::upload_waybill, "upload/1/YTO/YT1", WriteState::given_up, "YTO/YT1");

    const auto decision = scene.decide();

    BOOST_TEST(!decision.step);
    BOOST_TEST(decision.verdict.difference == "upload_refused");
}

BOOST_AUTO_TEST_CASE(a_shipping_time_that_lies_in_the_future_counts_from_its_reading)
{
    Scene scene;
    scene.shipped_with({"YT1"}).shipped_at = scene.now + 11min;
    scene.plan.strategy.upload.delay = 0s;

    const auto decision = scene.decide();

    BOOST_TEST_REQUIRE(decision.step.has_value());
    BOOST_TEST((decision.step->kind == StepKind::upload_waybill));
}

BOOST_AUTO_TEST_CASE(waits_for_the_delay_after_shipping)
{
    Scene scene;
    scene.shipped_with({"YT1"});
    scene.plan.strategy.upload.delay = 2h;

    const auto decision = scene.decide();

    BOOST_TEST(!decision.step);
    BOOST_TEST((decision.verdict.due_at == scene.now - 1min + 2h));
}

BOOST_AUTO_TEST_CASE(waits_until_everything_left_unless_the_first_parcel_is_enough)
{
    Scene scene;
    scene.shipped_with({"YT1"}).stage = ErpStage::part_shipped;
    BOOST_TEST(!scene.decide().step);

    scene.plan.strategy.upload.part_shipping = PartShipping::any;
    BOOST_TEST((scene.decide().step->kind == StepKind::upload_waybill));
}

BOOST_AUTO_TEST_CASE(an_unknown_carrier_holds_this_order)
{
    Scene scene;
    scene.shipped_with({"X1"}, "HAPPY");
    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "carrier_unmapped");

    scene.plan.strategy.upload.carriers["HAPPY"] = "YTO";
    BOOST_TEST((scene.decide().step->kind == StepKind::upload_waybill));
}

BOOST_AUTO_TEST_CASE(
    an_entry_for_a_carrier_that_the_platform_lacks_holds_the_order_and_names_the_entry)
{
    Scene scene;
    scene.shipped_with({"X1"}, "HAPPY");
    scene.plan.strategy.upload.carriers["HAPPY"] = "YT0";

    const auto decision = scene.decide();

    BOOST_TEST(!decision.step);
    BOOST_TEST((decision.verdict.state == OrderState::held));
    BOOST_TEST(decision.verdict.difference == "carrier_unmapped");
    BOOST_TEST(decision.verdict.detail.find("YT0") != std::string::npos);
    BOOST_TEST(decision.verdict.detail.find("upload.carriers") != std::string::npos);
    BOOST_TEST(decision.verdict.detail.find("HAPPY") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_extra_parcel_whose_entry_the_platform_lacks_is_named_too)
{
    Scene scene;
    scene.shipped_with({"YT1", "X2"});
    scene.order.erp.front().order.parcels[1].carrier.code = "HAPPY";
    scene.uploaded("YT1");
    scene.plan.strategy.upload.parcels = UploadParcels::all;
    scene.plan.strategy.upload.carriers["HAPPY"] = "YT0";

    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "carrier_unmapped");
}

BOOST_AUTO_TEST_CASE(an_upload_proved_absent_waits_then_gets_a_name_then_stops_for_a_person)
{
    Scene scene;
    scene.shipped_with({"YT1"});
    auto& upload =
        scene.write(WriteKind::upload_waybill, "upload/1/YTO/YT1", WriteState::refused, "YTO/YT1");
    upload.failure = Errc::uncertain;
    upload.failure_text = "50000";
    upload.retry_after = scene.now + 30s;
    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "");
    BOOST_TEST((scene.decide().verdict.due_at == upload.retry_after));

    upload.attempts = 3;
    BOOST_TEST(scene.decide().verdict.difference == "upload_refused");
    BOOST_TEST((scene.decide().verdict.due_at == upload.retry_after));

    upload.attempts = writes_max;
    upload.retry_after = {};
    BOOST_TEST(!scene.decide().step);
    BOOST_TEST((scene.decide().verdict.state == OrderState::held));
    BOOST_TEST(scene.decide().verdict.difference == "upload_refused");
    BOOST_TEST(scene.decide().verdict.detail == "50000");
    BOOST_TEST(!scene.decide().verdict.due_at);

    upload.retry_after = scene.now;
    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST((scene.decide().step->kind == StepKind::upload_waybill));
}

BOOST_AUTO_TEST_CASE(an_order_for_sf_takes_no_other_carrier)
{
    Scene scene;
    scene.shipped_with({"YT1"});
    scene.order.platform.is_sf_only = true;

    BOOST_TEST(scene.decide().verdict.difference == "carrier_not_allowed");
}

BOOST_AUTO_TEST_CASE(a_number_somebody_else_uploaded_is_left_alone)
{
    Scene scene;
    scene.shipped_with({"YT1"});
    scene.order.platform.has_waybill = true;

    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "uploaded_by_other");
}

BOOST_AUTO_TEST_CASE(what_the_erp_has_of_an_order_that_somebody_else_uploaded_is_looked_up_once)
{
    Scene scene;
    scene.order.platform.has_waybill = true;
    scene.started_at = Scene::start + 30min;
    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST((scene.decide().step->kind == StepKind::look_at_erp));
    BOOST_TEST(scene.decide().verdict.difference == "uploaded_by_other");

    scene.order.erp_read_at = scene.started_at;
    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "uploaded_by_other");
}

BOOST_AUTO_TEST_CASE(a_number_that_appears_after_ours_was_refused_is_somebody_elses)
{
    Scene scene;
    scene.shipped_with({"YT1"});
    auto& upload =
        scene.write(WriteKind::upload_waybill, "upload/1/YTO/YT1", WriteState::refused, "YTO/YT1");
    upload.failure = Errc::uncertain;
    upload.retry_after = scene.now;
    scene.order.platform.has_waybill = true;

    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "uploaded_by_other");
}

BOOST_AUTO_TEST_CASE(no_other_number_goes_while_one_is_under_way)
{
    Scene scene;
    scene.shipped_with({"YT2"});
    auto& upload =
        scene.write(WriteKind::upload_waybill, "upload/1/YTO/YT1", WriteState::claimed, "YTO/YT1");
    upload.claimed_at = scene.now - 1s;

    BOOST_TEST(!scene.decide().step);
    BOOST_TEST((scene.decide().verdict.due_at == upload.claimed_at + store::claim_answer_max));

    upload.claimed_at = scene.now - store::claim_answer_max;
    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST((scene.decide().step->kind == StepKind::verify));
}

BOOST_AUTO_TEST_CASE(after_the_main_number_the_order_is_at_its_end)
{
    Scene scene;
    scene.shipped_with({"YT1", "YT2"});
    scene.uploaded("YT1");

    const auto decision = scene.decide();

    BOOST_TEST(!decision.step);
    BOOST_TEST((decision.verdict.state == OrderState::uploaded));
    BOOST_TEST(!decision.verdict.due_at);
}

BOOST_AUTO_TEST_CASE(extra_parcels_follow_when_the_strategy_says_all)
{
    Scene scene;
    scene.shipped_with({"YT1", "YT2", "YT3"});
    scene.uploaded("YT1");
    scene.plan.strategy.upload.parcels = UploadParcels::all;

    const auto decision = scene.decide();

    BOOST_TEST_REQUIRE(decision.step.has_value());
    BOOST_TEST((decision.step->kind == StepKind::upload_extra));
    BOOST_TEST(decision.step->key == "extra/1/YTO/YT2/YT3");
    BOOST_TEST(decision.step->numbers.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_for_extra_parcels_is_never_repeated_blindly)
{
    Scene scene;
    scene.shipped_with({"YT1", "YT2"});
    scene.uploaded("YT1");
    scene.plan.strategy.upload.parcels = UploadParcels::all;
    scene.write(WriteKind::upload_extra, "extra/1/YTO/YT2", WriteState::uncertain, "YTO/YT2");

    const auto decision = scene.decide();

    BOOST_TEST(!decision.step);
    BOOST_TEST((decision.verdict.state == OrderState::uploaded));
    BOOST_TEST(decision.verdict.difference == "extra_parcel_unverifiable");
}

BOOST_AUTO_TEST_CASE(a_lost_answer_for_extra_parcels_is_repeated_where_that_is_safe)
{
    Scene scene;
    scene.shipped_with({"YT1", "YT2"});
    scene.uploaded("YT1");
    scene.plan.strategy.upload.parcels = UploadParcels::all;
    scene.platform.extra_upload.is_repeatable = true;
    auto& extra =
        scene.write(WriteKind::upload_extra, "extra/1/YTO/YT2", WriteState::uncertain, "YTO/YT2");
    extra.verify_after = scene.now + 60s;

    BOOST_TEST(!scene.decide().step);
    BOOST_TEST((scene.decide().verdict.due_at == extra.verify_after));

    scene.now += 61s;
    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST((scene.decide().step->kind == StepKind::verify));
}

BOOST_AUTO_TEST_CASE(a_number_that_changed_in_the_erp_is_a_difference)
{
    Scene scene;
    scene.shipped_with({"YT9"});
    scene.uploaded("YT1");

    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "waybill_mismatch");
}

BOOST_AUTO_TEST_CASE(the_parts_of_a_split_order_bring_their_parcels_together)
{
    Scene scene;
    scene.imported(ErpStage::split);
    for (const char* part : {"1", "2"}) {
        ErpOrder& order = scene.in_erp(std::string("T1-") + part, ErpStage::shipped);
        Parcel parcel;
        parcel.carrier.code = "YTO";
        parcel.number = WaybillNumber(std::string("YT") + part);
        order.parcels = {parcel};
    }

    const auto decision = scene.decide();

    BOOST_TEST_REQUIRE(decision.step.has_value());
    BOOST_TEST(decision.step->key == "upload/1/YTO/YT1");
}

BOOST_AUTO_TEST_CASE(a_part_that_has_not_left_keeps_the_others_waiting)
{
    Scene scene;
    scene.imported(ErpStage::split);
    Parcel parcel;
    parcel.carrier.code = "YTO";
    parcel.number = WaybillNumber("YT1");
    scene.in_erp("T1-1", ErpStage::shipped).parcels = {parcel};
    scene.in_erp("T1-2", ErpStage::in_progress);
    BOOST_TEST(!scene.decide().step);

    scene.plan.strategy.upload.part_shipping = PartShipping::any;
    BOOST_TEST((scene.decide().step->kind == StepKind::upload_waybill));
}

BOOST_AUTO_TEST_CASE(a_number_on_two_parts_is_one_parcel)
{
    Scene scene;
    scene.imported(ErpStage::split);
    for (const char* part : {"1", "2"}) {
        ErpOrder& order = scene.in_erp(std::string("T1-") + part, ErpStage::shipped);
        for (const std::string number : {"YT1", "YT2"}) {
            Parcel parcel;
            parcel.carrier.code = "YTO";
            parcel.number = WaybillNumber(number);
            order.parcels.push_back(parcel);
        }
    }
    scene.uploaded("YT1");
    scene.plan.strategy.upload.parcels = UploadParcels::all;

    const auto decision = scene.decide();

    BOOST_TEST_REQUIRE(decision.step.has_value());
    BOOST_TEST(decision.step->numbers.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_number_that_went_with_the_assignment_is_named)
{
    Scene scene;
    scene.shipped_with({"YT1"});
    scene.uploaded("YT1");
    scene.order.withdrawn_at = scene.now - 1min;
    BOOST_TEST(scene.decide().verdict.difference == "");

    scene.order.platform.has_waybill = false;
    scene.order.platform.read_at = scene.order.writes.back().settled_at;
    BOOST_TEST(scene.decide().verdict.difference == "");

    scene.order.platform.read_at = scene.now;
    BOOST_TEST(scene.decide().verdict.difference == "upload_gone");
    BOOST_TEST((scene.decide().verdict.state == OrderState::uploaded));

    // The withdrawal itself may have passed unseen.
    scene.order.withdrawn_at.reset();
    BOOST_TEST(scene.decide().verdict.difference == "");
    scene.order.platform.assigned_at = scene.now - 1min;
    BOOST_TEST(scene.decide().verdict.difference == "upload_gone");
}

BOOST_AUTO_TEST_SUITE_END()

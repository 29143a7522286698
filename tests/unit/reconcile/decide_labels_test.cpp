#include "reconcile/labels.hpp"
#include "unit/reconcile/scene.hpp"

#include <daifa/codec/timestamp.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using store::OrderState;
using store::WriteKind;
using store::WriteState;
using namespace std::chrono_literals;

namespace {

struct Labels : test::Scene {
    Labels() { labels_by_platform(); }

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
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(decide_labels, Labels)

BOOST_AUTO_TEST_CASE(a_number_is_taken_once_the_erp_audited_the_order)
{
    auto& in_erp = imported(ErpStage::waiting_audit);
    BOOST_TEST((step().kind == StepKind::audit_order));

    in_erp.stage = ErpStage::in_progress;
    BOOST_TEST((step().kind == StepKind::take_waybill));
    BOOST_TEST(step().key == "take/1/1/1");
    BOOST_TEST(step().subject == "YTO/o1-1-1-1");
    BOOST_TEST(step().template_url == "https://templates.example/YTO");
}

BOOST_AUTO_TEST_CASE(
    an_order_that_was_read_long_ago_is_read_again_before_anything_is_taken_or_printed)
{
    imported(ErpStage::in_progress);
    order.platform.read_at = now - 2min;
    BOOST_TEST((step().kind == StepKind::look_at_platform));
    taken("YTO/YT1");
    BOOST_TEST((step().kind == StepKind::look_at_platform));
    BOOST_TEST(decide().verdict.rule == "print.look");
}

BOOST_AUTO_TEST_CASE(what_another_process_read_is_read_again_before_anything_is_taken_or_printed)
{
    imported(ErpStage::in_progress);
    started_at = now;
    order.platform.read_at = now - 1s;
    BOOST_TEST((step().kind == StepKind::look_at_platform));
    taken("YTO/YT1");
    BOOST_TEST((step().kind == StepKind::look_at_platform));

    order.platform.read_at = now;
    BOOST_TEST((step().kind == StepKind::print_label));
}

BOOST_AUTO_TEST_CASE(the_next_carrier_is_asked_when_one_does_not_serve_and_a_retry_asks_all_again)
{
    imported(ErpStage::in_progress);
    auto& take = write(WriteKind::take_waybill, "take/1/1/1", WriteState::refused, "YTO/o1-1-1-1");
    take.failure = Errc::not_served;
    take.result = "YTO";
    take.failure_text = "region not served";
    BOOST_TEST(step().subject == "SF/o1-1-1-1");

    take.result = "YTO SF";
    BOOST_TEST(difference() == "waybill_not_served");
    BOOST_TEST(decide().verdict.detail == "region not served");

    take.retry_after = now;
    BOOST_TEST(step().subject == "YTO/o1-1-1-1");
}

BOOST_AUTO_TEST_CASE(a_contract_without_numbers_or_with_another_sender_is_passed_over_and_named)
{
    imported(ErpStage::in_progress);
    desk.contracts[0].balance = 0;
    BOOST_TEST(step().carrier_code == "SF");

    desk.contracts[1].addresses[0].detail += " ";
    BOOST_TEST(difference() == "waybill_not_served");
    BOOST_TEST(decide().verdict.detail ==
               "YTO: no numbers left; SF: the contract has another sender address");
}

BOOST_AUTO_TEST_CASE(exceptions_and_sf_only_choose_the_carrier)
{
    imported(ErpStage::in_progress);
    plan.strategy.waybill.carriers = {"YTO"};
    plan.strategy.waybill.carrier_for = {{"region:上海市", "SF"}};
    BOOST_TEST(step().carrier_code == "SF");

    plan.strategy.waybill.carrier_for.clear();
    BOOST_TEST(step().carrier_code == "YTO");

    order.body->is_sf_only = true;
    order.platform.is_sf_only = true;
    BOOST_TEST(step().carrier_code == "SF");
}

BOOST_AUTO_TEST_CASE(a_large_order_goes_into_several_parcels_each_with_a_number_of_its_own)
{
    imported(ErpStage::in_progress);
    order.body->item.quantity = 25;
    plan.strategy.waybill.quantity_per_parcel = 10;
    taken("YTO/YT1");
    BOOST_TEST(step().key == "take/1/2/1");
    taken("YTO/YT2", 2);
    BOOST_TEST(step().key == "take/1/3/1");
    BOOST_TEST(pieces_of(25, 3, 1) == 9);
    BOOST_TEST(pieces_of(25, 3, 2) + pieces_of(25, 3, 3) == 16);
}

BOOST_AUTO_TEST_CASE(a_label_is_printed_once_and_never_again_unasked)
{
    imported(ErpStage::in_progress);
    taken("YTO/YT1");
    BOOST_TEST((step().kind == StepKind::print_label));
    BOOST_TEST(step().key == "print/1/YTO/YT1/1");

    auto& print = printed("YTO/YT1");
    BOOST_TEST(difference() == "waybill_not_in_erp");

    print.state = WriteState::given_up;
    BOOST_TEST(difference() == "print_unknown");

    write(WriteKind::print_label, "print/1/YTO/YT1/2", WriteState::requested, "YTO/YT1");
    BOOST_TEST(step().key == "print/1/YTO/YT1/2");
}

BOOST_AUTO_TEST_CASE(in_manual_mode_a_label_waits_until_somebody_asks)
{
    imported(ErpStage::in_progress);
    plan.strategy.print.mode = PrintMode::manual;
    taken("YTO/YT1");
    BOOST_TEST(!decide().step.has_value());
    printed("YTO/YT1", WriteState::requested);
    BOOST_TEST((step().kind == StepKind::print_label));
}

BOOST_AUTO_TEST_CASE(the_labels_number_is_uploaded_at_the_strategys_moment)
{
    auto& in_erp = imported(ErpStage::in_progress);
    taken("YTO/YT1");
    plan.strategy.upload.moment = UploadMoment::taken;
    BOOST_TEST(step().key == "upload/1/YTO/YT1");

    plan.strategy.upload.moment = UploadMoment::printed;
    BOOST_TEST((step().kind == StepKind::print_label));
    printed("YTO/YT1");
    BOOST_TEST(step().key == "upload/1/YTO/YT1");

    plan.strategy.upload.moment = UploadMoment::shipped;
    BOOST_TEST(!decide().step.has_value());
    in_erp.stage = ErpStage::shipped;
    in_erp.shipped_at = now - 1min;
    order.erp.back().order = in_erp;
    BOOST_TEST(step().key == "upload/1/YTO/YT1");
}

BOOST_AUTO_TEST_CASE(what_the_erp_stops_after_an_early_upload_is_named_and_not_printed)
{
    plan.strategy.upload.moment = UploadMoment::taken;
    imported(ErpStage::in_progress);
    taken("YTO/YT1");
    uploaded("YT1");
    BOOST_TEST((step().kind == StepKind::print_label));

    auto& in_erp = order.erp.back();
    in_erp.order.stage = ErpStage::cancelled;
    BOOST_TEST(difference() == "cancelled_in_erp");
    BOOST_TEST((decide().verdict.state == OrderState::uploaded));
    in_erp.is_missing = true;
    in_erp.order.stage = ErpStage::in_progress;
    BOOST_TEST(difference() == "missing_in_erp");
    in_erp.is_missing = false;
    order.platform.content_digest = "d2";
    BOOST_TEST(difference() == "changed_after_import");
    BOOST_TEST((decide().verdict.state == OrderState::uploaded));

    // Once it has left, nothing in the ERP takes it back.
    in_erp.order.shipped_at = now - 1min;
    BOOST_TEST((step().kind == StepKind::print_label));
    in_erp.order.stage = ErpStage::cancelled;
    BOOST_TEST((step().kind == StepKind::print_label));
}

BOOST_AUTO_TEST_CASE(another_number_in_the_erp_than_on_the_label_is_a_case_for_a_person)
{
    shipped_with({"YT9"});
    taken("YTO/YT1");
    printed("YTO/YT1");
    BOOST_TEST(difference() == "waybill_mismatch");
}

BOOST_AUTO_TEST_CASE(so_it_is_when_the_labels_number_was_uploaded_before_the_goods_left)
{
    plan.strategy.upload.moment = UploadMoment::taken;
    shipped_with({"YT9"});
    taken("YTO/YT1");
    uploaded("YT1");
    BOOST_TEST(difference() == "waybill_mismatch");
    BOOST_TEST(decide().verdict.detail == "YT1 on the label, YT9 in the ERP");
    // Which of them is right is not for daifa to find out.
    plan.strategy.upload.on_changed_number = OnChangedNumber::retract;
    BOOST_TEST(difference() == "waybill_mismatch");

    order.erp.back().order.parcels.front().number = WaybillNumber("YT1");
    BOOST_TEST((step().kind == StepKind::print_label));
}

BOOST_AUTO_TEST_CASE(a_withdrawn_orders_number_is_given_back_unless_it_is_on_paper)
{
    imported(ErpStage::cancelled);
    taken("YTO/YT1");
    order.platform.is_assigned = false;
    BOOST_TEST((step().kind == StepKind::cancel_waybill));
    BOOST_TEST(step().key == "void/1/YTO/YT1");

    plan.strategy.waybill.on_withdraw = OnWithdrawnLabel::keep;
    BOOST_TEST(difference() == "waybill_kept");
    plan.strategy.waybill.on_withdraw = OnWithdrawnLabel::cancel;

    printed("YTO/YT1");
    BOOST_TEST(difference() == "withdrawn_after_print");
    auto& asked =
        write(WriteKind::cancel_waybill, "void/1/YTO/YT1", WriteState::requested, "YTO/YT1");
    BOOST_TEST((step().kind == StepKind::cancel_waybill));

    // What was asked for and refused says so, and is not a fresh case.
    asked.state = WriteState::refused;
    asked.failure = Errc::rejected;
    BOOST_TEST(difference() == "waybill_not_cancelled");
    asked.claimed_at = start;
    BOOST_TEST(difference() == "withdrawn_after_print");
}

BOOST_AUTO_TEST_CASE(what_is_perhaps_on_paper_is_not_given_back)
{
    imported(ErpStage::cancelled);
    taken("YTO/YT1");
    order.platform.is_assigned = false;
    printed("YTO/YT1", WriteState::given_up);
    BOOST_TEST(difference() == "withdrawn_after_print");
}

BOOST_AUTO_TEST_CASE(a_number_is_not_given_back_beyond_the_branchs_share)
{
    imported(ErpStage::cancelled);
    taken("YTO/YT1");
    order.platform.is_assigned = false;
    desk.contracts[0].branch_name = "义乌网点";
    desk.contracts[0].taken = 1000;
    desk.contracts[0].cancelled = 199;
    BOOST_TEST((step().kind == StepKind::cancel_waybill));

    desk.cancellations["YTO"] = {WaybillNumber("YT2")};
    BOOST_TEST(difference() == "waybill_not_cancelled");
    const auto waits = decide().verdict;
    BOOST_TEST(waits.detail == "YTO/YT1: branch 义乌网点: 200 of 1000 numbers are cancelled, 20 % "
                               "may be; tried again at " +
                                   to_utc_text(now + 30min) +
                                   ", or when the branch has given more");
    BOOST_TEST((waits.due_at == now + 30min));

    desk.contracts[0].taken = 1005;
    BOOST_TEST((step().kind == StepKind::cancel_waybill));
}

BOOST_AUTO_TEST_CASE(before_the_contracts_are_read_no_number_is_given_back)
{
    imported(ErpStage::cancelled);
    taken("YTO/YT1");
    order.platform.is_assigned = false;
    desk = {};
    BOOST_TEST(difference().empty());
    BOOST_TEST((decide().verdict.due_at == now + 1s));

    plan.waybill_source = WaybillSource::erp;
    BOOST_TEST((step().kind == StepKind::cancel_waybill));
}

BOOST_AUTO_TEST_CASE(after_a_restore_no_label_of_an_order_from_before_is_printed_unasked)
{
    imported(ErpStage::in_progress);
    taken("YTO/YT1");
    restored_at = order.platform.assigned_at;
    BOOST_TEST((step().kind == StepKind::print_label));
    BOOST_TEST(!step().doubt.empty());

    restored_at = order.platform.assigned_at - 1ms;
    BOOST_TEST(step().doubt.empty());

    // A first copy that was asked for may be there as well, another one or a person's word may not.
    restored_at = now;
    auto& print = printed("YTO/YT1", WriteState::requested);
    BOOST_TEST(!step().doubt.empty());
    print.state = WriteState::refused;
    BOOST_TEST(step().doubt.empty());
    print.state = WriteState::given_up;
    BOOST_TEST(difference() == "print_unknown");
    write(WriteKind::print_label, "print/1/YTO/YT1/2", WriteState::requested, "YTO/YT1");
    BOOST_TEST(step().doubt.empty());
}

BOOST_AUTO_TEST_CASE(a_number_that_got_lost_is_for_a_person_and_no_second_one_is_taken)
{
    imported(ErpStage::in_progress);
    auto& take = write(WriteKind::take_waybill, "take/1/1/1", WriteState::given_up, "YTO/o1-1-1-1");
    take.failure_text = "already taken";
    BOOST_TEST(difference() == "waybill_number_lost");

    take.state = WriteState::uncertain;
    take.verify_after = now + 1min;
    BOOST_TEST(difference().empty());
    take.verify_after = now;
    BOOST_TEST((step().kind == StepKind::verify));
}

BOOST_AUTO_TEST_CASE(who_can_not_be_asked_about_a_label_is_asked_ever_more_rarely)
{
    imported(ErpStage::in_progress);
    taken("YTO/YT1");
    auto& print = printed("YTO/YT1");
    print.state = WriteState::uncertain;
    // Longer than a request may be on its way, as after the third question.
    print.verify_after = now + 12min;
    const auto waiting = decide();
    BOOST_TEST(!waiting.step.has_value());
    BOOST_TEST((waiting.verdict.due_at == print.verify_after));

    // Nobody puts a question off for so long: the clock went back.
    print.verify_after = now + 48h;
    BOOST_TEST((step().kind == StepKind::verify));
}

BOOST_AUTO_TEST_CASE(after_a_cancelled_number_the_parcel_becomes_another_package)
{
    imported(ErpStage::in_progress);
    taken("YTO/YT1");
    write(WriteKind::cancel_waybill, "void/1/YTO/YT1", WriteState::confirmed, "YTO/YT1");
    BOOST_TEST(step().key == "take/1/1/2");
    BOOST_TEST(step().subject == "YTO/o1-1-1-2");
}

BOOST_AUTO_TEST_CASE(a_number_is_given_back_before_the_order_begins_anew)
{
    imported(ErpStage::cancelled);
    taken("YTO/YT1");
    order.withdrawn_at = now - 1h;
    write(WriteKind::cancel_order, "cancel/1/T1", WriteState::confirmed, "T1");
    BOOST_TEST((step().kind == StepKind::cancel_waybill));

    auto& print = printed("YTO/YT1");
    BOOST_TEST(difference() == "withdrawn_after_print");

    print.state = WriteState::refused;
    write(WriteKind::cancel_waybill, "void/1/YTO/YT1", WriteState::confirmed, "YTO/YT1");
    BOOST_TEST((step().kind == StepKind::begin_generation));
}

BOOST_AUTO_TEST_CASE(a_further_parcels_lost_number_is_named_though_the_order_is_uploaded)
{
    imported(ErpStage::shipped);
    taken("YTO/YT1");
    printed("YTO/YT1");
    uploaded("YT1");
    write(WriteKind::take_waybill, "take/1/2/1", WriteState::given_up, "YTO/o1-1-2-1")
        .failure_text = "lost";
    BOOST_TEST(difference() == "waybill_number_lost");
    BOOST_TEST((decide().verdict.state == OrderState::uploaded));
}

BOOST_AUTO_TEST_SUITE_END()

#include "unit/reconcile/scene.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using store::OrderState;
using store::WriteKind;
using store::WriteState;
using namespace std::chrono_literals;

namespace {

/// The number YT1 was taken for an order that lives in another street by now.
struct Moved : test::Scene {
    Moved()
    {
        labels_by_platform();
        imported(ErpStage::in_progress);
        taken("YTO/YT1");
        order.body->recipient_group = "another street";
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

    store::WriteRecord& cancelled(WriteState state)
    {
        auto& made = write(WriteKind::cancel_waybill, "void/1/YTO/YT1", state, "YTO/YT1");
        made.claimed_at = now;
        return made;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(decide_address, Moved)

BOOST_AUTO_TEST_CASE(a_number_for_another_address_is_cancelled_and_a_new_one_taken)
{
    BOOST_TEST((step().kind == StepKind::cancel_waybill));
    BOOST_TEST(step().key == "void/1/YTO/YT1");
    BOOST_TEST(decide().verdict.rule == "address.waybill");

    cancelled(WriteState::confirmed);
    BOOST_TEST((step().kind == StepKind::take_waybill));
    BOOST_TEST(step().key == "take/1/1/2");
}

BOOST_AUTO_TEST_CASE(an_address_that_changes_back_keeps_its_number)
{
    order.body->recipient_group.clear();
    BOOST_TEST((step().kind == StepKind::print_label));
}

BOOST_AUTO_TEST_CASE(the_strategy_leaves_the_number_to_a_person)
{
    plan.strategy.waybill.on_address_change = OnWithdrawnLabel::keep;
    BOOST_TEST(difference() == "address_changed_after_take");
    BOOST_TEST(decide().verdict.detail == "YTO/YT1");

    cancelled(WriteState::requested);
    BOOST_TEST((step().kind == StepKind::cancel_waybill));
}

BOOST_AUTO_TEST_CASE(paper_is_for_a_person_who_cancels_or_prints_again)
{
    printed("YTO/YT1");
    BOOST_TEST(difference() == "address_changed_after_print");
    BOOST_TEST((decide().verdict.state == OrderState::held));

    // A copy that somebody asked for knowing the address is the label to ship with.
    auto& copy =
        write(WriteKind::print_label, "print/1/YTO/YT1/2", WriteState::requested, "YTO/YT1");
    copy.digest = store::address_digest(*order.body);
    BOOST_TEST((step().kind == StepKind::print_label));
    copy.state = WriteState::confirmed;
    BOOST_TEST(difference() == "waybill_not_in_erp");

    order.body->recipient_group = "a third street";
    BOOST_TEST(difference() == "address_changed_after_print");
    cancelled(WriteState::requested);
    BOOST_TEST((step().kind == StepKind::cancel_waybill));
}

BOOST_AUTO_TEST_CASE(what_is_perhaps_on_paper_counts_as_paper)
{
    printed("YTO/YT1", WriteState::given_up);
    BOOST_TEST(difference() == "address_changed_after_print");
}

BOOST_AUTO_TEST_CASE(a_number_that_the_platform_keeps_lets_nothing_be_printed)
{
    auto& refused = cancelled(WriteState::refused);
    refused.failure = Errc::rejected;
    refused.failure_text = "above the cap";
    BOOST_TEST(difference() == "waybill_not_cancelled");
    BOOST_TEST(decide().verdict.detail == "above the cap");
}

BOOST_AUTO_TEST_CASE(goods_that_left_are_uploaded_and_then_shown)
{
    printed("YTO/YT1");
    order.erp.clear();
    in_erp("T1", ErpStage::shipped).shipped_at = now - 1min;
    BOOST_TEST((step().kind == StepKind::upload_waybill));

    uploaded("YTO/YT1");
    order.writes.back().subject = "YTO/YT1";
    BOOST_TEST(difference() == "address_changed_after_print");
    BOOST_TEST((decide().verdict.state == OrderState::uploaded));
}

BOOST_AUTO_TEST_CASE(no_first_label_is_printed_for_a_former_address_when_the_goods_have_left)
{
    plan.strategy.upload.moment = UploadMoment::taken;
    uploaded("YT1");
    in_erp("T1", ErpStage::shipped).shipped_at = now - 1min;
    BOOST_TEST(difference() == "address_changed_after_take");
    BOOST_TEST((decide().verdict.state == OrderState::uploaded));
    BOOST_TEST(decide().verdict.rule == "address");
}

BOOST_AUTO_TEST_CASE(another_region_stops_no_label_and_is_named_for_the_erp)
{
    taken("YTO/YT2");
    order.writes.erase(order.writes.end() - 2);
    order.platform.content_digest = "e1";
    BOOST_TEST((step().kind == StepKind::print_label));

    printed("YTO/YT2");
    BOOST_TEST(difference() == "address_not_in_erp");
    BOOST_TEST(decide().verdict.detail == "YTO/YT2");
    BOOST_TEST((decide().verdict.state == OrderState::imported));

    order.platform.content_digest = "d2";
    BOOST_TEST(difference() == "changed_after_import");
}

BOOST_AUTO_TEST_CASE(a_number_that_was_uploaded_is_retracted_before_it_is_cancelled)
{
    write(WriteKind::upload_waybill, "upload/1/YTO/YT1", WriteState::confirmed, "YTO/YT1");
    order.platform.has_waybill = true;
    plan.strategy.upload.moment = UploadMoment::taken;
    BOOST_TEST(difference() == "address_changed_after_take");
    BOOST_TEST((decide().verdict.state == OrderState::uploaded));

    plan.strategy.upload.on_changed_number = OnChangedNumber::retract;
    BOOST_TEST((step().kind == StepKind::retract_upload));
    BOOST_TEST(step().key == "retract/1/YTO/YT1");

    // Whoever asks for another number wants the upload off as well.
    plan.strategy.upload.on_changed_number = OnChangedNumber::hold;
    cancelled(WriteState::requested);
    BOOST_TEST((step().kind == StepKind::retract_upload));

    write(WriteKind::retract_upload, "retract/1/YTO/YT1", WriteState::confirmed, "YTO/YT1");
    order.platform.has_waybill = false;
    BOOST_TEST((step().kind == StepKind::cancel_waybill));
}

BOOST_AUTO_TEST_CASE(an_extra_number_that_was_uploaded_is_for_a_person)
{
    write(WriteKind::upload_waybill, "upload/1/YTO/YT0", WriteState::confirmed, "YTO/YT0");
    write(WriteKind::upload_extra, "extra/1/YTO/YT1", WriteState::confirmed, "YTO/YT1");
    BOOST_TEST(difference() == "upload_not_retracted");
}

BOOST_AUTO_TEST_SUITE_END()

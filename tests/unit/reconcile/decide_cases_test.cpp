#include "reconcile/cases.hpp"
#include "reconcile/work.hpp"
#include "unit/reconcile/scene.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace daifa;
using namespace daifa::reconcile;
using store::OrderState;
using store::WriteKind;
using store::WriteState;
using namespace std::chrono_literals;

namespace {

struct Decided : test::Scene {
    void person_says(const std::string& choice)
    {
        person_says(decide().verdict.difference, choice);
    }

    /// About the facts as they are now.
    void person_says(const std::string& difference, const std::string& choice)
    {
        const CaseKind* kind = find_case_kind(difference);
        BOOST_TEST_REQUIRE(kind != nullptr, difference);
        BOOST_TEST_REQUIRE(find_choice(*kind, choice) != nullptr, choice);
        BOOST_TEST(is_possible(order, *kind, *find_choice(*kind, choice)), choice);
        std::erase_if(order.decisions,
                      [&](const auto& made) { return made.difference == difference; });
        store::CaseDecision decision;
        decision.generation = order.generation;
        decision.difference = difference;
        decision.subject = case_subject(order, difference);
        decision.choice = choice;
        decision.at = now;
        order.decisions.push_back(decision);
    }

    StepKind step() const
    {
        const auto decision = decide();
        BOOST_TEST_REQUIRE(decision.step.has_value(), decision.verdict.rule);
        return decision.step->kind;
    }

    std::string difference() const { return decide().verdict.difference; }

    /// Nothing is done any more, and nothing is asked.
    bool is_closed() const
    {
        const auto decision = decide();
        return !decision.step && decision.verdict.state == OrderState::closed &&
               decision.verdict.difference.empty() && !decision.verdict.due_at;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(decide_cases, Decided)

BOOST_AUTO_TEST_CASE(an_order_that_is_gone_from_the_erp_is_closed_until_it_turns_up)
{
    imported(ErpStage::in_progress);
    order.erp.front().is_missing = true;
    BOOST_TEST(difference() == "missing_in_erp");

    person_says("closed");
    BOOST_TEST(is_closed());
    BOOST_TEST(decide().verdict.detail == "missing_in_erp: closed");

    order.erp.front().is_missing = false;
    BOOST_TEST((decide().verdict.state == OrderState::imported));
}

BOOST_AUTO_TEST_CASE(cancelled_merged_or_split_in_the_erp_it_is_closed_in_the_same_way)
{
    ErpOrder& in_erp = imported(ErpStage::cancelled);
    for (const auto stage : {ErpStage::cancelled, ErpStage::merged, ErpStage::split}) {
        in_erp.stage = stage;
        order.decisions.clear();
        BOOST_TEST((decide().verdict.state == OrderState::held));
        person_says("closed");
        BOOST_TEST(is_closed());
    }
}

BOOST_AUTO_TEST_CASE(a_change_that_was_accepted_goes_on_and_another_one_is_asked_about_again)
{
    imported(ErpStage::waiting_audit);
    order.platform.content_digest = "d2";
    BOOST_TEST(difference() == "changed_after_import");

    person_says("accepted");
    BOOST_TEST((step() == StepKind::audit_order));

    order.platform.content_digest = "d3";
    BOOST_TEST(difference() == "changed_after_import");
}

BOOST_AUTO_TEST_CASE(an_order_that_changed_is_cancelled_in_the_erp_when_a_person_says_so)
{
    imported(ErpStage::waiting_audit);
    order.platform.content_digest = "d2";
    person_says("cancel");
    BOOST_TEST((step() == StepKind::cancel_order));
    BOOST_TEST(decide().step->key == "cancel/1/T1");

    write(WriteKind::cancel_order, "cancel/1/T1", WriteState::confirmed, "T1").settled_at = now;
    BOOST_TEST(difference() == "cancelled_in_erp");
    person_says("closed");
    BOOST_TEST(is_closed());
}

BOOST_AUTO_TEST_CASE(a_decision_about_our_own_cancellation_stands_when_the_erp_shows_it)
{
    imported(ErpStage::waiting_audit);
    order.erp.front().read_at = now - 1min;
    write(WriteKind::cancel_order, "cancel/1/T1", WriteState::confirmed, "T1").settled_at = now;
    const auto shown = order.erp;
    const std::string before = case_subject(order, "cancelled_in_erp");

    order.erp.clear();
    BOOST_TEST(case_subject(order, "cancelled_in_erp") == before);
    order.erp = shown;
    order.erp.front().order.stage = ErpStage::cancelled;
    order.erp.front().read_at = now + 1s;
    BOOST_TEST(case_subject(order, "cancelled_in_erp") == before);

    // Somebody revived it.
    order.erp.front().order.stage = ErpStage::waiting_audit;
    BOOST_TEST(case_subject(order, "cancelled_in_erp") != before);
}

BOOST_AUTO_TEST_CASE(what_is_merged_can_not_be_cancelled_for_one_of_its_parts)
{
    imported(ErpStage::waiting_audit).source_numbers = {"o1", "o2"};
    const CaseKind* kind = find_case_kind("changed_after_import");
    BOOST_TEST(!is_possible(order, *kind, *find_choice(*kind, "cancel")));
    BOOST_TEST(is_possible(order, *kind, *find_choice(*kind, "accepted")));
}

BOOST_AUTO_TEST_CASE(withdrawn_after_shipping_it_ends_by_decision_and_nothing_is_uploaded)
{
    shipped_with({"YT1"});
    order.platform.is_assigned = false;
    order.withdrawn_at = now;
    BOOST_TEST(difference() == "withdrawn_after_ship");

    person_says("intercepted");
    BOOST_TEST(is_closed());

    // Assigned again it is another matter.
    order.platform.is_assigned = true;
    order.platform.assigned_at = now;
    BOOST_TEST((step() == StepKind::upload_waybill));
    order.platform.is_assigned = false;
    BOOST_TEST(difference() == "withdrawn_after_ship");
}

BOOST_AUTO_TEST_CASE(withdrawn_after_the_upload_it_ends_by_decision_too)
{
    shipped_with({"YT1"});
    uploaded("YT1");
    order.platform.is_assigned = false;
    BOOST_TEST(difference() == "withdrawn_after_ship");

    person_says("settled");
    BOOST_TEST(is_closed());
}

BOOST_AUTO_TEST_CASE(a_strategy_that_leaves_the_cancellation_to_a_person_is_told_by_one)
{
    plan.strategy.audit.on_withdraw = OnWithdraw::hold;
    imported(ErpStage::in_progress);
    order.platform.is_assigned = false;
    BOOST_TEST(difference() == "withdrawn_but_open");

    person_says("cancel");
    BOOST_TEST((step() == StepKind::cancel_order));
    person_says("withdrawn_but_open", "settled");
    BOOST_TEST(is_closed());
}

BOOST_AUTO_TEST_CASE(a_destroyed_labels_number_is_given_back)
{
    labels_by_platform();
    imported(ErpStage::in_progress);
    taken("YTO/YT1");
    printed("YTO/YT1");
    write(WriteKind::cancel_order, "cancel/1/T1", WriteState::confirmed, "T1").settled_at = now;
    order.platform.is_assigned = false;
    BOOST_TEST(difference() == "withdrawn_after_print");

    person_says("destroyed");
    BOOST_TEST((step() == StepKind::cancel_waybill));

    // What is printed after that is another label.
    printed("YTO/YT1").settled_at = now + 1min;
    BOOST_TEST(difference() == "withdrawn_after_print");
    person_says("settled");
    BOOST_TEST(is_closed());
}

BOOST_AUTO_TEST_CASE(a_label_for_another_address_goes_all_the_same_until_the_address_changes_again)
{
    labels_by_platform();
    imported(ErpStage::in_progress);
    taken("YTO/YT1");
    printed("YTO/YT1");
    order.body->recipient_group = "another street";
    BOOST_TEST(difference() == "address_changed_after_print");

    person_says("ship_anyway");
    BOOST_TEST(difference() == "waybill_not_in_erp");
    // Which it does: that is no other case.
    auto gone = *this;
    Parcel parcel;
    parcel.carrier.code = "YTO";
    parcel.number = WaybillNumber("YT1");
    gone.order.erp.front().order.parcels.push_back(parcel);
    gone.order.erp.front().order.stage = ErpStage::shipped;
    BOOST_TEST((gone.step() == StepKind::upload_waybill));
    gone.uploaded("YT1");
    BOOST_TEST(gone.difference().empty());

    order.body->recipient_group = "a third street";
    BOOST_TEST(difference() == "address_changed_after_print");
    person_says("destroyed");
    BOOST_TEST((step() == StepKind::cancel_waybill));
}

BOOST_AUTO_TEST_CASE(a_label_printed_for_a_former_address_is_asked_about_again_once_reopened)
{
    labels_by_platform();
    plan.strategy.waybill.on_address_change = OnWithdrawnLabel::keep;
    imported(ErpStage::in_progress);
    taken("YTO/YT1");
    order.body->recipient_group = "another street";
    BOOST_TEST(difference() == "address_changed_after_take");
    person_says("ship_anyway");

    const auto print = decide().step.value();
    BOOST_TEST((print.kind == StepKind::print_label));
    write(WriteKind::print_label, print.key, WriteState::confirmed, print.subject).digest =
        to_claim(order, print).digest;
    BOOST_TEST(difference() == "waybill_not_in_erp");
    order.decisions.clear();
    BOOST_TEST(difference() == "address_changed_after_print");
}

BOOST_AUTO_TEST_CASE(what_left_for_another_address_is_settled_and_its_label_is_not_destroyed)
{
    labels_by_platform();
    shipped_with({"YT1"});
    taken("YTO/YT1");
    printed("YTO/YT1");
    uploaded("YT1");
    order.body->recipient_group = "another street";
    BOOST_TEST(difference() == "address_changed_after_print");
    const CaseKind* kind = find_case_kind("address_changed_after_print");
    BOOST_TEST(!is_possible(order, *kind, *find_choice(*kind, "destroyed")));

    person_says("ship_anyway");
    BOOST_TEST(difference().empty());
    BOOST_TEST((decide().verdict.state == OrderState::uploaded));
}

BOOST_AUTO_TEST_CASE(a_taken_number_is_replaced_or_kept_as_a_person_says)
{
    labels_by_platform();
    plan.strategy.waybill.on_address_change = OnWithdrawnLabel::keep;
    plan.strategy.print.mode = PrintMode::manual;
    imported(ErpStage::in_progress);
    taken("YTO/YT1");
    order.body->recipient_group = "another street";
    BOOST_TEST(difference() == "address_changed_after_take");

    person_says("ship_anyway");
    BOOST_TEST(difference().empty());
    person_says("address_changed_after_take", "another_number");
    BOOST_TEST((step() == StepKind::cancel_waybill));
}

BOOST_AUTO_TEST_CASE(a_number_that_another_order_holds_is_not_tried_again_but_another_one_is)
{
    shipped_with({"YT1"});
    person_says("waybill_in_use", "closed");
    BOOST_TEST(is_closed());

    order.erp.front().order.parcels.front().number = WaybillNumber("YT2");
    BOOST_TEST((step() == StepKind::upload_waybill));
}

BOOST_AUTO_TEST_CASE(another_number_in_the_erp_is_a_mistake_or_takes_the_place_of_the_uploaded_one)
{
    shipped_with({"YT2"});
    uploaded("YT1");
    BOOST_TEST(difference() == "waybill_mismatch");

    person_says("retract");
    BOOST_TEST((step() == StepKind::retract_upload));
    plan.strategy.upload.parcels = UploadParcels::all;
    person_says("waybill_mismatch", "keep");
    BOOST_TEST(difference().empty());
    BOOST_TEST(!decide().step);

    order.erp.front().order.parcels.front().number = WaybillNumber("YT3");
    BOOST_TEST(difference() == "waybill_mismatch");
}

BOOST_AUTO_TEST_CASE(the_labels_number_goes_although_the_erp_has_another_one)
{
    labels_by_platform();
    shipped_with({"YT9"});
    taken("YTO/YT1");
    printed("YTO/YT1");
    BOOST_TEST(difference() == "waybill_mismatch");
    const CaseKind* kind = find_case_kind("waybill_mismatch");
    BOOST_TEST(!is_possible(order, *kind, *find_choice(*kind, "retract")));

    person_says("keep");
    BOOST_TEST((step() == StepKind::upload_waybill));
    BOOST_TEST(decide().step->subject == "YTO/YT1");

    uploaded("YT1");
    BOOST_TEST(!is_possible(order, *kind, *find_choice(*kind, "retract")));
    BOOST_TEST(difference() == "waybill_mismatch");
    person_says("keep");
    BOOST_TEST(difference().empty());
}

BOOST_AUTO_TEST_CASE(a_merchant_may_agree_to_another_carrier_than_sf)
{
    shipped_with({"YT1"});
    order.platform.is_sf_only = true;
    BOOST_TEST(difference() == "carrier_not_allowed");

    person_says("agreed");
    BOOST_TEST((step() == StepKind::upload_waybill));
    person_says("carrier_not_allowed", "closed");
    BOOST_TEST(is_closed());
}

BOOST_AUTO_TEST_CASE(the_merchants_agreement_outlasts_the_number_that_is_taken_off_for_the_new_one)
{
    shipped_with({"YT2"});
    uploaded("YT1");
    order.platform.is_sf_only = true;
    BOOST_TEST(difference() == "waybill_mismatch");
    person_says("retract");
    BOOST_TEST(difference() == "carrier_not_allowed");
    person_says("agreed");
    BOOST_TEST((step() == StepKind::retract_upload));

    write(WriteKind::retract_upload, "retract/1/YTO/YT1", WriteState::confirmed, "YTO/YT1");
    order.platform.read_at = now;
    order.platform.has_waybill = false;
    BOOST_TEST((step() == StepKind::upload_waybill));
    BOOST_TEST(decide().step->subject == "YTO/YT2");
}

BOOST_AUTO_TEST_CASE(somebody_elses_number_stands)
{
    shipped_with({"YT1"});
    order.platform.has_waybill = true;
    BOOST_TEST(difference() == "uploaded_by_other");

    person_says("theirs");
    BOOST_TEST(is_closed());
}

BOOST_AUTO_TEST_CASE(extra_numbers_that_a_person_entered_are_not_missed)
{
    plan.strategy.upload.parcels = UploadParcels::all;
    platform.extra_waybills_max = 1;
    shipped_with({"YT1", "YT2", "YT3"});
    uploaded("YT1");
    BOOST_TEST(difference() == "extra_parcel");

    person_says("by_hand");
    BOOST_TEST(difference().empty());
    BOOST_TEST((decide().verdict.state == OrderState::uploaded));
}

BOOST_AUTO_TEST_CASE(a_decision_about_another_generation_does_not_count)
{
    imported(ErpStage::in_progress);
    order.erp.front().is_missing = true;
    person_says("missing_in_erp", "closed");

    order.decisions.front().generation = 2;

    BOOST_TEST(difference() == "missing_in_erp");
}

BOOST_AUTO_TEST_CASE(a_closed_order_that_is_taken_away_is_withdrawn)
{
    imported(ErpStage::in_progress);
    order.platform.has_waybill = true;
    person_says("uploaded_by_other", "theirs");
    BOOST_TEST(is_closed());

    order.platform.is_assigned = false;
    BOOST_TEST((step() == StepKind::cancel_order));
}

BOOST_AUTO_TEST_CASE(each_difference_can_be_decided_in_one_way_only)
{
    std::set<std::string_view> names;
    for (const auto& kind : all_case_kinds()) {
        BOOST_TEST(names.insert(kind.difference).second, kind.difference);
        BOOST_TEST(kind.choices.front().name != kind.choices.back().name, kind.difference);
        BOOST_TEST(case_subject(order, kind.difference).size() == 16u, kind.difference);
    }
    BOOST_TEST(case_subject(order, "risk_control").empty());
}

BOOST_AUTO_TEST_SUITE_END()

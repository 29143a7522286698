#include "reconcile/joint_parcels.hpp"
#include "unit/reconcile/scene.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace daifa;
using namespace daifa::reconcile;
using store::OrderState;
using store::ParcelChoice;
using store::WriteKind;
using store::WriteState;
using namespace std::chrono_literals;

namespace {

/// "o1" and "o2" of one merchant and recipient, both audited.
struct Joint : test::Scene {
    Joint()
    {
        labels_by_platform();
        plan.strategy.waybill.joint_parcels = JointParcels::automatic;
        order.body->recipient_group = "R";
        imported(ErpStage::in_progress);
        order.related.push_back(other_like(order, "o2"));
    }

    static store::OrderRecord other_like(const store::OrderRecord& order, const std::string& number)
    {
        store::OrderRecord other = order;
        other.related.clear();
        other.id.number = number;
        other.body->id = other.id;
        return other;
    }

    store::OrderRecord& mate() { return order.related.front(); }

    /// Both have the number, or wait to hear of it.
    std::string taken_jointly(WriteState state = WriteState::confirmed)
    {
        const std::string package = "YTO/" + joint_package("o1-1-1-1", "R", {order.id, mate().id});
        for (auto* one : {&order, &mate()}) {
            store::WriteRecord take;
            take.key = "take/1/1/1";
            take.kind = WriteKind::take_waybill;
            take.state = state;
            take.subject = package;
            take.result = state == WriteState::confirmed ? "YTO/YT1" : "";
            one->writes.push_back(take);
            one->shares_parcel = true;
        }
        return package;
    }

    void add_write(store::OrderRecord& one, WriteKind kind, const std::string& key,
                   WriteState state, const std::string& result = {})
    {
        store::WriteRecord made;
        made.key = key;
        made.kind = kind;
        made.state = state;
        made.subject = "YTO/YT1";
        made.result = result;
        made.settled_at = now;
        one.writes.push_back(made);
    }

    /// As the other order sees it.
    Decision decide_mate() const
    {
        store::OrderRecord other = order.related.front();
        store::OrderRecord back = order;
        back.related.clear();
        other.related.push_back(back);
        return reconcile::decide(other, {plan, platform, erp, carriers, desk, now, started_at});
    }

    StepKind step() const
    {
        const auto decision = decide();
        BOOST_TEST_REQUIRE(decision.step.has_value(), decision.verdict.difference);
        return decision.step->kind;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(decide_joint, Joint)

BOOST_AUTO_TEST_CASE(orders_of_one_recipient_that_are_ready_are_one_package_for_each_of_them)
{
    const auto own = decide();
    const auto others = decide_mate();

    BOOST_TEST_REQUIRE(own.step->joint.size() == 1u);
    BOOST_TEST(own.step->joint[0].order.number == "o2");
    BOOST_TEST(own.step->joint[0].key == "take/1/1/1");
    BOOST_TEST(own.step->subject == others.step->subject);
    BOOST_TEST(own.step->subject.starts_with("YTO/o1-1-1-1-"));
}

BOOST_AUTO_TEST_CASE(who_can_not_share_goes_alone)
{
    const auto is_alone = [&] { return decide().step->subject == "YTO/o1-1-1-1"; };
    plan.strategy.waybill.joint_parcels = JointParcels::never;
    BOOST_TEST(is_alone());
    plan.strategy.waybill.joint_parcels = JointParcels::automatic;

    const auto with = [&](auto change) {
        const auto before = order;
        change();
        const bool alone = is_alone();
        order = before;
        return alone;
    };
    BOOST_TEST(with([&] { order.body->recipient_group.clear(); }));
    BOOST_TEST(with([&] { mate().body->recipient_group = "S"; }));
    BOOST_TEST(with([&] { mate().id.merchant = MerchantId("m2"); }));
    BOOST_TEST(with([&] { mate().platform.is_assigned = false; }));
    BOOST_TEST(with([&] { mate().parcel_choice = ParcelChoice::single; }));
    BOOST_TEST(with([&] { order.parcel_choice = ParcelChoice::single; }));
    plan.strategy.waybill.quantity_per_parcel = 1;
    BOOST_TEST(decide().step->joint.empty());
}

BOOST_AUTO_TEST_CASE(an_order_waits_for_another_that_is_on_its_way_but_not_for_ever)
{
    mate().erp.front().order.stage = ErpStage::waiting_audit;
    plan.strategy.audit.mode = AuditMode::manual;
    plan.strategy.waybill.joint_wait = 50min;
    const auto waiting = decide();
    BOOST_TEST(!waiting.step.has_value());
    BOOST_TEST(waiting.verdict.rule == "waybill.joint");
    BOOST_TEST((waiting.verdict.due_at == start + 70min));

    plan.strategy.waybill.joint_wait = 10min;
    BOOST_TEST(decide().step->joint.empty());
    order.parcel_choice = mate().parcel_choice = ParcelChoice::joint;
    BOOST_TEST(!decide().step.has_value());
}

BOOST_AUTO_TEST_CASE(what_was_refused_for_good_together_is_asked_for_alone)
{
    taken_jointly(WriteState::refused);
    for (auto* one : {&order, &mate()})
        one->writes.back().failure = Errc::rejected;
    BOOST_TEST(decide().step->subject == "YTO/o1-1-1-1");
    for (auto* one : {&order, &mate()}) {
        one->writes.back().failure = Errc::not_served;
        one->writes.back().result = "YTO";
    }
    BOOST_TEST(decide().step->joint.size() == 1u);
    BOOST_TEST(decide().step->carrier_code == "SF");
}

BOOST_AUTO_TEST_CASE(what_is_proposed_waits_for_a_person)
{
    plan.strategy.waybill.joint_parcels = JointParcels::propose;
    BOOST_TEST(decide().verdict.difference == "joint_parcel_proposed");
    BOOST_TEST(decide().verdict.detail == "o2");

    mate().parcel_choice = ParcelChoice::single;
    BOOST_TEST(decide().step->joint.empty());
    order.parcel_choice = mate().parcel_choice = ParcelChoice::joint;
    BOOST_TEST(decide().step->joint.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_asked_for_once_for_the_whole_parcel)
{
    taken_jointly(WriteState::uncertain);
    BOOST_TEST((step() == StepKind::verify));
    BOOST_TEST(!decide_mate().step.has_value());
    BOOST_TEST(decide_mate().verdict.due_at.has_value());
}

BOOST_AUTO_TEST_CASE(one_order_prints_the_label_for_all)
{
    taken_jointly();
    BOOST_TEST((step() == StepKind::print_label));
    BOOST_TEST(!decide_mate().step.has_value());

    // What an order printed that left afterwards is on paper all the same.
    for (const auto state : {WriteState::claimed, WriteState::uncertain, WriteState::confirmed}) {
        auto before = order;
        add_write(order, WriteKind::print_label, "print/1/YTO/YT1/1", state);
        add_write(order, WriteKind::cancel_waybill, "void/1/YTO/YT1", WriteState::confirmed,
                  left_to_mates);
        BOOST_TEST(!decide_mate().step.has_value());
        order = before;
    }
    add_write(order, WriteKind::print_label, "print/1/YTO/YT1/1", WriteState::refused);
    BOOST_TEST(!decide_mate().step.has_value());
    add_write(order, WriteKind::cancel_waybill, "void/1/YTO/YT1", WriteState::confirmed,
              left_to_mates);
    BOOST_TEST((decide_mate().step->kind == StepKind::print_label));
}

BOOST_AUTO_TEST_CASE(a_withdrawn_order_leaves_the_number_to_the_others)
{
    taken_jointly();
    order.platform.is_assigned = false;
    order.erp.front().order.stage = ErpStage::cancelled;
    BOOST_TEST((step() == StepKind::leave_parcel));
    BOOST_TEST((decide_mate().step->kind == StepKind::print_label));

    add_write(mate(), WriteKind::print_label, "print/1/YTO/YT1/1", WriteState::confirmed);
    BOOST_TEST(decide().verdict.difference == "joint_parcel_changed");
    add_write(order, WriteKind::cancel_waybill, "void/1/YTO/YT1", WriteState::requested);
    order.writes.back().claimed_at = now;
    BOOST_TEST((step() == StepKind::leave_parcel));
}

BOOST_AUTO_TEST_CASE(a_refunded_order_has_no_place_in_the_parcel)
{
    taken_jointly();
    order.platform.after_sale = AfterSale::refunded;
    order.erp.front().order.stage = ErpStage::cancelled;
    BOOST_TEST((step() == StepKind::leave_parcel));
    BOOST_TEST((decide_mate().step->kind == StepKind::print_label));
}

BOOST_AUTO_TEST_CASE(the_number_is_given_back_once_when_all_are_withdrawn)
{
    taken_jointly();
    for (auto* one : {&order, &mate()}) {
        one->platform.is_assigned = false;
        one->erp.front().order.stage = ErpStage::cancelled;
    }
    BOOST_TEST((step() == StepKind::cancel_waybill));
    BOOST_TEST((decide_mate().step->kind == StepKind::leave_parcel));

    add_write(order, WriteKind::cancel_waybill, "void/1/YTO/YT1", WriteState::claimed);
    BOOST_TEST(!decide_mate().step.has_value());
    order.writes.back().state = WriteState::confirmed;
    BOOST_TEST((decide_mate().verdict.state == OrderState::withdrawn));
    order.writes.back().result = left_to_mates;
    BOOST_TEST((decide_mate().step->kind == StepKind::cancel_waybill));
}

BOOST_AUTO_TEST_CASE(an_order_whose_number_another_one_gave_back_takes_a_new_one)
{
    taken_jointly();
    order.parcel_choice = ParcelChoice::single;
    add_write(mate(), WriteKind::cancel_waybill, "void/1/YTO/YT1", WriteState::confirmed);
    BOOST_TEST(decide().step->key == "take/1/1/2");
}

BOOST_AUTO_TEST_CASE(who_has_another_recipient_now_is_named_and_keeps_the_others_from_nothing)
{
    taken_jointly();
    order.body->recipient_group = "S";
    BOOST_TEST(decide().verdict.difference == "joint_parcel_changed");
    BOOST_TEST((decide_mate().step->kind == StepKind::print_label));

    order.parcel_choice = ParcelChoice::single;
    BOOST_TEST((step() == StepKind::leave_parcel));
}

BOOST_AUTO_TEST_CASE(nothing_is_printed_while_one_of_the_parcel_is_stopped)
{
    taken_jointly();
    mate().platform.after_sale = AfterSale::open;
    BOOST_TEST(decide().verdict.difference == "joint_parcel_waits");
    BOOST_TEST(decide().verdict.detail == "o2");
    order.parcel_choice = ParcelChoice::single;
    BOOST_TEST((step() == StepKind::leave_parcel));
}

BOOST_AUTO_TEST_CASE(who_waits_for_a_label_that_another_order_can_not_print_says_so)
{
    taken_jointly();
    BOOST_TEST(decide_mate().verdict.difference == "");
    order.verdict.difference = "changed_after_import";
    BOOST_TEST(decide_mate().verdict.difference == "joint_parcel_waits");
    BOOST_TEST(decide_mate().verdict.detail == "o1");
    // So it does when nobody knows whether the label is on paper.
    add_write(order, WriteKind::print_label, "print/1/YTO/YT1/1", WriteState::given_up);
    order.verdict.difference = "print_unknown";
    BOOST_TEST(decide_mate().verdict.difference == "joint_parcel_waits");
    order.writes.back().state = WriteState::confirmed;
    BOOST_TEST(decide_mate().verdict.difference != "joint_parcel_waits");
}

BOOST_AUTO_TEST_CASE(of_a_closed_order_another_one_prints_the_label_and_it_comes_out_once)
{
    taken_jointly();
    add_write(order, WriteKind::print_label, "print/1/YTO/YT1/1", WriteState::refused);
    order.verdict.state = OrderState::closed;
    BOOST_TEST((decide_mate().step->kind == StepKind::print_label));
    BOOST_TEST((step() == StepKind::print_label));

    // Printed there, it does not come out here when the order is opened again.
    add_write(mate(), WriteKind::print_label, "print/1/YTO/YT1/1", WriteState::confirmed);
    BOOST_TEST(!decide().step.has_value());
    order.writes.back().state = WriteState::requested;
    BOOST_TEST(!decide().step.has_value());
}

BOOST_AUTO_TEST_CASE(who_leaves_a_parcel_for_another_address_takes_its_upload_back_first)
{
    taken_jointly();
    order.writes.back().digest = store::address_digest(*order.body);
    uploaded("YT1");
    plan.strategy.upload.on_changed_number = OnChangedNumber::retract;
    order.body->recipient_group = "S";
    BOOST_TEST(decide().verdict.difference == "joint_parcel_changed");

    order.parcel_choice = ParcelChoice::single;
    BOOST_TEST((step() == StepKind::retract_upload));
    add_write(order, WriteKind::retract_upload, decide().step->key, WriteState::confirmed,
              "YTO/YT1");
    order.platform.has_waybill = false;
    BOOST_TEST((step() == StepKind::leave_parcel));
}

BOOST_AUTO_TEST_CASE(who_stays_asks_about_the_print_of_one_who_left)
{
    taken_jointly();
    add_write(order, WriteKind::print_label, "print/1/YTO/YT1/1", WriteState::given_up);
    order.verdict.difference = "print_unknown";
    BOOST_TEST(decide_mate().verdict.difference == "joint_parcel_waits");

    for (const auto mode : {PrintMode::automatic, PrintMode::manual}) {
        plan.strategy.print.mode = mode;
        order.platform.is_assigned = false;
        const auto doubted = decide_mate().step.value();
        BOOST_TEST((doubted.kind == StepKind::print_label));
        BOOST_TEST(doubted.doubt.find("another order of the parcel") != std::string::npos);
    }
    add_write(mate(), WriteKind::print_label, "print/1/YTO/YT1/1", WriteState::given_up);
    auto& own = mate().writes.back();
    BOOST_TEST(decide_mate().verdict.difference == "print_unknown");
    own.state = WriteState::confirmed;
    BOOST_TEST(decide_mate().verdict.difference == "waybill_not_in_erp");
    // A person says that there is no label: it is printed here.
    own.state = WriteState::refused;
    BOOST_TEST((decide_mate().step->kind == StepKind::print_label));
    BOOST_TEST(decide_mate().step->doubt.empty());
}

BOOST_AUTO_TEST_CASE(each_order_is_in_one_work_only)
{
    const auto to_work = [](const store::OrderRecord& record, const Decision& decision) {
        Work work;
        work.order = record;
        work.step = *decision.step;
        return work;
    };
    auto other = mate();
    auto back = order;
    back.related.clear();
    other.related.push_back(back);
    const auto gathered = gather_parcels({to_work(order, decide()), to_work(other, decide_mate())});

    BOOST_TEST_REQUIRE(gathered.size() == 1u);
    BOOST_TEST_REQUIRE(gathered[0].mates.size() == 1u);
    BOOST_TEST(gathered[0].mates[0].order.id.number == "o2");
    BOOST_TEST(gathered[0].mates[0].step.subject == gathered[0].step.subject);
    BOOST_TEST(to_claim(gathered[0].order, gathered[0].step).group == gathered[0].step.subject);
}

BOOST_AUTO_TEST_SUITE_END()

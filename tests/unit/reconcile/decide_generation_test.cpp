#include "unit/reconcile/scene.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using store::OrderState;
using store::WriteKind;
using store::WriteState;
using test::Scene;
using namespace std::chrono_literals;

namespace {

/// One that this ledger knows nothing of but what the ERP shows.
struct LostScene : Scene {
    void in_erp(int generation, const std::string& id, ErpStage stage)
    {
        Scene::in_erp(id, stage);
        order.erp.back().generation = generation;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(decide_generation)

BOOST_AUTO_TEST_CASE(a_new_generation_needs_withdrawal_confirmed_cancel_and_assignment)
{
    Scene scene;
    scene.imported(ErpStage::cancelled);
    scene.order.withdrawn_at = scene.now - 1h;
    // Cancelled by somebody else: no new order by itself.
    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "cancelled_in_erp");

    scene.write(WriteKind::cancel_order, "cancel/1/T1", WriteState::confirmed, "T1");
    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST((scene.decide().step->kind == StepKind::begin_generation));
}

BOOST_AUTO_TEST_CASE(a_re_assigned_order_goes_on_while_its_erp_order_lives)
{
    Scene scene;
    scene.shipped_with({"YT1"});
    scene.order.withdrawn_at = scene.now - 1h;

    BOOST_TEST((scene.decide().step->kind == StepKind::upload_waybill));
}

BOOST_AUTO_TEST_CASE(the_second_generation_has_keys_and_numbers_of_its_own)
{
    Scene scene;
    scene.imported(ErpStage::cancelled);
    scene.order.generation = 2;
    scene.order.withdrawn_at.reset();

    const auto decision = scene.decide();

    BOOST_TEST_REQUIRE(decision.step.has_value());
    BOOST_TEST(decision.step->key == "import/2");
    BOOST_TEST(decision.step->subject == "o1-2");
}

BOOST_AUTO_TEST_CASE(an_erp_order_of_a_later_generation_is_followed_and_then_adopted)
{
    LostScene scene;
    scene.in_erp(1, "T1", ErpStage::cancelled);
    scene.in_erp(3, "T3", ErpStage::in_progress);

    for (const int generation : {1, 2}) {
        scene.order.generation = generation;
        BOOST_TEST_REQUIRE(scene.decide().step.has_value());
        BOOST_TEST((scene.decide().step->kind == StepKind::begin_generation));
        BOOST_TEST(scene.decide().verdict.rule == "generation.follow");
    }

    scene.order.generation = 3;
    BOOST_TEST((scene.decide().step->kind == StepKind::adopt_order));
    BOOST_TEST(scene.decide().step->key == "import/3");
    BOOST_TEST(scene.decide().step->erp_order.text() == "T3");
}

BOOST_AUTO_TEST_CASE(a_later_generation_that_ended_is_followed_and_the_one_after_it_looked_for)
{
    LostScene scene;
    scene.in_erp(2, "T2", ErpStage::cancelled);
    scene.started_at = scene.now - 1min;
    BOOST_TEST((scene.decide().step->kind == StepKind::begin_generation));

    scene.order.generation = 2;
    scene.order.erp_read_at = {};
    BOOST_TEST((scene.decide().step->kind == StepKind::look_at_erp));

    scene.in_erp(3, "T3", ErpStage::waiting_audit);
    BOOST_TEST((scene.decide().step->kind == StepKind::begin_generation));
}

BOOST_AUTO_TEST_CASE(a_later_generation_is_followed_although_an_older_one_was_imported_here)
{
    LostScene scene;
    scene.imported(ErpStage::cancelled);
    scene.in_erp(2, "T2", ErpStage::shipped);

    BOOST_TEST((scene.decide().step->kind == StepKind::begin_generation));
}

BOOST_AUTO_TEST_CASE(what_lived_before_a_later_generation_was_seen_is_looked_at_again)
{
    LostScene scene;
    scene.imported(ErpStage::waiting_audit);
    scene.order.erp.back().read_at = scene.now - 1h;
    scene.in_erp(2, "T2", ErpStage::in_progress);
    scene.order.erp_read_at = scene.now - 1h;

    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST((scene.decide().step->kind == StepKind::look_at_erp));
    BOOST_TEST(scene.decide().verdict.rule == "generation.follow");

    // It does live: somebody made the other one by hand.
    scene.order.erp_read_at = scene.now;
    BOOST_TEST((scene.decide().step->kind == StepKind::audit_order));
    // Nor is it looked at for ever when the clock went back.
    scene.order.erp.back().read_at = scene.now + 1h;
    BOOST_TEST((scene.decide().step->kind == StepKind::audit_order));
}

BOOST_AUTO_TEST_CASE(what_was_withdrawn_is_cancelled_in_the_generation_it_has_reached)
{
    LostScene scene;
    scene.order.platform.is_assigned = false;
    scene.in_erp(2, "T2", ErpStage::in_progress);
    BOOST_TEST((scene.decide().step->kind == StepKind::begin_generation));

    scene.order.generation = 2;
    BOOST_TEST((scene.decide().step->kind == StepKind::cancel_order));
    BOOST_TEST(scene.decide().step->erp_order.text() == "T2");
}

BOOST_AUTO_TEST_CASE(after_the_upload_no_generation_follows)
{
    LostScene scene;
    scene.shipped_with({"YT1"});
    scene.uploaded("YT1");
    scene.in_erp(2, "T2", ErpStage::in_progress);

    BOOST_TEST(!scene.decide().step);
    BOOST_TEST((scene.decide().verdict.state == OrderState::uploaded));
}

BOOST_AUTO_TEST_SUITE_END()

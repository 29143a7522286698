#include "unit/reconcile/scene.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using store::OrderState;
using store::WriteKind;
using store::WriteState;
using test::Scene;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(decide_withdraw)

BOOST_AUTO_TEST_CASE(a_withdrawn_order_is_never_imported)
{
    Scene scene;
    scene.order.platform.is_assigned = false;

    const auto decision = scene.decide();

    BOOST_TEST(!decision.step);
    BOOST_TEST((decision.verdict.state == OrderState::withdrawn));
}

BOOST_AUTO_TEST_CASE(a_withdrawn_order_is_cancelled_in_the_erp)
{
    Scene scene;
    scene.imported(ErpStage::in_progress);
    scene.order.platform.is_assigned = false;

    const auto decision = scene.decide();

    BOOST_TEST_REQUIRE(decision.step.has_value());
    BOOST_TEST((decision.step->kind == StepKind::cancel_order));
    BOOST_TEST(decision.step->erp_order.text() == "T1");
}

BOOST_AUTO_TEST_CASE(an_import_nobody_has_seen_yet_is_cancelled_all_the_same)
{
    Scene scene;
    auto& import = scene.write(WriteKind::import_order, "import/1", WriteState::confirmed, "o1");
    import.result = "T9";
    scene.order.platform.is_assigned = false;

    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST(scene.decide().step->erp_order.text() == "T9");
}

BOOST_AUTO_TEST_CASE(after_the_cancel_was_confirmed_the_order_is_at_its_end)
{
    Scene scene;
    scene.imported(ErpStage::in_progress);
    scene.order.platform.is_assigned = false;
    auto& cancel = scene.write(WriteKind::cancel_order, "cancel/1/T1", WriteState::confirmed, "T1");
    cancel.settled_at = scene.now + 1s;

    const auto decision = scene.decide();

    BOOST_TEST(!decision.step);
    BOOST_TEST((decision.verdict.state == OrderState::withdrawn));
}

BOOST_AUTO_TEST_CASE(an_order_that_lives_on_after_its_cancel_is_a_difference)
{
    Scene scene;
    scene.imported(ErpStage::in_progress);
    scene.order.platform.is_assigned = false;
    auto& cancel = scene.write(WriteKind::cancel_order, "cancel/1/T1", WriteState::confirmed, "T1");
    cancel.settled_at = scene.now - 1min;

    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "withdrawn_but_open");
}

BOOST_AUTO_TEST_CASE(what_was_shipped_or_uploaded_before_is_a_case_for_a_person)
{
    Scene shipped;
    shipped.shipped_with({"YT1"});
    shipped.order.platform.is_assigned = false;
    BOOST_TEST(!shipped.decide().step);
    BOOST_TEST(shipped.decide().verdict.difference == "withdrawn_after_ship");
    BOOST_TEST((shipped.decide().verdict.state == OrderState::held));

    Scene uploaded;
    uploaded.shipped_with({"YT1"});
    uploaded.uploaded("YT1");
    uploaded.order.platform.is_assigned = false;
    BOOST_TEST(uploaded.decide().verdict.difference == "withdrawn_after_ship");
    BOOST_TEST((uploaded.decide().verdict.state == OrderState::uploaded));
}

BOOST_AUTO_TEST_CASE(a_merged_order_is_not_cancelled_for_one_of_its_parts)
{
    Scene scene;
    scene.imported(ErpStage::in_progress).source_numbers = {"o1", "o2"};
    scene.order.platform.is_assigned = false;

    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "withdrawn_but_open");
}

BOOST_AUTO_TEST_CASE(an_open_after_sale_stops_import_and_upload)
{
    Scene fresh;
    fresh.order.platform.after_sale = AfterSale::open;
    BOOST_TEST(!fresh.decide().step);
    BOOST_TEST(fresh.decide().verdict.difference == "after_sale_open");

    Scene shipped;
    shipped.shipped_with({"YT1"});
    shipped.order.platform.after_sale = AfterSale::open;
    BOOST_TEST(!shipped.decide().step);
}

BOOST_AUTO_TEST_CASE(risk_control_stops_and_is_looked_at_again)
{
    Scene scene;
    scene.order.platform.is_under_risk_control = true;
    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "risk_control");

    scene.now += 31min;
    BOOST_TEST((scene.decide().step->kind == StepKind::look_at_platform));
}

BOOST_AUTO_TEST_CASE(
    what_a_lost_ledger_may_have_imported_is_looked_for_before_it_counts_as_withdrawn)
{
    Scene scene;
    scene.order.platform.is_assigned = false;
    scene.started_at = Scene::start + 30min;

    const auto decision = scene.decide();
    BOOST_TEST_REQUIRE(decision.step.has_value());
    BOOST_TEST((decision.step->kind == StepKind::look_at_erp));
    BOOST_TEST(decision.verdict.rule == "import.look");

    scene.order.erp_read_at = scene.started_at;
    BOOST_TEST(!scene.decide().step);
    BOOST_TEST((scene.decide().verdict.state == OrderState::withdrawn));
}

BOOST_AUTO_TEST_SUITE_END()

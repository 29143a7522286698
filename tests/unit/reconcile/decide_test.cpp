#include "reconcile/draft.hpp"
#include "unit/reconcile/scene.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using store::OrderState;
using store::WriteKind;
using store::WriteState;
using test::Scene;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(decide)

BOOST_AUTO_TEST_CASE(imports_an_assigned_order_after_the_delay)
{
    Scene scene;

    const auto decision = scene.decide();

    BOOST_TEST_REQUIRE(decision.step.has_value());
    BOOST_TEST((decision.step->kind == StepKind::import_order));
    BOOST_TEST(decision.step->key == "import/1");
    BOOST_TEST(decision.step->subject == "o1");
}

BOOST_AUTO_TEST_CASE(looks_for_an_older_order_in_the_erp_before_it_imports_it)
{
    Scene scene;
    scene.started_at = Scene::start + 30min;

    const auto decision = scene.decide();

    BOOST_TEST_REQUIRE(decision.step.has_value());
    BOOST_TEST((decision.step->kind == StepKind::look_at_erp));
    BOOST_TEST(decision.verdict.rule == "import.look");
}

BOOST_AUTO_TEST_CASE(imports_an_older_order_that_a_look_did_not_find)
{
    Scene scene;
    scene.started_at = Scene::start + 30min;
    scene.order.erp_read_at = scene.started_at;

    const auto decision = scene.decide();

    BOOST_TEST_REQUIRE(decision.step.has_value());
    BOOST_TEST((decision.step->kind == StepKind::import_order));
}

BOOST_AUTO_TEST_CASE(adopts_an_erp_order_that_is_there_already)
{
    Scene scene;
    scene.in_erp("T1", ErpStage::in_progress);

    const auto decision = scene.decide();

    BOOST_TEST_REQUIRE(decision.step.has_value());
    BOOST_TEST((decision.step->kind == StepKind::adopt_order));
    BOOST_TEST(decision.step->key == "import/1");
    BOOST_TEST(decision.step->erp_order.text() == "T1");
}

BOOST_AUTO_TEST_CASE(imports_past_an_erp_order_that_was_cancelled)
{
    Scene scene;
    scene.in_erp("T1", ErpStage::cancelled);

    BOOST_TEST((scene.decide().step->kind == StepKind::import_order));
}

BOOST_AUTO_TEST_CASE(an_import_that_no_look_can_find_is_missing)
{
    Scene scene;
    scene.erp.create_order.late_arrival = 60s;
    auto& import = scene.write(WriteKind::import_order, "import/1", WriteState::confirmed, "o1");
    import.result = "T1";
    scene.order.imported_digest = "d1";

    scene.order.erp_read_at = import.settled_at + 59s;
    BOOST_TEST(scene.decide().verdict.difference == "");
    scene.order.erp_read_at = import.settled_at + 60s;
    BOOST_TEST(scene.decide().verdict.difference == "missing_in_erp");
}

BOOST_AUTO_TEST_CASE(waits_until_quick_changes_have_settled)
{
    Scene scene;
    scene.now = Scene::start + 9min;

    const auto decision = scene.decide();

    BOOST_TEST(!decision.step);
    BOOST_TEST(decision.verdict.rule == "download.delay");
    BOOST_TEST((decision.verdict.due_at == Scene::start + 10min));
}

BOOST_AUTO_TEST_CASE(leaves_filtered_orders_to_others_but_keeps_them)
{
    Scene scene;
    scene.plan.strategy.download.filter.regions = {"江苏省"};

    const auto decision = scene.decide();

    BOOST_TEST(!decision.step);
    BOOST_TEST((decision.verdict.state == OrderState::skipped));
    BOOST_TEST(decision.verdict.rule == "download.filter.regions");
}

BOOST_AUTO_TEST_CASE(holds_an_order_whose_goods_have_no_name_in_the_erp)
{
    Scene scene;
    scene.order.body->item.sku_code.clear();

    const auto decision = scene.decide();

    BOOST_TEST(!decision.step);
    BOOST_TEST((decision.verdict.state == OrderState::held));
    BOOST_TEST(decision.verdict.difference == "item_unmapped");
    BOOST_TEST(decision.verdict.detail == "A/红色 大");
}

BOOST_AUTO_TEST_CASE(never_imports_while_an_import_is_claimed_or_uncertain)
{
    for (const auto state : {WriteState::claimed, WriteState::uncertain}) {
        Scene scene;
        auto& import = scene.write(WriteKind::import_order, "import/1", state, "o1");
        import.claimed_at = scene.now - 1s;
        import.verify_after = scene.now + 1min;
        scene.order.erp_read_at = scene.now;

        const auto decision = scene.decide();

        BOOST_TEST(!decision.step);
    }
}

BOOST_AUTO_TEST_CASE(
    looks_at_once_after_a_lost_answer_then_waits_for_late_arrivals_then_looks_again)
{
    Scene scene;
    auto& import = scene.write(WriteKind::import_order, "import/1", WriteState::uncertain, "o1");
    import.claimed_at = scene.now - 5s;
    import.verify_after = scene.now + 60s;

    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST((scene.decide().step->kind == StepKind::verify));

    scene.order.erp_read_at = scene.now;
    BOOST_TEST(!scene.decide().step);
    BOOST_TEST((scene.decide().verdict.due_at == import.verify_after));

    scene.now += 61s;
    BOOST_TEST((scene.decide().step->kind == StepKind::verify));

    scene.order.erp_read_at = scene.now;
    scene.order.writes.front().absent_reads = 1;
    BOOST_TEST(!scene.decide().step);
    scene.now += 6s;
    BOOST_TEST((scene.decide().step->kind == StepKind::verify));
}

BOOST_AUTO_TEST_CASE(what_became_uncertain_before_the_clock_went_back_is_looked_at_at_once)
{
    Scene scene;
    scene.erp.create_order.late_arrival = 60s;
    auto& import = scene.write(WriteKind::import_order, "import/1", WriteState::uncertain, "o1");
    import.settled_at = scene.now + 11min;
    import.verify_after = import.settled_at + 60s;
    scene.order.erp_read_at = import.settled_at + 1s;
    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST((scene.decide().step->kind == StepKind::verify));

    // The look has set the time anew.
    import.verify_after = scene.now + 60s;
    scene.order.erp_read_at = scene.now;
    BOOST_TEST(!scene.decide().step);
    BOOST_TEST((scene.decide().verdict.due_at == import.verify_after));
}

BOOST_AUTO_TEST_CASE(claims_again_with_the_same_key_when_the_first_try_surely_did_nothing)
{
    Scene scene;
    auto& import = scene.write(WriteKind::import_order, "import/1", WriteState::refused, "o1");
    import.failure = Errc::rate_limited;
    import.retry_after = scene.now + 30s;

    BOOST_TEST(!scene.decide().step);
    BOOST_TEST((scene.decide().verdict.due_at == import.retry_after));

    scene.now += 30s;
    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST(scene.decide().step->key == "import/1");
}

BOOST_AUTO_TEST_CASE(a_rejected_import_waits_for_a_person)
{
    Scene scene;
    auto& import = scene.write(WriteKind::import_order, "import/1", WriteState::refused, "o1");
    import.failure = Errc::rejected;
    import.failure_text = "goods unknown";

    const auto decision = scene.decide();

    BOOST_TEST(!decision.step);
    BOOST_TEST(decision.verdict.difference == "import_refused");
    BOOST_TEST(decision.verdict.detail == "goods unknown");
}

BOOST_AUTO_TEST_CASE(goods_the_erp_refuses_are_unmapped_until_the_map_is_mended_or_somebody_retries)
{
    Scene scene;
    auto& import = scene.write(WriteKind::import_order, "import/1", WriteState::refused, "o1");
    import.failure = Errc::goods_refused;
    import.result = refused_part(Errc::goods_refused, *scene.order.body, scene.plan);

    BOOST_TEST(!scene.decide().step);
    BOOST_TEST((scene.decide().verdict.state == OrderState::held));
    BOOST_TEST(scene.decide().verdict.difference == "item_unmapped");
    BOOST_TEST(scene.decide().verdict.detail == "A-1: the ERP refuses barcode A-1");

    import.retry_after = scene.now;
    BOOST_TEST(scene.decide().step.has_value());

    import.retry_after = {};
    scene.plan.items.map["A-1"].barcode = "B-1";
    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST((scene.decide().step->kind == StepKind::import_order));
}

BOOST_AUTO_TEST_CASE(a_recipient_the_erp_refuses_names_the_setting_and_waits_for_it)
{
    Scene scene;
    auto& import = scene.write(WriteKind::import_order, "import/1", WriteState::refused, "o1");
    import.failure = Errc::recipient_refused;
    import.failure_text = "no phone";
    import.result = refused_part(Errc::recipient_refused, *scene.order.body, scene.plan);

    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "import_refused");
    BOOST_TEST(scene.decide().verdict.detail == "recipient_fill: no phone");

    scene.plan.recipient_fill.phone = "400-000-0000";
    BOOST_TEST(scene.decide().step.has_value());
}

BOOST_AUTO_TEST_CASE(an_operators_hold_stops_everything_but_looking)
{
    Scene scene;
    scene.order.hold = store::Hold{"li", "wait for the merchant", scene.now - 1min};

    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "held_by_operator");
}

BOOST_AUTO_TEST_CASE(audits_after_the_hold_time_unless_something_blocks)
{
    Scene scene;
    scene.imported(ErpStage::waiting_audit);
    scene.plan.strategy.audit.hold = 10min;
    scene.now = Scene::start + 25min;
    BOOST_TEST((scene.decide().verdict.due_at == Scene::start + 30min));

    scene.now = Scene::start + 31min;
    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST((scene.decide().step->kind == StepKind::audit_order));
    BOOST_TEST(scene.decide().step->key == "audit/1/T1");

    scene.plan.strategy.audit.block_above_quantity = 1;
    BOOST_TEST(!scene.decide().step);
    BOOST_TEST(scene.decide().verdict.difference == "audit_blocked");
}

BOOST_AUTO_TEST_CASE(leaves_the_audit_to_people_when_it_is_manual)
{
    Scene scene;
    scene.imported(ErpStage::waiting_audit);
    scene.plan.strategy.audit.mode = AuditMode::manual;

    const auto decision = scene.decide();

    BOOST_TEST(!decision.step);
    BOOST_TEST(decision.verdict.rule == "erp.wait");
}

BOOST_AUTO_TEST_CASE(an_order_without_news_is_read_alone_now_and_then)
{
    Scene scene;
    scene.imported(ErpStage::in_progress);
    scene.now += 31min;

    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST((scene.decide().step->kind == StepKind::look_at_platform));

    scene.order.platform.read_at = scene.now;
    BOOST_TEST((scene.decide().step->kind == StepKind::look_at_erp));
}

BOOST_AUTO_TEST_CASE(names_what_happened_to_an_order_that_left_the_erp)
{
    const std::pair<ErpStage, const char*> cases[] = {{ErpStage::cancelled, "cancelled_in_erp"},
                                                      {ErpStage::merged, "merged_in_erp"},
                                                      {ErpStage::split, "split_in_erp"}};
    for (const auto& [stage, difference] : cases) {
        Scene scene;
        scene.imported(stage);

        const auto decision = scene.decide();

        BOOST_TEST(!decision.step);
        BOOST_TEST(decision.verdict.difference == difference);
    }
    Scene scene;
    scene.imported(ErpStage::in_progress);
    scene.order.erp.front().is_missing = true;
    BOOST_TEST(scene.decide().verdict.difference == "missing_in_erp");
    BOOST_TEST(!scene.decide().step);

    scene.now += 31min;
    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST((scene.decide().step->kind == StepKind::look_at_erp));
}

BOOST_AUTO_TEST_CASE(looks_for_the_successor_before_calling_a_merged_order_lost)
{
    Scene scene;
    scene.imported(ErpStage::merged);
    scene.order.erp_read_at = scene.now - 1min;

    BOOST_TEST_REQUIRE(scene.decide().step.has_value());
    BOOST_TEST((scene.decide().step->kind == StepKind::look_at_erp));
}

BOOST_AUTO_TEST_CASE(two_live_orders_in_the_erp_are_a_duplicate_and_nothing_goes_on)
{
    Scene scene;
    scene.imported(ErpStage::shipped);
    scene.in_erp("T2", ErpStage::waiting_audit);

    const auto decision = scene.decide();

    BOOST_TEST(!decision.step);
    BOOST_TEST(decision.verdict.difference == "duplicate_in_erp");
    BOOST_TEST(decision.verdict.detail == "T1, T2");
}

BOOST_AUTO_TEST_CASE(a_change_of_the_address_after_the_import_waits_for_a_person)
{
    Scene scene;
    scene.imported(ErpStage::waiting_audit);
    scene.order.platform.content_digest = "d2";
    BOOST_TEST(scene.decide().verdict.difference == "changed_after_import");

    scene.order.platform.content_digest = "e1";
    BOOST_TEST(scene.decide().verdict.difference == "changed_after_import");
}

BOOST_AUTO_TEST_SUITE_END()

#include "reconcile/driver.hpp"

#include "reconcile/judge.hpp"
#include "unit/reconcile/driving.hpp"
#include "unit/reconcile/scripted_labels.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;
using store::OrderState;
using store::WriteKind;
using store::WriteState;
using test::failure;

using test::Driving;

BOOST_FIXTURE_TEST_SUITE(driver_way, Driving)

BOOST_AUTO_TEST_CASE(a_label_that_may_be_printed_already_is_written_down_as_unknown_and_not_sent)
{
    test::ScriptedIssuer issuer;
    test::ScriptedPrinter component;
    platform.issuer = &issuer;
    platform.component = &component;
    give_labels();
    imported("D1", ErpStage::in_progress);
    lane.restored_at = clock.now();

    drive();
    drive();

    BOOST_TEST(issuer.requests.size() == 1u);
    BOOST_TEST(component.tasks.empty());
    const std::string key = "print/1/YTO/YT-D1-1-1-1/1";
    BOOST_TEST((write("D1", key).state == WriteState::given_up));
    BOOST_TEST(order("D1").verdict.difference == "print_unknown");

    // It was not: a person says so, and it is printed.
    component.results.push_back(
        std::vector{DocumentResult{"YT-D1-1-1-1", PrintOutcome::printed, ""}});
    run(ledger->resolve_write(shop, order("D1").id, key, WriteState::refused, "li", "not there",
                              clock.now()));
    drive();
    BOOST_TEST(component.tasks.size() == 1u);
    BOOST_TEST((write("D1", key).state == WriteState::confirmed));
}

/// Orders that left with a number each, and a branch that allows so many cancellations.
struct GivingBack : Driving {
    test::ScriptedIssuer issuer;
    const std::vector<std::string> orders = {"D1", "D2", "D3"};

    GivingBack()
    {
        platform.issuer = &issuer;
        give_labels();
        plan->strategy.print.mode = PrintMode::manual;
        for (const auto& number : orders)
            imported(number, ErpStage::in_progress);
        drive();
    }

    void withdraw_all(std::int64_t allowed)
    {
        lane.desk.contracts[0].taken = 1000;
        lane.desk.contracts[0].cancelled = 200 - allowed;
        for (auto& shown : erp.shelf)
            shown.stage = ErpStage::cancelled;
        for (const auto& number : orders)
            run(see_withdrawn(number));
        run(ledger->record_erp_orders(shop, reconcile::rows_of(erp.shelf), clock.now(), "window",
                                      ""));
        for (const auto& number : orders)
            issuer.cancels.push_back(Receipt{"r-" + number});
    }

    std::ptrdiff_t waiting()
    {
        return std::ranges::count_if(orders, [&](const auto& number) {
            return order(number).verdict.difference == "waybill_not_cancelled";
        });
    }
};

BOOST_FIXTURE_TEST_CASE(no_more_numbers_are_given_back_than_the_branch_allows, GivingBack)
{
    withdraw_all(2);
    drive();
    BOOST_TEST(issuer.cancelled.size() == 2u);
    BOOST_TEST(waiting() == 1);
}

BOOST_FIXTURE_TEST_CASE(a_cancellation_that_was_decided_on_and_not_begun_uses_up_nothing,
                        GivingBack)
{
    // Two places: the third waits, and something else changes meanwhile.
    issuer.during_cancel = [&]() -> awaitable<void> {
        if (issuer.cancelled.size() != 2)
            co_return;
        std::string last;
        for (const auto& number : orders)
            if (std::ranges::find(issuer.cancelled, "YT-" + number + "-1-1-1") ==
                issuer.cancelled.end())
                last = number;
        auto row = test::make_order(last);
        row.is_assigned = false;
        row.is_under_risk_control = true;
        std::vector<PlatformOrder> rows(1, row);
        co_await ledger->record_platform_orders(shop, std::move(rows), clock.now(), "window", "");
    };
    withdraw_all(3);
    drive();
    BOOST_TEST(issuer.cancelled.size() == 3u);
    BOOST_TEST(waiting() == 0);
}

BOOST_FIXTURE_TEST_CASE(a_cancellation_without_effect_uses_up_nothing, GivingBack)
{
    issuer.cancels.push_back(failure(Errc::unavailable));
    issuer.cancels.push_back(failure(Errc::uncertain));
    issuer.finds.push_back(TakenWaybill{});
    withdraw_all(3);
    drive_for(5min);
    BOOST_TEST(issuer.cancelled.size() == 5u);
    BOOST_TEST(waiting() == 0);
}

BOOST_AUTO_TEST_CASE(an_order_goes_into_the_erp_and_its_number_comes_back)
{
    assign("D1");
    erp.creates.push_back(created("T-D1"));
    drive();
    BOOST_TEST((order("D1").verdict.state == OrderState::imported));
    BOOST_TEST(write("D1", "import/1").result == "T-D1");

    erp.shelf.push_back(in_erp("D1", ErpStage::shipped));
    run(ledger->record_erp_orders(shop, reconcile::rows_of(erp.shelf), clock.now(), "window", ""));
    platform.uploads.push_back(Receipt{"r-up"});
    drive();

    BOOST_TEST((order("D1").verdict.state == OrderState::uploaded));
    BOOST_TEST((write("D1", "upload/1/YTO/YT-D1").state == WriteState::confirmed));
    BOOST_TEST(write("D1", "upload/1/YTO/YT-D1").request_id == "r-up");
    BOOST_TEST(history(test::make_order("D1").id).back() == "upload confirmed, uploaded/");
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_looked_for_and_confirmed_without_a_second_call)
{
    assign("D1");
    erp.creates.push_back(failure(Errc::uncertain));
    erp.during_create = [&]() -> awaitable<void> {
        erp.shelf.push_back(in_erp("D1", ErpStage::waiting_audit));
        co_return;
    };

    drive_for(10s);

    BOOST_TEST((write("D1", "import/1").state == WriteState::confirmed));
    BOOST_TEST(write("D1", "import/1").result == "T-D1");
    BOOST_TEST(write("D1", "import/1").attempts == 1);
    BOOST_TEST((order("D1").verdict.state == OrderState::imported));
}

BOOST_AUTO_TEST_CASE(a_lost_request_is_sent_again_only_after_late_arrivals_and_two_looks_that_agree)
{
    assign("D1");
    erp.creates.push_back(failure(Errc::uncertain));
    erp.creates.push_back(created("T-D1"));
    const TimePoint sent = clock.now();

    drive_for(59s);
    BOOST_TEST((write("D1", "import/1").state == WriteState::uncertain));
    BOOST_TEST(write("D1", "import/1").absent_reads == 0);

    drive_for(10min);

    BOOST_TEST((write("D1", "import/1").state == WriteState::confirmed));
    BOOST_TEST(write("D1", "import/1").attempts == 2);
    // Late arrival, and the first delay of the retries.
    BOOST_TEST((write("D1", "import/1").claimed_at >= sent + 90s));
}

BOOST_AUTO_TEST_CASE(a_lost_request_waits_no_longer_because_the_clock_went_back)
{
    assign("D1");
    clock.advance(1h);
    erp.creates.push_back(failure(Errc::uncertain));
    erp.creates.push_back(created("T-D1"));
    drive_for(5s);
    BOOST_TEST((write("D1", "import/1").state == WriteState::uncertain));

    remote.set(clock.now() - 11min, clock.uptime());
    run(ledger->make_all_due(shop, remote.now()));
    drive_for(59s);
    BOOST_TEST((write("D1", "import/1").state == WriteState::uncertain));
    BOOST_TEST(write("D1", "import/1").absent_reads == 0);

    drive_for(2min);
    BOOST_TEST((write("D1", "import/1").state == WriteState::confirmed));
    BOOST_TEST(write("D1", "import/1").attempts == 2);
}

BOOST_AUTO_TEST_CASE(what_vanishes_again_and_again_ends_with_a_person_and_a_retry_goes_on)
{
    imported("D1", ErpStage::shipped);
    for (int i = 0; i < 20; ++i)
        platform.uploads.push_back(failure(Errc::uncertain, "50000"));

    drive_for(5h);

    const auto upload = write("D1", "upload/1/YTO/YT-D1");
    BOOST_TEST(upload.attempts == reconcile::writes_max);
    BOOST_TEST(platform.uploaded.size() == static_cast<std::size_t>(reconcile::writes_max));
    BOOST_TEST((order("D1").verdict.state == OrderState::held));
    BOOST_TEST(order("D1").verdict.difference == "upload_refused");
    BOOST_TEST(order("D1").verdict.detail.find("50000") != std::string::npos);

    platform.uploads.clear();
    platform.uploads.push_back(Receipt{"r"});
    run(ledger->retry(shop, test::make_order("D1").id, "li", clock.now()));
    drive();
    BOOST_TEST((order("D1").verdict.state == OrderState::uploaded));
}

BOOST_AUTO_TEST_CASE(a_refusal_waits_longer_each_time_and_keeps_its_key)
{
    assign("D1");
    for (int i = 0; i < 3; ++i)
        erp.creates.push_back(failure(Errc::unavailable));
    std::vector<Milliseconds> waits;
    for (int i = 0; i < 3; ++i) {
        drive();
        const auto import = write("D1", "import/1");
        BOOST_TEST((import.state == WriteState::refused));
        waits.push_back(import.retry_after - clock.now());
        clock.advance(waits.back());
    }
    BOOST_TEST((waits[0] >= 30s));
    BOOST_TEST((waits[1] >= 2min));
    BOOST_TEST((waits[2] >= 10min));

    erp.creates.push_back(created("T-D1"));
    drive();
    BOOST_TEST(order("D1").writes.size() == 1u);
    BOOST_TEST((order("D1").verdict.state == OrderState::imported));
}

BOOST_AUTO_TEST_CASE(an_order_withdrawn_while_it_waits_for_its_turn_is_not_sent)
{
    for (const char* number : {"D1", "D2", "D3"})
        assign(number);
    for (const char* number : {"D1", "D2", "D3"})
        erp.creates.push_back(created(std::string("T-") + number));
    // Two places: the third is decided on, and waits until one of them is free.
    std::string last;
    erp.during_create = [&]() -> awaitable<void> {
        if (erp.drafts.size() > 2)
            co_return;
        for (const char* number : {"D1", "D2", "D3"})
            if (std::ranges::none_of(
                    erp.drafts, [&](const auto& draft) { return draft.source_number == number; }))
                last = number;
        if (erp.drafts.size() == 2)
            co_await see_withdrawn(last);
    };

    drive();

    BOOST_TEST(erp.drafts.size() == 2u);
    BOOST_TEST(order(last).writes.empty());
    BOOST_TEST((order(last).verdict.state == OrderState::withdrawn));
}

BOOST_AUTO_TEST_CASE(an_order_withdrawn_while_its_import_is_under_way_is_cancelled_afterwards)
{
    assign("D1");
    erp.creates.push_back(created("T-D1"));
    erp.cancels.push_back(Receipt{"r-cancel"});
    erp.during_create = [&]() -> awaitable<void> { return see_withdrawn("D1"); };

    drive();

    BOOST_TEST((write("D1", "import/1").state == WriteState::confirmed));
    BOOST_TEST((write("D1", "cancel/1/T-D1").state == WriteState::confirmed));
    BOOST_TEST((order("D1").verdict.state == OrderState::withdrawn));
}

BOOST_AUTO_TEST_CASE(a_start_that_lies_in_the_future_after_time_went_back_holds_up_nothing)
{
    imported("D1", ErpStage::shipped);
    lane.started_at = remote.now() + 5min;
    clock.advance(1s);
    platform.uploads.push_back(Receipt{"r-up"});
    drive();
    BOOST_TEST(platform.uploaded.size() == 1u);
    BOOST_TEST(platform.looks == 1);
}

BOOST_AUTO_TEST_CASE(a_stop_begins_nothing_that_waits_for_its_turn)
{
    for (const char* number : {"D1", "D2", "D3"}) {
        assign(number);
        erp.creates.push_back(created(std::string("T-") + number));
    }
    erp.during_create = [&]() -> awaitable<void> {
        lane.is_stopping = true;
        co_return;
    };
    drive();
    BOOST_TEST(erp.drafts.size() == 2u);

    lane.is_stopping = false;
    erp.during_create = nullptr;
    drive();
    BOOST_TEST(erp.drafts.size() == 3u);
}

BOOST_AUTO_TEST_CASE(outcomes_that_can_not_be_written_down_are_kept_and_nothing_more_is_sent)
{
    imported("D1", ErpStage::shipped);
    platform.uploads.push_back(Receipt{"r-up"});
    const std::string file = directory.file("daifa.db");
    test::run_sql(file, "create trigger full before update on writes when new.state = 'confirmed' "
                        "begin select raise(abort, 'disk full'); end");

    run(driver.run());
    run(clock.sleep_for(10s));
    BOOST_TEST(!lane.store_problems.empty());
    BOOST_TEST((write("D1", "upload/1/YTO/YT-D1").state == WriteState::claimed));

    assign("D2");
    erp.creates.push_back(created("T-D2"));
    BOOST_TEST(run(driver.run()).has_value());
    run(clock.sleep_for(1s));
    BOOST_TEST(erp.drafts.empty());

    test::run_sql(file, "drop trigger full");
    run(driver.drain());
    BOOST_TEST(lane.store_problems.empty());
    BOOST_TEST((write("D1", "upload/1/YTO/YT-D1").state == WriteState::confirmed));
    BOOST_TEST(platform.uploaded.size() == 1u);
    drive();
    BOOST_TEST((order("D2").verdict.state == OrderState::imported));
}

BOOST_AUTO_TEST_CASE(a_claim_nobody_answers_for_is_looked_for_and_not_forgotten)
{
    assign("D1");
    claim(test::make_order("D1").id, "import/1");
    erp.creates.push_back(created("T-D1"));

    drive_for(store::claim_answer_max - 1s);
    BOOST_TEST((write("D1", "import/1").state == WriteState::claimed));

    drive_for(20s);
    BOOST_TEST((write("D1", "import/1").state == WriteState::uncertain));
    BOOST_TEST(erp.drafts.empty());

    drive_for(5min);
    BOOST_TEST((write("D1", "import/1").state == WriteState::confirmed));
    BOOST_TEST(erp.drafts.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(driver_sides, Driving)

BOOST_AUTO_TEST_CASE(a_side_that_stops_in_the_middle_is_sent_nothing_more)
{
    for (const char* number : {"D1", "D2", "D3"})
        assign(number);
    for (int i = 0; i < 2; ++i)
        erp.creates.push_back(failure(Errc::misconfigured, "no permission"));
    drive();
    BOOST_TEST(erp.drafts.size() == 2u);
    std::size_t unclaimed = 0;
    for (const char* number : {"D1", "D2", "D3"})
        if (order(number).writes.empty()) {
            ++unclaimed;
            BOOST_TEST(order(number).verdict.rule == "erp.stopped");
        }
    BOOST_TEST(unclaimed == 1u);
}

BOOST_AUTO_TEST_CASE(a_side_that_stops_in_the_middle_is_asked_nothing_more)
{
    for (int i = 0; i < 40; ++i)
        imported("D" + std::to_string(100 + i), ErpStage::shipped);
    // What was read a while ago is read again before its number goes.
    clock.advance(5min);
    for (int i = 0; i < 40; ++i)
        platform.orders.push_back(failure(Errc::misconfigured, "no permission"));
    drive();
    BOOST_TEST(platform.looks < 40);
    BOOST_TEST(order("D139").verdict.rule == "platform.stopped");
}

BOOST_AUTO_TEST_CASE(an_erp_that_stops_in_the_middle_is_asked_nothing_more)
{
    erp.can.find_orders_max = 1;
    for (int i = 0; i < 5; ++i) {
        assign("D" + std::to_string(i));
        erp.finds.push_back(failure(Errc::misconfigured, "no permission"));
    }
    // Whether they were imported by a ledger that was lost is looked up first.
    clock.advance(1min);
    lane.started_at = remote.now();
    drive();
    BOOST_TEST(erp.asked.size() == 1u);
    BOOST_TEST(order("D4").verdict.rule == "erp.stopped");
}

BOOST_AUTO_TEST_CASE(a_ledger_that_fails_costs_nobody_a_place_in_a_queue)
{
    erp_budget.left = 0;
    erp_budget.every = 1s;
    for (const char* number : {"D1", "D2", "D3"})
        assign(number);
    const std::string file = directory.file("daifa.db");
    test::run_sql(file, "create trigger full before update on orders begin "
                        "select raise(abort, 'disk full'); end");
    for (int i = 0; i < 100; ++i)
        BOOST_CHECK_THROW(run(driver.run()), store::StoreFailure);
    test::run_sql(file, "drop trigger full");
    run(driver.run());
    for (const char* number : {"D1", "D2", "D3"}) {
        BOOST_TEST(order(number).verdict.rule == "limits");
        BOOST_TEST((*order(number).verdict.due_at <= clock.now() + 5s));
    }
}

BOOST_AUTO_TEST_CASE(a_stopped_side_is_sent_nothing_and_the_order_says_why)
{
    assign("D1");
    imported("D2", ErpStage::shipped);
    erp_health.note_failure(failure(Errc::misconfigured, "no permission"), remote.now());
    erp.creates.push_back(created("T-D1"));
    platform.uploads.push_back(Receipt{"r"});

    run(driver.run());
    run(driver.drain());

    BOOST_TEST(erp.drafts.empty());
    BOOST_TEST(order("D1").writes.empty());
    BOOST_TEST(order("D1").verdict.rule == "erp.stopped");
    BOOST_TEST(order("D1").verdict.detail.find("no permission") != std::string::npos);
    BOOST_TEST((order("D1").verdict.due_at == erp_health.stop()->next_try));
    BOOST_TEST((order("D2").verdict.state == OrderState::uploaded));

    clock.advance(erp_health.stop()->next_try - clock.now());
    drive();
    BOOST_TEST((order("D1").verdict.state == OrderState::imported));
}

BOOST_AUTO_TEST_CASE(what_has_no_budget_now_waits_for_its_turn_in_the_order_of_urgency)
{
    assign("D1");
    assign("D2");
    erp_budget.left = 0;
    erp_budget.every = 1s;
    erp.creates.push_back(created("T-1"));
    erp.creates.push_back(created("T-2"));

    run(driver.run());
    BOOST_TEST(erp.drafts.empty());
    for (const char* number : {"D1", "D2"}) {
        BOOST_TEST(order(number).writes.empty());
        BOOST_TEST(order(number).verdict.rule == "limits");
    }
    BOOST_TEST((order("D1").verdict.due_at != order("D2").verdict.due_at));

    erp_budget.left = 10;
    drive_for(5s);
    BOOST_TEST((order("D1").verdict.state == OrderState::imported));
    BOOST_TEST((order("D2").verdict.state == OrderState::imported));
}

BOOST_AUTO_TEST_CASE(no_more_is_claimed_at_once_than_the_budget_lets_go)
{
    for (const char* number : {"D1", "D2", "D3"})
        assign(number);
    erp_budget.left = 1;
    erp_budget.every = 1s;
    erp.creates.push_back(created("T-1"));

    run(driver.run());

    BOOST_TEST(erp.drafts.size() == 1u);
    for (const char* number : {"D2", "D3"}) {
        BOOST_TEST(order(number).writes.empty());
        BOOST_TEST(order(number).verdict.rule == "limits");
    }
}

BOOST_AUTO_TEST_CASE(two_orders_with_one_number_are_a_case_for_a_person)
{
    imported("D1", ErpStage::in_progress);
    imported("D2", ErpStage::in_progress);
    for (auto& row : erp.shelf) {
        const std::string number = row.source_numbers.front();
        row = in_erp(number, ErpStage::shipped);
        row.parcels.front().number = WaybillNumber("YT-SAME");
    }
    run(ledger->record_erp_orders(shop, reconcile::rows_of(erp.shelf), clock.now(), "window", ""));
    platform.uploads.push_back(Receipt{"r"});

    drive();

    BOOST_TEST(platform.uploaded.size() == 1u);
    const auto first = order("D1").verdict;
    const auto second = order("D2").verdict;
    BOOST_TEST((first.difference == "waybill_in_use") != (second.difference == "waybill_in_use"));
}

BOOST_AUTO_TEST_CASE(goods_that_the_erp_refuses_go_on_when_the_map_is_mended)
{
    assign("D1");
    erp.creates.push_back(failure(Errc::goods_refused, "no such goods"));
    drive();
    BOOST_TEST(order("D1").verdict.difference == "item_unmapped");
    BOOST_TEST(order("D1").verdict.detail == "SKU-1: the ERP refuses barcode SKU-1");

    plan->items.map["SKU-1"].barcode = "B-1";
    run(ledger->make_all_due(shop, clock.now()));
    erp.creates.push_back(created("T-D1"));
    drive();
    BOOST_TEST((order("D1").verdict.state == OrderState::imported));
}

BOOST_AUTO_TEST_CASE(one_order_that_spoils_a_look_keeps_no_other_from_being_verified)
{
    for (const char* number : {"D1", "D2"}) {
        assign(number);
        claim(test::make_order(number).id, "import/1");
        clock.advance(1s);
        settle(test::make_order(number).id, "import/1", WriteState::uncertain);
    }
    erp.shelf.push_back(in_erp("D2", ErpStage::waiting_audit));
    // Both together, then D1 alone; D2 alone is found.
    erp.finds.push_back(failure(Errc::bad_response));
    erp.finds.push_back(failure(Errc::bad_response));

    drive();

    BOOST_TEST((write("D1", "import/1").state == WriteState::uncertain));
    BOOST_TEST((write("D2", "import/1").state == WriteState::confirmed));
    BOOST_TEST(!erp_health.stop());
}

BOOST_AUTO_TEST_CASE(an_order_that_can_not_be_read_alone_is_named_and_asked_ever_more_rarely)
{
    imported("D1", ErpStage::shipped);
    platform.uploads.push_back(failure(Errc::uncertain));
    platform.shelf.clear();
    for (int i = 0; i < 50; ++i)
        platform.orders.push_back(failure(Errc::not_found));

    drive_for(1h);

    BOOST_TEST(order("D1").verdict.difference == "unverifiable");
    BOOST_TEST(platform.looks < 12);
    BOOST_TEST(platform.uploaded.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

#include "admin/api.hpp"

#include "unit/admin/bench_lane.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;

namespace {

struct Bench : test::BenchBackend {
    Bench() : BenchBackend({"yiwu"}) { record_in("yiwu", test::make_order("250101-1")); }

    void stand(store::OrderState state, const std::string& difference = {})
    {
        const auto order = load(test::make_order("250101-1").id);
        store::Ledger::VerdictUpdate update;
        update.order = order.id;
        update.revision = order.revision;
        update.verdict.state = state;
        update.verdict.difference = difference;
        run(ledger().save_verdicts(shop, {update}, StoreFixture::clock.now()));
    }

    std::pair<int, boost::json::object> act(const std::string& action)
    {
        return ask("POST", "/v1/orders/" + action,
                   R"({"order": "250101-1", "reason": "a test", "by": "me"})");
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(api, Bench)

BOOST_AUTO_TEST_CASE(unknown_paths_and_methods_are_refused)
{
    BOOST_TEST(ask("GET", "/v1/nothing").first == 404);
    BOOST_TEST(ask("GET", "/v1/shops/a/b/orders").first == 404);
    BOOST_TEST(ask("GET", "/v1/shops//orders").first == 404);
    BOOST_TEST(ask("POST", "/v1/status").first == 405);
    BOOST_TEST(test::refusal_of(ask("GET", "/v1/nothing").second) ==
               "the daemon knows no such path -> use the daifa of the same version as daifad");
}

BOOST_AUTO_TEST_CASE(an_order_at_its_end_can_neither_be_held_nor_retried)
{
    for (const auto state : {store::OrderState::uploaded, store::OrderState::withdrawn}) {
        stand(state);
        const auto hold = act("hold");
        const auto retry = act("retry");
        const std::string word(store::to_text(state));

        BOOST_TEST(hold.first == 409);
        BOOST_TEST(test::refusal_of(hold.second) ==
                   "the order is " + word +
                       ": there is nothing to hold -> daifa explain shows its history");
        BOOST_TEST(retry.first == 409);
        BOOST_TEST(test::refusal_of(retry.second) ==
                   "the order is " + word +
                       ": there is nothing to retry -> daifa explain shows its history");
    }
    for (const auto& line : history(test::make_order("250101-1").id))
        BOOST_TEST(line.find("hold") == std::string::npos, line);
}

BOOST_AUTO_TEST_CASE(an_uploaded_order_with_a_difference_can_be_looked_at_again)
{
    stand(store::OrderState::uploaded, "waybill_mismatch");

    BOOST_TEST(act("retry").first == 200);
}

BOOST_AUTO_TEST_CASE(a_hold_stands_under_its_operators_name_until_it_is_lifted)
{
    BOOST_TEST(act("release").first == 409);
    BOOST_TEST(act("hold").first == 200);
    const auto again = ask("POST", "/v1/orders/hold",
                           R"({"order": "250101-1", "reason": "another", "by": "you"})");
    BOOST_TEST(again.first == 409);
    BOOST_TEST(test::refusal_of(again.second) ==
               "the order is held already -> daifa release ends the hold");

    const auto held = load(test::make_order("250101-1").id);
    BOOST_TEST_REQUIRE(held.hold.has_value());
    BOOST_TEST(held.hold->by == "me (uid=1000)");
    BOOST_TEST(held.hold->reason == "a test");

    BOOST_TEST(act("release").first == 200);
    BOOST_TEST(!load(test::make_order("250101-1").id).hold.has_value());
}

BOOST_AUTO_TEST_CASE(a_hold_needs_a_reason_and_a_resolution_an_uncertain_write)
{
    BOOST_TEST(
        test::refusal_of(ask("POST", "/v1/orders/hold", R"({"order": "250101-1"})").second) ==
        "\"reason\" is missing -> give it and ask again");
    const auto resolved =
        ask("POST", "/v1/orders/resolve",
            R"({"order": "250101-1", "write": "import/1", "outcome": "confirmed", "reason": "r"})");
    BOOST_TEST(resolved.first == 409);
    BOOST_TEST(test::refusal_of(resolved.second) ==
               "the order has no uncertain write \"import/1\" -> nothing has to be resolved here");
    const auto adopted = ask("POST", "/v1/orders/resolve",
                             R"({"order": "250101-1", "uploaded": "YT1", "reason": "r"})");
    BOOST_TEST(test::refusal_of(adopted.second).starts_with("shop \"yiwu\" is not running"));
    BOOST_TEST(ask("POST", "/v1/orders/hold", "not json").first == 400);
}

BOOST_AUTO_TEST_CASE(a_plan_says_which_shops_it_could_not_look_at)
{
    const auto [status, plan] = ask("GET", "/v1/plan");

    BOOST_TEST(status == 200);
    BOOST_TEST(plan.at("planned_shops").as_int64() == 0);
    BOOST_TEST(plan.at("problems").as_array().size() == 1u);
    BOOST_TEST(text_or(plan.at("problems").as_array().at(0).as_object(), "en") == "a reason");

    entries.front().is_enabled = false;
    BOOST_TEST(ask("GET", "/v1/plan").second.at("problems").as_array().empty());
}

BOOST_AUTO_TEST_CASE(status_and_doctor_know_what_is_wrong_and_what_is_only_switched_off)
{
    const auto status = ask("GET", "/v1/status").second;
    BOOST_TEST(text_or(status.at("shops").as_array().at(0).as_object(), "state") == "not_started");
    BOOST_TEST(!ask("POST", "/v1/doctor", "{}").second.at("is_ok").as_bool());

    entries.front().is_enabled = false;
    BOOST_TEST(text_or(ask("GET", "/v1/status").second.at("shops").as_array().at(0).as_object(),
                       "state") == "disabled");
    BOOST_TEST(ask("POST", "/v1/doctor", "{}").second.at("is_ok").as_bool());
}

BOOST_AUTO_TEST_CASE(a_warning_alone_does_not_fail_the_doctor)
{
    entries.front().is_enabled = false;
    config::Problem problem;
    problem.severity = config::Severity::warning;
    problems.push_back(problem);
    BOOST_TEST(ask("POST", "/v1/doctor", "{}").second.at("is_ok").as_bool());

    problems.front().severity = config::Severity::error;
    BOOST_TEST(!ask("POST", "/v1/doctor", "{}").second.at("is_ok").as_bool());
}

BOOST_AUTO_TEST_CASE(a_mistyped_shop_is_answered_with_the_nearest)
{
    BOOST_TEST(test::refusal_of(ask("GET", "/v1/shops/yiwo/orders").second) ==
               "there is no shop \"yiwo\" -> did you mean \"yiwu\"?");
    BOOST_TEST(test::refusal_of(ask("POST", "/v1/shops/yiwu/authorize/start").second) ==
               "shop \"yiwu\" is not running: a reason -> mend this and run daifa reload");
}

BOOST_AUTO_TEST_CASE(a_ledger_that_can_not_be_used_is_said)
{
    // The table is gone, as after a disk's damage.
    test::run_sql(directory.file("daifa.db"), "ALTER TABLE orders RENAME TO lost");
    const auto [status, body] = ask("GET", "/v1/shops/yiwu/orders");
    BOOST_TEST(status == 503);
    BOOST_TEST(test::refusal_of(body).starts_with("the ledger can not be used: "),
               test::refusal_of(body));
    BOOST_TEST(text_or(body.at("error").as_object(), "zh") ==
               "账本 sqlite:///ledger.db 无法使用：数据库拒绝了一条语句，详情请看 daifad 的日志");
}

BOOST_AUTO_TEST_CASE(status_tells_what_the_lanes_know_while_the_ledger_can_not_be_read)
{
    test::BenchLane bench;
    bench.let_in();
    bench.erp->pages.push_back(test::failure(Errc::misconfigured));
    bench.start(1s);
    bench.entries.push_back(bench.entries.front());
    bench.entries.back().lane.reset();
    test::run_sql(bench.directory.file("daifa.db"), "ALTER TABLE orders RENAME TO lost");

    const auto [status, body] = bench.ask("GET", "/v1/status");

    BOOST_TEST(status == 200);
    BOOST_TEST_REQUIRE(body.at("shops").as_array().size() == 2u);
    for (const auto& told : body.at("shops").as_array()) {
        const auto& one = told.as_object();
        for (const char* const count : {"states", "differences", "meanings", "oldest_open_since",
                                        "oldest_open_age_ms", "holes", "uncertain_writes"})
            BOOST_TEST(one.at(count).is_null(), count);
        BOOST_TEST(text_or(one.at("store_problem").as_object(), "zh")
                       .starts_with("账本 sqlite:///ledger.db 无法使用"));
    }
    const auto& running = body.at("shops").as_array().at(0).as_object();
    BOOST_TEST(text_or(running, "state") == "stopped");
    BOOST_TEST(running.at("erp").as_object().at("is_ready").as_bool());
    BOOST_TEST(running.at("erp").as_object().at("stop").is_object());
    BOOST_TEST(text_or(running.at("token").as_object(), "owner_id") == "42");
}

BOOST_AUTO_TEST_CASE(a_shop_whose_lane_the_ledger_fails_says_why_in_both_languages)
{
    test::BenchLane bench;
    bench.let_in();
    test::run_sql(bench.directory.file("daifa.db"), "ALTER TABLE writes RENAME TO lost");
    bench.start();

    const auto told = bench.ask("GET", "/v1/shops").second.at("shops").as_array().at(0).as_object();

    BOOST_TEST(text_or(told, "state") == "stopped");
    const auto& problem = told.at("store_problem").as_object();
    BOOST_TEST(text_or(problem, "en").find("no such table") != std::string::npos);
    BOOST_TEST(text_or(problem, "zh") ==
               "账本 sqlite:///ledger.db 无法使用：数据库拒绝了一条语句，详情请看 daifad 的日志");
}

BOOST_AUTO_TEST_CASE(the_doctor_looks_at_both_sides_although_the_ledger_fails)
{
    test::BenchLane bench;
    bench.let_in();
    test::run_sql(bench.directory.file("daifa.db"), "ALTER TABLE orders RENAME TO lost");

    const auto checks = bench.examine();

    BOOST_TEST(checks.at("role") == "ok");
    BOOST_TEST(checks.at("channel") == "ok");
    BOOST_TEST(checks.at("store") == "failed");
}

BOOST_AUTO_TEST_CASE(the_doctor_tells_what_had_stopped_a_side_whose_reads_all_work)
{
    test::BenchLane bench;
    bench.let_in();
    bench.platform->pages.push_back(test::failure(Errc::misconfigured));
    bench.start(1s);
    BOOST_TEST_REQUIRE(bench.lane->status().platform_stop.has_value());

    bench.answer_well();
    // One for the doctor, the others for the lists that go on because the side works again.
    for (int page = 0; page < 3; ++page)
        bench.platform->pages.push_back(Page<PlatformOrder>());
    const auto checks = bench.examine();

    BOOST_TEST(checks.at("orders") == "ok");
    BOOST_TEST(checks.at("platform") == "warning");
}

BOOST_AUTO_TEST_CASE(a_sender_is_compared_only_with_contracts_that_were_read)
{
    test::BenchLane bench;
    const auto unread = bench.ask("POST", "/v1/shops/yiwu/sender", R"({"detail": "1号"})");
    BOOST_TEST(unread.first == 200);
    BOOST_TEST(unread.second.at("finding").is_null());

    // A shop without labels of its own reads them as well, and finds none.
    bench.plan->waybill_source = WaybillSource::platform;
    bench.let_in();
    bench.start();
    const auto read = bench.ask("POST", "/v1/shops/yiwu/sender", R"({"detail": "1号"})").second;
    BOOST_TEST_REQUIRE(read.at("finding").is_object());
    BOOST_TEST(text_or(read.at("finding").as_object(), "state") == "failed");

    BOOST_TEST(ask("POST", "/v1/shops/yiwu/sender", "{}").first == 409);
}

BOOST_AUTO_TEST_CASE(an_order_without_a_label_has_no_preview)
{
    test::BenchLane bench;
    bench.record_in("yiwu", test::make_order("250101-1"));
    const auto [status, body] = bench.ask("POST", "/v1/orders/preview", R"({"order": "250101-1"})");
    BOOST_TEST(status == 409);
    BOOST_TEST(test::refusal_of(body).starts_with("the order has no label"));
}

BOOST_AUTO_TEST_SUITE_END()

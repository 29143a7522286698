#include "command/commands.hpp"

#include "support/scripted_http_client.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::command;

namespace {

struct Asking {
    boost::asio::io_context context;
    test::ScriptedHttpClient http;
    Daemon daemon{context, http, "/s"};
    Session session{View{}, daemon, "tester"};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(rendering, Asking)

BOOST_AUTO_TEST_CASE(plan_ends_with_0_when_both_sides_are_equal)
{
    http.answer(R"({"steps": [], "planned_shops": 1, "differing": 0, "equal": 3, "problems": []})");
    const auto outcome = show_plan(session, {});
    BOOST_TEST(outcome.code == exit_good);
    BOOST_TEST(outcome.out ==
               "0 orders differ or have a step to do; 3 are equal on both sides and wait\n");
}

BOOST_AUTO_TEST_CASE(plan_ends_with_2_when_something_differs)
{
    http.answer(
        R"({"steps": [{"shop": "yiwu", "order": "m/1", "state": "held", "rule": {"name": "items"},
        "difference": {"name": "item_unmapped"}, "detail": "SKU-1", "step": null}],
        "planned_shops": 1, "differing": 1, "equal": 0, "problems": []})");
    const auto outcome = show_plan(session, {});
    BOOST_TEST(outcome.code == exit_differences);
    BOOST_TEST(outcome.out.find("item_unmapped") != std::string::npos);
    BOOST_TEST(outcome.out.find("1 orders differ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(plan_ends_with_1_and_counts_nothing_when_it_can_not_know)
{
    http.answer(R"({"steps": [], "planned_shops": 0, "differing": 0, "equal": 0,
        "problems": [{"shop": "yiwu", "en": "not authorized", "next_en": "run daifa authorize yiwu"}]})");
    const auto outcome = show_plan(session, {});
    BOOST_TEST(outcome.code == exit_failed);
    BOOST_TEST(outcome.out == "");
    BOOST_TEST(outcome.err == "daifa: yiwu: not authorized\n  → run daifa authorize yiwu\n");
}

BOOST_AUTO_TEST_CASE(each_open_case_says_whose_it_is_and_how_each_choice_is_made)
{
    http.answer(R"({"cases": [{"shop": "yiwu", "order": "m/1", "detail": "T1", "since": null,
        "difference": {"name": "missing_in_erp", "en": "gone", "next_en": "find out", "who_en": "you"},
        "choices": [{"name": "closed", "en": "done by hand", "command": "daifa resolve m/1"}]}]})");
    const auto outcome = list_cases(session, {});
    BOOST_TEST(outcome.out == "m/1  yiwu  -  you\n"
                              "  missing_in_erp: gone\n"
                              "    T1\n"
                              "    → find out\n"
                              "    closed: done by hand\n"
                              "      daifa resolve m/1\n\n");
    BOOST_TEST(outcome.code == exit_good);

    http.answer(R"({"cases": []})");
    BOOST_TEST(list_cases(session, {}).out == "no case is open\n");
}

BOOST_AUTO_TEST_CASE(decided_cases_say_who_chose_what_and_why)
{
    http.answer(R"j({"cases": [{"shop": "yiwu", "order": "m/1", "state": "closed", "at": null,
        "difference": "missing_in_erp", "choice": "closed", "by": "li (1)", "reason": "by hand"}]})j");
    CasesOptions options;
    options.is_closed = true;
    const auto outcome = list_cases(session, options);
    for (const char* const word : {"m/1", "missing_in_erp", "closed", "li (1)", "by hand"})
        BOOST_TEST(outcome.out.find(word) != std::string::npos, word);

    http.answer(R"({"cases": []})");
    BOOST_TEST(list_cases(session, options).out == "nothing was decided yet\n");
}

BOOST_AUTO_TEST_CASE(doctor_ends_with_what_the_daemon_says)
{
    http.answer(R"({"is_ok": true, "findings": [
        {"state": "warning", "shop": "yiwu", "check": "token", "en": "ends soon", "next_en": "authorize"}]})");
    const auto good = run_doctor(session, "");
    BOOST_TEST(good.code == exit_good);
    BOOST_TEST(good.out == "yiwu\n  warning  authorization: ends soon\n           → authorize\n");

    http.answer(R"({"is_ok": false, "findings": []})");
    BOOST_TEST(run_doctor(session, "").code == exit_failed);
}

BOOST_AUTO_TEST_CASE(a_shop_that_is_switched_off_is_no_trouble)
{
    http.answer(R"({"version": "1", "shops": [{"shop": "yiwu", "state": "disabled", "states": {},
        "differences": {}, "problem": {"en": "switched off in shops.d/a.yaml:1"}}]})");
    const auto outcome = show_status(session);
    BOOST_TEST(outcome.code == exit_good);
    BOOST_TEST(outcome.out.find("disabled") != std::string::npos);
    BOOST_TEST(outcome.out.find("switched off in") == std::string::npos, outcome.out);
}

BOOST_AUTO_TEST_CASE(a_ledger_that_fails_is_told_in_the_readers_language)
{
    const char* const answer = R"({"version": "1", "shops": [{"shop": "yiwu", "state": "stopped",
        "states": {}, "differences": {}, "store_problem": {"kind": "disk_full",
        "en": "the disk is full", "next_en": "mend this", "zh": "磁盘已满", "next_zh": "请处理"}}]})";
    http.answer(answer);
    const std::string english = show_status(session).out;
    BOOST_TEST(english.find("yiwu  the disk is full\n      → mend this\n") != std::string::npos,
               english);

    session.view.language = config::Language::zh;
    http.answer(answer);
    const std::string chinese = show_status(session).out;
    BOOST_TEST(chinese.find("yiwu  磁盘已满\n      → 请处理\n") != std::string::npos, chinese);
}

BOOST_AUTO_TEST_CASE(counts_that_nobody_knows_are_no_zeros)
{
    session.view.width = 40;
    http.answer(R"({"version": "1", "shops": [{"shop": "yiwu", "state": "working", "states": null,
        "differences": null, "oldest_open_age_ms": null, "holes": null, "uncertain_writes": null}]})");
    const auto outcome = show_status(session);
    BOOST_TEST(outcome.code == exit_good);
    for (const char* const line : {"DOWNLOADED     ?\n", "HELD           ?\n", "DIFFERING      ?\n",
                                   "OLDEST OPEN    ?\n", "can not be read at the moment"})
        BOOST_TEST(outcome.out.find(line) != std::string::npos, line << outcome.out);
}

BOOST_AUTO_TEST_CASE(a_long_default_of_a_plugins_setting_is_cut_between_characters)
{
    http.answer(
        R"({"plugins": [{"kind": "erp", "name": "x", "version": "1", "file": "x.so", "settings": [
        {"name": "channels", "type": "text", "en": "Which",
         "default": "一二三四五六七八九十一二三四五六七八九十一二三四五"}]}], "refused": []})");
    const auto outcome = list_plugins(session);
    BOOST_TEST(outcome.out.find("  一二三四五六七八九十一二三四五六七八九十一二三…  Which\n") !=
                   std::string::npos,
               outcome.out);
}

BOOST_AUTO_TEST_CASE(an_action_says_what_it_was_done_to_or_why_not)
{
    ActionOptions options;
    options.order = "1";
    options.reason = "r";
    http.answer(R"({"order": "m/1", "shop": "yiwu"})");
    BOOST_TEST(hold(session, options).out == "m/1 (yiwu): held; daifa release lets it go on\n");
    BOOST_TEST(http.requests.at(0).body.find("\"by\":\"tester\"") != std::string::npos);

    http.answer(R"({"error": {"en": "there is nothing to hold", "next_en": "see explain"}})", 409);
    const auto refused = hold(session, options);
    BOOST_TEST(refused.code == exit_failed);
    BOOST_TEST(refused.out == "");
    BOOST_TEST(refused.err == "daifa: there is nothing to hold\n  → see explain\n");
}

BOOST_AUTO_TEST_CASE(a_reload_that_was_not_taken_ends_with_1)
{
    http.answer(R"({"is_taken": false, "problems": [{"en": "a.yaml:1:1: error: x"}]})");
    const auto outcome = reload(session);
    BOOST_TEST(outcome.code == exit_failed);
    BOOST_TEST(outcome.err.find("a.yaml:1:1: error: x\n") == 0u, outcome.err);
    BOOST_TEST(outcome.err.find("the old configuration goes on") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_reload_that_one_shop_did_not_take_ends_with_1_too)
{
    http.answer(R"({"is_taken": true, "changed": ["b"], "problems": [
        {"en": "a.yaml: error: the ledger failed", "severity": "error"}]})");
    const auto failed = reload(session);
    BOOST_TEST(failed.code == exit_failed);
    BOOST_TEST(failed.err == "a.yaml: error: the ledger failed\n");
    BOOST_TEST(failed.out == "reloaded; started: -; changed: b; stopped: -\n");

    http.answer(R"({"is_taken": true, "problems": [{"en": "a.yaml: warning: x", "severity": "warning"}]})");
    BOOST_TEST(reload(session).code == exit_good);
}

BOOST_AUTO_TEST_CASE(orders_of_all_shops_are_sorted_together_and_cut)
{
    http.answer(R"({"shops": [{"shop": "a"}, {"shop": "b"}]})");
    http.answer(
        R"({"orders": [{"shop": "a", "order": "m/2", "since": "2026-01-02T03:04:05.000Z"}], "next": ""})");
    http.answer(R"({"orders": [{"shop": "b", "order": "m/1", "since": "2026-01-01T03:04:05.000Z"},
                               {"shop": "b", "order": "m/3", "since": "2026-01-03T03:04:05.000Z"}], "next": ""})");
    OrdersOptions options;
    options.limit = 2;
    const auto outcome = list_orders(session, options);
    BOOST_TEST(outcome.code == exit_good);
    BOOST_TEST(outcome.out.find("m/1") < outcome.out.find("m/2"));
    BOOST_TEST(outcome.out.find("m/3") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_branchs_budget_of_cancellations_stands_beside_its_figures)
{
    http.answer(R"({"shops": [{"shop": "yiwu", "contracts": [
        {"carrier": "YTO", "branch_name": "b", "balance": 9, "taken": 600, "cancelled": 100,
         "may_cancel": 20, "is_sender": true, "is_low": false, "addresses": []},
        {"carrier": "SF", "branch_name": "b", "balance": 9, "taken": 5, "cancelled": 1,
         "may_cancel": null, "is_sender": true, "is_low": false, "addresses": []}]}]})");
    const auto outcome = show_waybills(session, "");
    BOOST_TEST(outcome.out.find("may still cancel") != std::string::npos);
    BOOST_TEST(outcome.out.find("600    100        20") != std::string::npos, outcome.out);
    BOOST_TEST(outcome.out.find("any") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_preview_names_the_addresses_and_that_nothing_was_printed)
{
    http.answer(R"({"order": "m/1", "addresses": ["http://127.0.0.1/p.pdf"]})");
    PrintOptions options;
    options.preview = "1";
    const auto outcome = print_labels(session, options);
    BOOST_TEST(outcome.out == "m/1: nothing was printed; look at\n  http://127.0.0.1/p.pdf\n");
}

BOOST_AUTO_TEST_CASE(labels_of_an_order_are_listed_with_their_mother_number)
{
    http.answer(R"({"order": "m/1", "state": "imported", "labels": [
        {"number": "YTO/YT1", "parent": "M1", "taken_at": null, "printed_at": null,
         "is_cancelled": true}]})");
    const auto outcome = explain_order(session, "1", "");
    BOOST_TEST(outcome.out.find("LABELS") != std::string::npos);
    BOOST_TEST(outcome.out.find("YTO/YT1") != std::string::npos);
    BOOST_TEST(outcome.out.find("M1") != std::string::npos);
    BOOST_TEST(outcome.out.find("given back") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(status_tells_how_messages_come_in_or_why_they_do_not)
{
    http.answer(R"({"version": "1", "shops": [
        {"shop": "yiwu", "state": "working", "push": {"is_healthy": true, "received": 12,
         "acknowledged": 11, "refused": 1, "unknown": 3, "problem": null}},
        {"shop": "suzhou", "state": "working", "push": {"is_healthy": false,
         "problem": {"en": "message channel (push off): gone", "zh": "x"}}},
        {"shop": "ningbo", "state": "working", "push": null}]})");
    const auto outcome = show_status(session);
    BOOST_TEST(outcome.out.find("received 12, acknowledged 11, refused 1, about nothing here 3") !=
               std::string::npos);
    BOOST_TEST(outcome.out.find("suzhou  messages do not come in: message channel (push off)") !=
               std::string::npos);
    BOOST_TEST(outcome.out.find("ningbo  messages") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(status_names_the_branches_with_few_numbers_left)
{
    http.answer(R"({"version": "1", "shops": [{"shop": "yiwu", "state": "working",
        "low_waybills": [{"carrier": "YTO", "branch_name": "b", "balance": 9}]}]})");
    const auto outcome = show_status(session);
    BOOST_TEST(outcome.out.find("yiwu  YTO b: waybill numbers left: 9; top up") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

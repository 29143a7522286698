#include "store_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::store;
using namespace daifa::test;

namespace {

struct CasesFixture : StoreFixture {
    CasesFixture() { record(row); }

    static CaseDecision decision(const std::string& choice, TimePoint at)
    {
        CaseDecision made;
        made.difference = "missing_in_erp";
        made.subject = "s1";
        made.detail = "T1";
        made.choice = choice;
        made.by = "li";
        made.reason = "shipped by hand";
        made.at = at;
        return made;
    }

    void close()
    {
        Ledger::VerdictUpdate update;
        update.order = row.id;
        update.revision = load(row.id).revision;
        update.verdict.state = OrderState::closed;
        run(ledger->save_verdicts(shop, std::vector{update}, clock.now()));
    }

    PlatformOrder row = make_order("D1");
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(ledger_cases, CasesFixture)

BOOST_AUTO_TEST_CASE(a_decision_is_kept_with_its_order_and_makes_it_due)
{
    const auto revision = load(row.id).revision;
    BOOST_TEST(run(ledger->decide_case(shop, row.id, decision("closed", clock.now()))));

    reopen();

    const auto due = run(ledger->load_due(shop, clock.now(), 10));
    BOOST_TEST_REQUIRE(due.size() == 1u);
    BOOST_TEST(due.front().revision > revision);
    BOOST_TEST_REQUIRE(due.front().decisions.size() == 1u);
    const CaseDecision& kept = due.front().decisions.front();
    BOOST_TEST(kept.generation == 1);
    BOOST_TEST(kept.difference == "missing_in_erp");
    BOOST_TEST(kept.subject == "s1");
    BOOST_TEST(kept.detail == "T1");
    BOOST_TEST(kept.choice == "closed");
    BOOST_TEST(kept.by == "li");
    BOOST_TEST(kept.reason == "shipped by hand");
    BOOST_TEST((kept.at == clock.now()));
    BOOST_TEST(history(row.id).back() == "decided: missing_in_erp → closed/li: shipped by hand");
}

BOOST_AUTO_TEST_CASE(a_later_decision_takes_the_place_of_an_earlier_one)
{
    run(ledger->decide_case(shop, row.id, decision("closed", clock.now())));
    run(ledger->decide_case(shop, row.id, decision("settled", clock.now())));

    BOOST_TEST_REQUIRE(load(row.id).decisions.size() == 1u);
    BOOST_TEST(load(row.id).decisions.front().choice == "settled");
    BOOST_TEST(history(row.id).size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_decision_is_taken_back_once)
{
    run(ledger->decide_case(shop, row.id, decision("closed", clock.now())));

    BOOST_TEST(
        run(ledger->reopen_case(shop, row.id, "missing_in_erp", "li", "wrong", clock.now())));
    BOOST_TEST(
        !run(ledger->reopen_case(shop, row.id, "missing_in_erp", "li", "wrong", clock.now())));

    BOOST_TEST(load(row.id).decisions.empty());
    BOOST_TEST(history(row.id).back() == "reopened: missing_in_erp/li: wrong");
}

BOOST_AUTO_TEST_CASE(an_order_that_nobody_knows_is_not_decided)
{
    const auto other = make_order("D2").id;
    BOOST_TEST(!run(ledger->decide_case(shop, other, decision("closed", clock.now()))));
    BOOST_TEST(!run(ledger->reopen_case(shop, other, "missing_in_erp", "li", "", clock.now())));
    BOOST_TEST(run(ledger->list_decisions(shop, 10)).empty());
}

BOOST_AUTO_TEST_CASE(decisions_are_listed_with_the_newest_first)
{
    const auto other = make_order("D2");
    record(other);
    run(ledger->decide_case(shop, row.id, decision("closed", clock.now())));
    run(ledger->decide_case(shop, other.id, decision("closed", clock.now() + Milliseconds(1))));

    const auto list = run(ledger->list_decisions(shop, 10));
    BOOST_TEST_REQUIRE(list.size() == 2u);
    BOOST_TEST((list.front().order == other.id));
    BOOST_TEST((list.back().order == row.id));
    BOOST_TEST(run(ledger->list_decisions(shop, 1)).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_closed_order_is_at_its_end_and_goes_with_its_decisions)
{
    run(ledger->decide_case(shop, row.id, decision("closed", clock.now())));
    close();
    BOOST_TEST(run(ledger->load_due(shop, clock.now(), 10)).empty());
    const auto summary = run(ledger->summarize(shop));
    BOOST_TEST(!summary.oldest_open_since.has_value());
    BOOST_TEST_REQUIRE(summary.states.size() == 1u);
    BOOST_TEST((summary.states.front().first == OrderState::closed));
    OrderQuery query;
    BOOST_TEST(run(ledger->list_orders(shop, query)).orders.size() == 1u);

    BOOST_TEST(run(ledger->archive(shop, clock.now() + Milliseconds(1), 10)) == 1);
    BOOST_TEST(run(ledger->list_decisions(shop, 10)).empty());
}

BOOST_AUTO_TEST_SUITE_END()

#include "store_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::store;
using namespace daifa::test;

namespace {

struct PeopleFixture : StoreFixture {
    void decide(const std::string& number, OrderState state, const std::string& difference = {})
    {
        Ledger::VerdictUpdate update;
        update.order = make_order(number).id;
        update.revision = load(update.order).revision;
        update.verdict.state = state;
        update.verdict.difference = difference;
        run(ledger->save_verdicts(shop, std::vector{update}, clock.now()));
    }

    std::vector<std::string> numbers(const OrderQuery& query)
    {
        std::vector<std::string> found;
        for (const auto& order : run(ledger->list_orders(shop, query)).orders)
            found.push_back(order.id.number);
        return found;
    }

    std::int64_t count(const std::string& table)
    {
        return std::stoll(
            run_sql(directory.file("daifa.db"), "select count(*) from " + table).at(0));
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(ledger_people, PeopleFixture)

BOOST_AUTO_TEST_CASE(that_it_was_restored_stays_in_the_ledger)
{
    BOOST_TEST(!run(ledger->load_restored_at()).has_value());
    const TimePoint at = clock.now();
    run(ledger->mark_restored(at));

    reopen();

    BOOST_TEST_REQUIRE(run(ledger->load_restored_at()).has_value());
    BOOST_TEST((*run(ledger->load_restored_at()) == at));
}

BOOST_AUTO_TEST_CASE(a_hold_is_kept_with_its_reason_until_it_is_lifted)
{
    const auto row = make_order("D1");
    record(row);
    Hold hold;
    hold.by = "li";
    hold.reason = "buyer called";
    hold.at = clock.now();

    BOOST_TEST(run(ledger->set_hold(shop, row.id, hold)));
    BOOST_TEST_REQUIRE(load(row.id).hold.has_value());
    BOOST_TEST(load(row.id).hold->reason == "buyer called");
    BOOST_TEST(load(row.id).revision == 2);

    Hold other = hold;
    other.by = "wang";
    BOOST_TEST(!run(ledger->set_hold(shop, row.id, other)));
    BOOST_TEST(load(row.id).hold->by == "li");
    BOOST_TEST(load(row.id).revision == 2);

    BOOST_TEST(run(ledger->lift_hold(shop, row.id, "li", clock.now())));
    BOOST_TEST(!load(row.id).hold.has_value());
    BOOST_TEST(!run(ledger->lift_hold(shop, row.id, "li", clock.now())));
    BOOST_TEST(!run(ledger->set_hold(shop, make_order("nowhere").id, hold)));
    BOOST_TEST(history(row.id).back() == "hold lifted/li");
}

BOOST_AUTO_TEST_CASE(a_person_resolves_only_what_is_uncertain)
{
    const auto row = make_order("D1");
    record(row);
    claim(row.id, "import/1");
    const auto resolve = [&](WriteState outcome) {
        return run(ledger->resolve_write(shop, row.id, "import/1", outcome, "li", "looked it up",
                                         clock.now()));
    };

    BOOST_TEST(!resolve(WriteState::given_up));
    settle(row.id, "import/1", WriteState::uncertain);
    BOOST_TEST(!resolve(WriteState::claimed));
    BOOST_TEST(resolve(WriteState::given_up));

    BOOST_TEST((load(row.id).writes.at(0).state == WriteState::given_up));
    BOOST_TEST(history(row.id).back() == "import given_up/li: looked it up");
    BOOST_TEST((claim(row.id, "import/1") == ClaimOutcome::taken));
}

BOOST_AUTO_TEST_CASE(a_retry_lets_refused_writes_be_claimed_at_once)
{
    const auto row = make_order("D1");
    record(row);
    claim(row.id, "import/1");
    Settlement refusal;
    refusal.order = row.id;
    refusal.key = "import/1";
    refusal.state = WriteState::refused;
    refusal.failure = Errc::rejected;
    run(ledger->settle(shop, std::vector{refusal}, clock.now()));
    clock.advance(Milliseconds(1000));

    BOOST_TEST((run(ledger->retry(shop, row.id, "li", clock.now())) == RetryOutcome::freed));

    // Zero would go on waiting for a person.
    BOOST_TEST((load(row.id).writes.at(0).retry_after == clock.now()));
    BOOST_TEST(history(row.id).back() == "retry/li");
    BOOST_TEST((run(ledger->retry(shop, make_order("nowhere").id, "li", clock.now())) ==
                RetryOutcome::unknown_order));
}

BOOST_AUTO_TEST_CASE(a_retry_without_a_refused_write_has_the_erp_read_again)
{
    const auto row = make_order("D1");
    record(row);
    run(ledger->record_erp_look(shop, std::vector{row.id}, {}, clock.now(), ""));

    BOOST_TEST((run(ledger->retry(shop, row.id, "li", clock.now())) == RetryOutcome::decided_anew));

    BOOST_TEST((load(row.id).erp_read_at == TimePoint{}));
}

BOOST_AUTO_TEST_CASE(what_was_given_up_is_never_retried_until_somebody_says_what_happened)
{
    const auto row = make_order("D1");
    record(row);
    claim(row.id, "import/1");
    settle(row.id, "import/1", WriteState::uncertain);
    const auto resolve = [&](WriteState outcome) {
        return run(
            ledger->resolve_write(shop, row.id, "import/1", outcome, "li", "looked", clock.now()));
    };
    BOOST_TEST(resolve(WriteState::given_up));

    BOOST_TEST((run(ledger->retry(shop, row.id, "li", clock.now())) == RetryOutcome::given_up));
    BOOST_TEST((load(row.id).writes.at(0).state == WriteState::given_up));

    BOOST_TEST(!resolve(WriteState::given_up));
    BOOST_TEST(resolve(WriteState::refused));
    BOOST_TEST((claim(row.id, "import/1") == ClaimOutcome::claimed));
}

BOOST_AUTO_TEST_CASE(a_list_goes_on_behind_its_cursor_in_both_directions)
{
    for (const char* number : {"D1", "D2", "D3", "D4", "D5"}) {
        record(make_order(number));
        clock.advance(Milliseconds(1000));
    }
    decide("D2", OrderState::imported);
    decide("D5", OrderState::held, "item_unmapped");

    for (const bool oldest_first : {true, false}) {
        OrderQuery query;
        query.limit = 2;
        query.oldest_first = oldest_first;
        std::vector<std::string> seen;
        do {
            const auto page = run(ledger->list_orders(shop, query));
            BOOST_TEST(page.orders.size() <= 2u);
            for (const auto& order : page.orders)
                seen.push_back(order.id.number);
            query.after = page.next;
        } while (!query.after.empty());

        std::vector<std::string> expected = {"D1", "D3", "D4", "D2", "D5"};
        if (!oldest_first)
            std::reverse(expected.begin(), expected.end());
        BOOST_TEST(seen == expected, boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(a_list_is_filtered_by_state_difference_and_text)
{
    for (const char* number : {"A1", "A2", "B%1", "B21"})
        record(make_order(number));
    decide("A1", OrderState::held, "item_unmapped");
    decide("A2", OrderState::held, "carrier_unmapped");
    const auto list = [](auto... values) { return std::vector<std::string>{values...}; };

    OrderQuery held;
    held.state = OrderState::held;
    BOOST_TEST(numbers(held) == list("A1", "A2"), boost::test_tools::per_element());
    OrderQuery unmapped;
    unmapped.difference = "item_unmapped";
    BOOST_TEST(numbers(unmapped) == list("A1"), boost::test_tools::per_element());
    unmapped.state = OrderState::imported;
    BOOST_TEST(numbers(unmapped).empty());
    OrderQuery text;
    text.text = "B%";
    BOOST_TEST(numbers(text) == list("B%1"), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(orders_are_found_by_the_start_of_number_pair_or_merchant)
{
    record(make_order("D11", "m1"));
    record(make_order("D12", "m2"));
    record(make_order("E1", "m2"));
    const auto found = [&](const std::string& text) {
        std::string joined;
        for (const auto& id : run(ledger->search_orders(shop, text)))
            joined += to_text(id) + " ";
        return joined;
    };

    BOOST_TEST(found("D1") == "m1/D11 m2/D12 ");
    BOOST_TEST(found("D12") == "m2/D12 ");
    BOOST_TEST(found("m1/D") == "m1/D11 ");
    BOOST_TEST(found("m2") == "m2/D12 m2/E1 ");
    BOOST_TEST(found("x").empty());
}

BOOST_AUTO_TEST_CASE(the_summary_counts_states_and_names_the_oldest_open_order)
{
    record(make_order("D1"));
    record(make_order("D2"));
    decide("D1", OrderState::uploaded);
    clock.advance(Milliseconds(1000));
    decide("D2", OrderState::held, "item_unmapped");
    claim(make_order("D2").id, "import/1");
    settle(make_order("D2").id, "import/1", WriteState::uncertain);

    const auto summary = run(ledger->summarize(shop));

    BOOST_TEST_REQUIRE(summary.states.size() == 2u);
    BOOST_TEST((summary.states[0] == std::pair(OrderState::uploaded, std::int64_t(1))));
    BOOST_TEST((summary.states[1] == std::pair(OrderState::held, std::int64_t(1))));
    BOOST_TEST_REQUIRE(summary.differences.size() == 1u);
    BOOST_TEST(summary.differences[0].first == "item_unmapped");
    BOOST_TEST((summary.oldest_open_since == clock.now()));
    BOOST_TEST(summary.uncertain_writes == 1);
}

BOOST_AUTO_TEST_CASE(the_archive_takes_ended_orders_with_all_that_belongs_to_them)
{
    for (const char* number : {"D1", "D2", "D3"})
        record(make_order(number));
    run(ledger->record_erp_orders(shop, std::vector{make_erp_row("D1", "E1", ErpStage::shipped)},
                                  clock.now(), "w", ""));
    claim(make_order("D1").id, "import/1");
    settle(make_order("D1").id, "import/1", WriteState::confirmed);
    decide("D1", OrderState::uploaded);
    decide("D2", OrderState::withdrawn);
    const auto before = clock.now() + Milliseconds(1);

    BOOST_TEST(run(ledger->archive(shop, clock.now(), 10)) == 0);
    BOOST_TEST(run(ledger->archive(shop, before, 1)) == 1);
    BOOST_TEST(run(ledger->archive(shop, before, 10)) == 1);
    BOOST_TEST(run(ledger->archive(shop, before, 10)) == 0);

    BOOST_TEST(count("orders") == 1);
    BOOST_TEST(count("order_bodies") == 1);
    BOOST_TEST(count("erp_orders") == 0);
    BOOST_TEST(count("writes") == 0);
    BOOST_TEST(count("events") == 1);
    BOOST_TEST(run(ledger->summarize(shop)).states.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

#include "store_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::store;
using namespace daifa::test;

namespace {

struct ActFixture : StoreFixture {
    ActFixture() { record(row); }

    WriteRecord write() { return load(row.id).writes.at(0); }

    PlatformOrder row = make_order("D1");
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(ledger_act, ActFixture)

BOOST_AUTO_TEST_CASE(a_write_is_claimed_once)
{
    BOOST_TEST((claim(row.id, "import/1") == ClaimOutcome::claimed));
    BOOST_TEST((claim(row.id, "import/1") == ClaimOutcome::taken));

    settle(row.id, "import/1", WriteState::uncertain);
    BOOST_TEST((claim(row.id, "import/1") == ClaimOutcome::taken));

    settle(row.id, "import/1", WriteState::confirmed);
    BOOST_TEST((claim(row.id, "import/1") == ClaimOutcome::taken));
    BOOST_TEST(write().attempts == 1);
}

BOOST_AUTO_TEST_CASE(only_a_refused_write_may_be_claimed_again)
{
    claim(row.id, "import/1");
    settle(row.id, "import/1", WriteState::refused);

    BOOST_TEST((claim(row.id, "import/1") == ClaimOutcome::claimed));
    BOOST_TEST(write().attempts == 2);
    BOOST_TEST((write().state == WriteState::claimed));
}

BOOST_AUTO_TEST_CASE(an_end_is_not_left_by_a_late_answer)
{
    claim(row.id, "import/1");
    settle(row.id, "import/1", WriteState::confirmed);
    const auto revision = load(row.id).revision;

    settle(row.id, "import/1", WriteState::refused);

    BOOST_TEST((write().state == WriteState::confirmed));
    BOOST_TEST(load(row.id).revision == revision);
}

BOOST_AUTO_TEST_CASE(a_claim_made_for_an_older_revision_is_stale)
{
    Claim late;
    late.order = row.id;
    late.revision = load(row.id).revision;
    late.key = "import/1";
    row.is_assigned = false;
    record(row);

    const auto outcomes = run(ledger->claim(shop, std::vector{late}, clock.now()));

    BOOST_TEST((outcomes.at(0) == ClaimOutcome::stale));
    BOOST_TEST(load(row.id).writes.empty());
}

BOOST_AUTO_TEST_CASE(a_claim_for_an_unknown_order_is_stale)
{
    Claim claim;
    claim.order = make_order("nowhere").id;
    claim.key = "import/1";

    BOOST_TEST(
        (run(ledger->claim(shop, std::vector{claim}, clock.now())).at(0) == ClaimOutcome::stale));
}

BOOST_AUTO_TEST_CASE(one_number_goes_to_one_order)
{
    const auto other = make_order("D2");
    record(other);
    claim(row.id, "upload/1/YTO/YT1", WriteKind::upload_waybill, "YTO/YT1");

    BOOST_TEST((claim(other.id, "upload/1/YTO/YT1", WriteKind::upload_waybill, "YTO/YT1") ==
                ClaimOutcome::number_in_use));
    BOOST_TEST((claim(other.id, "upload/1/STO/YT1", WriteKind::upload_waybill, "STO/YT1") ==
                ClaimOutcome::claimed));
}

BOOST_AUTO_TEST_CASE(claims_of_one_group_are_claimed_all_or_none)
{
    const auto other = make_order("D2");
    record(other);
    std::vector<Claim> claims;
    for (const auto& id : {row.id, other.id}) {
        Claim take;
        take.order = id;
        take.revision = load(id).revision;
        take.key = "take/1/1/1";
        take.kind = WriteKind::take_waybill;
        take.subject = take.group = "YTO/D1-1-1-1-joint";
        claims.push_back(take);
    }
    --claims[1].revision;
    for (const auto outcome : run(ledger->claim(shop, claims, clock.now())))
        BOOST_TEST((outcome == ClaimOutcome::stale));
    BOOST_TEST(load(row.id).writes.empty());

    ++claims[1].revision;
    for (const auto outcome : run(ledger->claim(shop, claims, clock.now())))
        BOOST_TEST((outcome == ClaimOutcome::claimed));
    BOOST_TEST(load(row.id).related.at(0).id.number == "D2");
    BOOST_TEST(load(other.id).shares_parcel);
}

BOOST_AUTO_TEST_CASE(what_changes_of_an_order_wakes_the_others_of_its_parcel)
{
    auto other = make_order("D2");
    record(other);
    std::vector<Claim> claims;
    for (const auto& id : {row.id, other.id}) {
        Claim take;
        take.order = id;
        take.revision = load(id).revision;
        take.key = "take/1/1/1";
        take.kind = WriteKind::take_waybill;
        take.subject = take.group = "YTO/D1-1-1-1-joint";
        claims.push_back(take);
    }
    run(ledger->claim(shop, claims, clock.now()));
    const auto before = load(row.id).revision;
    other.recipient_group = "elsewhere";
    other.is_assigned = false;
    record(other);

    const auto seen = load(row.id);
    BOOST_TEST(seen.revision == before + 1);
    BOOST_TEST(seen.related.at(0).body->recipient_group == "elsewhere");
    // A person's word about the shared number is about every order of it.
    run(ledger->doubt_claimed_writes(shop, clock.now(), Milliseconds(1)));
    BOOST_TEST(run(ledger->resolve_write(shop, other.id, "take/1/1/1", WriteState::confirmed, "li",
                                         "seen", clock.now(), "YTO/YT1")));
    BOOST_TEST(load(row.id).writes.at(0).result == "YTO/YT1");
}

BOOST_AUTO_TEST_CASE(what_changes_of_an_order_wakes_those_that_wait_for_others_of_their_recipient)
{
    auto other = make_order("D2");
    auto stranger = make_order("D3");
    stranger.recipient_group = "elsewhere";
    record(other);
    record(stranger);
    const auto save = [&](const OrderId& id, std::string rule, std::int64_t seen) {
        Ledger::VerdictUpdate update;
        update.order = id;
        update.revision = load(id).revision;
        update.verdict.state = OrderState::imported;
        update.verdict.rule = std::move(rule);
        update.verdict.due_at = clock.now() + Milliseconds(600'000);
        update.seen = {{other.id, seen}};
        run(ledger->save_verdicts(shop, std::vector{update}, clock.now()));
    };
    const auto is_due = [&](const OrderId& id) { return load(id).verdict.due_at == clock.now(); };
    const std::string joint(waits_for_recipient);
    const auto seen = load(other.id).revision;
    save(row.id, joint, seen);
    save(stranger.id, joint, seen);
    clock.advance(Milliseconds(1000));
    BOOST_TEST(!is_due(row.id));
    other.is_assigned = false;
    record(other);

    BOOST_TEST(is_due(row.id));
    BOOST_TEST(!is_due(stranger.id));
    // A wait that was decided before the change is not kept.
    save(row.id, joint, seen);
    BOOST_TEST(is_due(row.id));
    save(row.id, joint, load(other.id).revision);
    BOOST_TEST(!is_due(row.id));
    // Where the other one stands now, matters as well.
    save(other.id, "audit", load(other.id).revision);
    BOOST_TEST(is_due(row.id));
}

BOOST_AUTO_TEST_CASE(related_are_open_orders_of_one_recipient_where_asked_for)
{
    record(make_order("D2"));
    auto moved = make_order("D3");
    record(moved);
    moved.recipient_group = "elsewhere";
    record(moved);
    const auto find = [&](Bodies bodies) {
        for (const auto& order : run(ledger->load_due(shop, clock.now(), 10, OrderIds(), bodies)))
            if (order.id == row.id)
                return order.related;
        return std::vector<OrderRecord>();
    };

    BOOST_TEST(find(Bodies::all).empty());
    BOOST_TEST_REQUIRE(find(Bodies::all_of_one_recipient).size() == 1u);
    BOOST_TEST(find(Bodies::all_of_one_recipient)[0].id.number == "D2");
    BOOST_TEST(
        run(ledger->choose_parcel(shop, row.id, ParcelChoice::single, "li", "heavy", clock.now())));
    BOOST_TEST((load(row.id).parcel_choice == ParcelChoice::single));
}

BOOST_AUTO_TEST_CASE(a_refused_upload_gives_its_number_free)
{
    const auto other = make_order("D2");
    record(other);
    claim(row.id, "upload/1/YTO/YT1", WriteKind::upload_waybill, "YTO/YT1");
    settle(row.id, "upload/1/YTO/YT1", WriteState::refused);

    BOOST_TEST((claim(other.id, "upload/1/YTO/YT1", WriteKind::upload_waybill, "YTO/YT1") ==
                ClaimOutcome::claimed));
    BOOST_TEST((claim(row.id, "upload/1/YTO/YT1", WriteKind::upload_waybill, "YTO/YT1") ==
                ClaimOutcome::number_in_use));
}

BOOST_AUTO_TEST_CASE(a_number_that_may_have_arrived_stays_taken)
{
    const auto other = make_order("D2");
    record(other);
    claim(row.id, "upload/1/YTO/YT1", WriteKind::upload_waybill, "YTO/YT1");
    for (const auto state : {WriteState::uncertain, WriteState::given_up}) {
        settle(row.id, "upload/1/YTO/YT1", state);
        BOOST_TEST((claim(other.id, "upload/1/YTO/YT1", WriteKind::upload_waybill, "YTO/YT1") ==
                    ClaimOutcome::number_in_use));
    }
}

BOOST_AUTO_TEST_CASE(a_write_keeps_the_digest_of_what_it_was_made_from)
{
    Claim take;
    take.order = row.id;
    take.revision = load(row.id).revision;
    take.key = "take/1/1/1";
    take.kind = WriteKind::take_waybill;
    take.digest = address_digest(row);
    run(ledger->claim(shop, std::vector{take}, clock.now()));
    RequestedWrite reprint;
    reprint.order = row.id;
    reprint.key = "print/1/YTO/YT1/2";
    reprint.digest = "of what the person saw";
    run(ledger->request_write(shop, reprint, "li", "torn", clock.now()));

    const auto writes = load(row.id).writes;
    BOOST_TEST_REQUIRE(writes.size() == 2u);
    BOOST_TEST(writes[0].digest == reprint.digest);
    BOOST_TEST(writes[1].digest == take.digest);
}

BOOST_AUTO_TEST_CASE(a_retracted_upload_gives_its_number_free)
{
    const auto other = make_order("D2");
    record(other);
    claim(row.id, "upload/1/YTO/YT1", WriteKind::upload_waybill, "YTO/YT1");
    settle(row.id, "upload/1/YTO/YT1", WriteState::confirmed);
    claim(row.id, "retract/1/YTO/YT1", WriteKind::retract_upload, "YTO/YT1");
    settle(row.id, "retract/1/YTO/YT1", WriteState::confirmed);

    BOOST_TEST((claim(other.id, "upload/1/YTO/YT1", WriteKind::upload_waybill, "YTO/YT1") ==
                ClaimOutcome::claimed));
}

BOOST_AUTO_TEST_CASE(who_waits_for_an_order_is_given_the_others_that_are_due)
{
    clock.advance(Milliseconds(1000));
    const TimePoint later = clock.now();
    for (const auto* number : {"D0", "D2", "D3"})
        record(make_order(number));
    const OrderIds front{row.id, make_order("D0").id};
    const OrderIds middle{make_order("D2").id};
    const auto numbers = [&](const OrderIds& except, int limit) {
        std::string text;
        for (const auto& order : run(ledger->load_due(shop, clock.now(), limit, except)))
            text += order.id.number + " ";
        return text;
    };

    BOOST_TEST(numbers({}, 10) == "D1 D0 D2 D3 ");
    BOOST_TEST(numbers(front, 1) == "D2 ");
    BOOST_TEST(numbers(front, 10) == "D2 D3 ");
    BOOST_TEST(numbers(middle, 10) == "D1 D0 D3 ");
    BOOST_TEST((run(ledger->find_next_due(shop, middle)) == later - Milliseconds(1000)));
    BOOST_TEST((run(ledger->find_next_due(shop, front)) == later));
}

BOOST_AUTO_TEST_CASE(nothing_is_due_when_all_are_waited_for)
{
    const OrderIds all{row.id};

    BOOST_TEST(run(ledger->load_due(shop, clock.now(), 10, all)).empty());
    BOOST_TEST(!run(ledger->find_next_due(shop, all)).has_value());
}

BOOST_AUTO_TEST_CASE(a_settlement_brings_its_verdict_along)
{
    claim(row.id, "import/1");
    Settlement settlement;
    settlement.order = row.id;
    settlement.key = "import/1";
    settlement.result = "E1";
    settlement.revision = load(row.id).revision;
    settlement.verdict.emplace();
    settlement.verdict->state = OrderState::imported;
    settlement.verdict->rule = "import.wait";

    run(ledger->settle(shop, std::vector{settlement}, clock.now()));

    BOOST_TEST((load(row.id).verdict.state == OrderState::imported));
    BOOST_TEST(write().result == "E1");
    BOOST_TEST(run(ledger->load_due(shop, clock.now(), 10)).empty());
    const std::vector<std::string> expected = {"assigned/window", "import confirmed, imported/E1"};
    BOOST_TEST(history(row.id) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_history_tells_when_a_settled_write_was_claimed)
{
    const TimePoint claimed_at = clock.now();
    claim(row.id, "import/1");
    clock.advance(Milliseconds(1500));
    settle(row.id, "import/1", WriteState::confirmed);

    const auto event = run(ledger->list_events(shop, row.id)).back();
    BOOST_TEST((event.since == claimed_at));
    BOOST_TEST((event.at == claimed_at + Milliseconds(1500)));
}

BOOST_AUTO_TEST_CASE(a_settlement_whose_order_moved_on_leaves_it_due)
{
    claim(row.id, "import/1");
    Settlement settlement;
    settlement.order = row.id;
    settlement.key = "import/1";
    settlement.revision = load(row.id).revision;
    settlement.verdict.emplace();
    settlement.verdict->state = OrderState::imported;
    row.is_assigned = false;
    record(row);

    run(ledger->settle(shop, std::vector{settlement}, clock.now()));

    BOOST_TEST((write().state == WriteState::confirmed));
    BOOST_TEST((load(row.id).verdict.state == OrderState::downloaded));
    BOOST_TEST(run(ledger->load_due(shop, clock.now(), 10)).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_verdict_for_an_older_revision_changes_nothing)
{
    Ledger::VerdictUpdate update;
    update.order = row.id;
    update.revision = load(row.id).revision;
    update.verdict.state = OrderState::skipped;
    claim(row.id, "import/1");
    settle(row.id, "import/1", WriteState::confirmed);

    run(ledger->save_verdicts(shop, std::vector{update}, clock.now()));

    BOOST_TEST((load(row.id).verdict.state == OrderState::downloaded));
    BOOST_TEST(run(ledger->load_due(shop, clock.now(), 10)).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_verdict_keeps_its_since_until_state_or_difference_change)
{
    Ledger::VerdictUpdate update;
    update.order = row.id;
    update.revision = load(row.id).revision;
    update.verdict.state = OrderState::held;
    update.verdict.difference = "item_unmapped";
    update.verdict.detail = "SKU-1";
    run(ledger->save_verdicts(shop, std::vector{update}, clock.now()));
    const auto since = clock.now();
    clock.advance(Milliseconds(5000));
    update.verdict.detail = "SKU-2";

    run(ledger->save_verdicts(shop, std::vector{update}, clock.now()));

    const auto order = load(row.id);
    BOOST_TEST(order.verdict.detail == "SKU-2");
    BOOST_TEST((order.verdict_since == since));
    BOOST_TEST(history(row.id).size() == 2u);
    BOOST_TEST(history(row.id).back() == "held: item_unmapped/");
}

BOOST_AUTO_TEST_CASE(what_was_cut_off_is_uncertain_after_the_restart)
{
    claim(row.id, "import/1");
    reopen();

    const auto count = run(ledger->doubt_claimed_writes(shop, clock.now(), Milliseconds(60'000)));

    BOOST_TEST(count == 1);
    BOOST_TEST((write().state == WriteState::uncertain));
    BOOST_TEST((write().verify_after == clock.now() + Milliseconds(60'000)));
    BOOST_TEST(run(ledger->load_due(shop, clock.now(), 10)).size() == 1u);
    BOOST_TEST(run(ledger->doubt_claimed_writes(shop, clock.now(), Milliseconds(60'000))) == 0);
}

BOOST_AUTO_TEST_CASE(looking_again_at_an_uncertain_write_keeps_its_answer)
{
    claim(row.id, "import/1");
    Settlement doubt;
    doubt.order = row.id;
    doubt.key = "import/1";
    doubt.state = WriteState::uncertain;
    doubt.request_id = "r-9";
    doubt.failure = Errc::uncertain;
    doubt.failure_text = "time-out";
    run(ledger->settle(shop, std::vector{doubt}, clock.now()));
    Settlement look;
    look.order = row.id;
    look.key = "import/1";
    look.state = WriteState::uncertain;
    look.absent_reads = 1;

    run(ledger->settle(shop, std::vector{look}, clock.now()));

    BOOST_TEST(write().absent_reads == 1);
    BOOST_TEST(write().request_id == "r-9");
    BOOST_TEST((write().failure == Errc::uncertain));
    BOOST_TEST(history(row.id).size() == 2u);
}

BOOST_AUTO_TEST_CASE(the_next_generation_starts_anew_and_keeps_the_facts)
{
    claim(row.id, "import/1");
    settle(row.id, "import/1", WriteState::confirmed);
    row.is_assigned = false;
    record(row);
    row.is_assigned = true;
    record(row);
    run(ledger->record_erp_look(shop, std::vector{row.id}, std::vector<ErpRow>(), clock.now(), ""));
    BOOST_TEST(load(row.id).withdrawn_at.has_value());

    BOOST_TEST(!run(ledger->begin_generation(shop, row.id, 1, "again", clock.now())));
    const auto revision = load(row.id).revision;
    BOOST_TEST(run(ledger->begin_generation(shop, row.id, revision, "again", clock.now())));

    const auto order = load(row.id);
    BOOST_TEST(order.generation == 2);
    BOOST_TEST(order.revision == revision + 1);
    BOOST_TEST(!order.withdrawn_at.has_value());
    BOOST_TEST(order.imported_digest.empty());
    BOOST_TEST((order.erp_read_at == TimePoint{}));
    BOOST_TEST(order.writes.size() == 1u);
    BOOST_TEST(history(row.id).back() == "generation 2/again");
    // The import of the new generation is open again, so a pass sees the body.
    BOOST_TEST(run(ledger->load_due(shop, clock.now(), 10)).at(0).body.has_value());
}

BOOST_AUTO_TEST_CASE(the_oldest_due_come_first_and_no_more_than_asked_for)
{
    clock.advance(Milliseconds(1000));
    record(make_order("D0"));

    const auto due = run(ledger->load_due(shop, clock.now(), 1));

    BOOST_TEST_REQUIRE(due.size() == 1u);
    BOOST_TEST(due[0].id.number == "D1");
    BOOST_TEST(run(ledger->load_due(shop, clock.now(), 10)).size() == 2u);
    BOOST_TEST(run(ledger->load_due(ShopId("other"), clock.now(), 10)).empty());
}

BOOST_AUTO_TEST_CASE(a_new_strategy_makes_open_and_skipped_orders_due)
{
    Ledger::VerdictUpdate skipped;
    skipped.order = row.id;
    skipped.revision = load(row.id).revision;
    skipped.verdict.state = OrderState::skipped;
    const auto done = make_order("D2");
    record(done);
    Ledger::VerdictUpdate uploaded = skipped;
    uploaded.order = done.id;
    uploaded.verdict.state = OrderState::uploaded;
    run(ledger->save_verdicts(shop, std::vector{skipped, uploaded}, clock.now()));
    BOOST_TEST(run(ledger->load_due(shop, clock.now(), 10)).empty());

    run(ledger->make_all_due(shop, clock.now()));

    const auto due = run(ledger->load_due(shop, clock.now(), 10));
    BOOST_TEST_REQUIRE(due.size() == 1u);
    BOOST_TEST((due[0].id == row.id));
}

BOOST_AUTO_TEST_SUITE_END()

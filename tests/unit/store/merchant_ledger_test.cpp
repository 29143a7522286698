#include "store_fixture.hpp"

#include "store/detail/noted_numbers.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::store;
using namespace daifa::test;
using namespace std::chrono_literals;

namespace {

struct MerchantFixture : StoreFixture {
    MerchantLedger& merchant() { return ledger->merchant(); }

    MerchantOrder order(const std::string& number = "261127-100000000000001")
    {
        MerchantOrder made;
        made.number = number;
        made.confirmed_at = clock.now() - 1h;
        made.updated_at = clock.now();
        made.region = {"浙江省", "金华市", "义乌市"};
        OrderItem item;
        item.product_name = "杯子";
        item.sku_code = "CUP-R";
        item.quantity = 2;
        made.items.push_back(item);
        made.seller_note = Personal("快点 " + number);
        return made;
    }

    RowCounts record(std::vector<MerchantOrder> rows)
    {
        return run(merchant().record_orders(shop, std::move(rows), clock.now(), "window", "r-1"));
    }

    MerchantRecord load(const std::string& number = "261127-100000000000001")
    {
        return run(merchant().find_order(shop, number)).value();
    }

    std::size_t due() { return run(merchant().load_due(shop, clock.now(), 10)).size(); }

    bool claim(std::optional<std::int64_t> revision = {})
    {
        MerchantClaim made;
        made.revision = revision.value_or(load().revision);
        made.shipment = {load().order.number, "YTO", WaybillNumber("YT1"), "77"};
        made.verdict.state = MerchantState::shipping;
        made.verdict.rule = "ship";
        return run(merchant().claim(shop, std::vector{made}, clock.now())).front();
    }

    void settle(WriteState state)
    {
        ShipSettlement settlement;
        settlement.order = load().order.number;
        settlement.state = state;
        settlement.request_id = "r-2";
        settlement.verify_after = clock.now() + 60s;
        run(merchant().settle(shop, std::vector{settlement}, clock.now()));
    }

    void say(MerchantState state, const std::string& difference = {})
    {
        MerchantVerdictUpdate update;
        update.order = load().order.number;
        update.revision = load().revision;
        update.verdict.state = state;
        update.verdict.rule = "test";
        update.verdict.difference = difference;
        run(merchant().save_verdicts(shop, std::vector{update}, clock.now()));
    }

    std::vector<std::string> history()
    {
        std::vector<std::string> lines;
        for (const auto& event : run(merchant().list_events(shop, load().order.number)))
            lines.push_back(event.what);
        return lines;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(merchant_ledger, MerchantFixture)

BOOST_AUTO_TEST_CASE(keeps_an_order_as_the_platform_showed_it)
{
    auto shown = order();
    shown.ship_by = clock.now() + 24h;
    shown.is_sf_only = true;
    shown.after_sale = AfterSale::open;
    shown.after_sale_code = 2;

    BOOST_TEST(record({shown}).new_rows == 1);

    BOOST_TEST((load().order == shown));
    BOOST_TEST(due() == 1u);
}

BOOST_AUTO_TEST_CASE(seals_the_seller_s_note)
{
    record({order()});
    const auto notes = run_sql(directory.file("daifa.db"), "select note from merchant_orders");
    BOOST_TEST_REQUIRE(notes.size() == 1u);
    BOOST_TEST(notes[0].find("快点") == std::string::npos);
    BOOST_TEST(!notes[0].empty());
}

BOOST_AUTO_TEST_CASE(an_unchanged_order_is_not_due_again)
{
    record({order()});
    say(MerchantState::waiting, "waits_for_assignment");
    clock.advance(1min);
    auto same = order();
    same.updated_at = load().order.updated_at;
    same.confirmed_at = load().order.confirmed_at;

    BOOST_TEST(record({same}).changed_rows == 0);
    BOOST_TEST(due() == 0u);
}

BOOST_AUTO_TEST_CASE(an_answer_that_lags_behind_undoes_no_after_sale)
{
    auto fresh = order();
    fresh.after_sale = AfterSale::open;
    record({fresh});
    auto old = order();
    old.updated_at -= 1min;

    record({old});
    MerchantLook look;
    look.order = old;
    look.began = clock.now();
    run(merchant().record_look(shop, look, clock.now()));

    BOOST_TEST((load().order.after_sale == AfterSale::open));
}

BOOST_AUTO_TEST_CASE(a_claim_needs_the_revision_it_was_decided_on)
{
    record({order()});
    BOOST_TEST(!claim(load().revision - 1));
    BOOST_TEST(claim());
    BOOST_TEST(!claim());
}

BOOST_AUTO_TEST_CASE(never_claims_for_what_must_not_leave)
{
    const auto refuse = [&](auto change) {
        auto stopped = order();
        clock.advance(1s);
        stopped.updated_at = clock.now();
        change(stopped);
        record({stopped});
        BOOST_TEST(!claim());
    };
    record({order()});
    refuse([](auto& o) { o.after_sale = AfterSale::open; });
    refuse([](auto& o) { o.after_sale = AfterSale::refunded; });
    refuse([](auto& o) { o.is_under_risk_control = true; });
    refuse([](auto& o) { o.is_on_hold = true; });
    refuse([](auto& o) { o.stage = MerchantStage::closed; });
    refuse([](auto& o) { o.stage = MerchantStage::shipped; });
}

BOOST_AUTO_TEST_CASE(never_claims_what_was_shipped)
{
    record({order()});
    claim();
    settle(WriteState::confirmed);
    BOOST_TEST(!claim());
}

BOOST_AUTO_TEST_CASE(a_claim_that_a_stop_cut_off_is_uncertain)
{
    record({order()});
    claim();
    reopen();

    BOOST_TEST(run(merchant().doubt_claimed_writes(shop, clock.now(), 60s)) == 1);

    BOOST_TEST((load().write->state == WriteState::uncertain));
    BOOST_TEST((load().write->verify_after == clock.now() + 60s));
    BOOST_TEST((load().write->shipment.number == WaybillNumber("YT1")));
    BOOST_TEST(!claim());
}

BOOST_AUTO_TEST_CASE(each_step_has_an_event)
{
    record({order()});
    claim();
    settle(WriteState::uncertain);
    MerchantLook look;
    look.order = order();
    look.order.stage = MerchantStage::shipped;
    look.order.waybill = WaybillNumber("YT1");
    look.order.updated_at = clock.now() + 1s;
    look.began = clock.now();
    ShipSettlement settlement;
    settlement.order = look.order.number;
    look.settlement = settlement;
    run(merchant().record_look(shop, look, clock.now()));

    const std::vector<std::string> expected = {"seen",
                                               "shipping",
                                               "ship YTO/YT1 claimed",
                                               "ship YTO/YT1 uncertain",
                                               "platform shows it shipped, platform has number YT1",
                                               "ship YTO/YT1 confirmed"};
    BOOST_TEST(history() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_number_found_makes_its_order_due)
{
    record({order()});
    say(MerchantState::waiting, "waits_for_number");
    ErpFinding finding;
    finding.order = load().order.number;
    finding.found.origin = "JY1";
    finding.found.carrier.code = "YTO";
    finding.found.number = WaybillNumber("YT1");

    BOOST_TEST(run(merchant().record_erp(shop, std::vector{finding}, false, clock.now(),
                                         clock.now())) == 1);

    BOOST_TEST(due() == 1u);
    BOOST_TEST(load().erp.has_number());
    BOOST_TEST((load().erp.since == clock.now()));
    finding.order = "nobody's";
    BOOST_TEST(run(merchant().record_erp(shop, std::vector{finding}, false, clock.now(),
                                         clock.now())) == 0);
}

BOOST_AUTO_TEST_CASE(what_factories_say_is_kept_with_the_state_it_was_seen_in)
{
    record({order()});
    say(MerchantState::waiting);
    FactoryFinding finding;
    finding.order = load().order.number;
    finding.print = "7";
    BOOST_TEST(run(merchant().record_factories(shop, std::vector{finding}, clock.now())) == 0);
    BOOST_TEST(load().factory_print == "7");
    BOOST_TEST(due() == 0u);

    finding.print = "8";
    finding.found.origin = "m1/D1";
    finding.found.factory = "义乌厂";
    BOOST_TEST(run(merchant().record_factories(shop, std::vector{finding}, clock.now())) == 1);
    BOOST_TEST(due() == 1u);
}

BOOST_AUTO_TEST_CASE(finds_a_factory_s_order_by_the_number_in_its_note)
{
    const ShopId factory("factory");
    auto assigned = make_order("D1");
    assigned.seller_note = Personal("订单号:261127-100000000000001，轻放");
    run(ledger->record_platform_orders(factory, std::vector{assigned}, clock.now(), "window", ""));
    const std::vector<std::string> numbers = {"261127-100000000000001", "261127-100000000000002"};

    const auto noted = run(merchant().find_noted_orders(factory, numbers));

    BOOST_TEST_REQUIRE(noted.size() == 1u);
    BOOST_TEST((noted.at("261127-100000000000001").at(0).id == assigned.id));
    BOOST_TEST(run(merchant().find_noted_orders(shop, numbers)).empty());
    const auto kept = run_sql(directory.file("daifa.db"), "select noted from noted_numbers");
    BOOST_TEST(kept.at(0).find("261127") == std::string::npos);

    assigned.seller_note = Personal("");
    run(ledger->record_platform_orders(factory, std::vector{assigned}, clock.now(), "window", ""));
    BOOST_TEST(run(merchant().find_noted_orders(factory, numbers)).empty());
}

BOOST_AUTO_TEST_CASE(a_note_s_phone_numbers_and_words_are_no_order_numbers)
{
    using Numbers = std::vector<std::string>;
    BOOST_TEST((find_noted_numbers("13800000000 a-b 2026-11-27") == Numbers()));
    BOOST_TEST((find_noted_numbers("261127-100000000000001 261127-100000000000001") ==
                Numbers{"261127-100000000000001"}));
    BOOST_TEST((find_noted_numbers("单号：261127-1000000001、261127-1000000002") ==
                Numbers{"261127-1000000001", "261127-1000000002"}));
}

BOOST_AUTO_TEST_CASE(sums_what_a_factory_has_of_an_item)
{
    BOOST_TEST(!run(merchant().sum_stock(shop, "CUP-R")).has_value());
    std::vector<StockRow> levels(2);
    levels[0].barcode = levels[1].barcode = "CUP-R";
    levels[0].warehouse = "A";
    levels[1].warehouse = "B";
    levels[0].usable = 3;
    levels[1].usable = 4;
    run(ledger->stock().record_levels(shop, levels, clock.now(), clock.now()));
    BOOST_TEST(run(merchant().sum_stock(shop, "CUP-R")).value() == 7);
}

BOOST_AUTO_TEST_CASE(lists_by_state_difference_and_beginning)
{
    record({order("261127-1"), order("261127-2"), order("261128-1")});
    MerchantQuery query;
    query.text = "261127";
    query.limit = 1;
    const auto first = run(merchant().list(shop, query));
    BOOST_TEST(first.orders.at(0).order.number == "261127-1");
    query.after = first.next;
    BOOST_TEST(run(merchant().list(shop, query)).orders.at(0).order.number == "261127-2");
    MerchantQuery held;
    held.state = MerchantState::held;
    BOOST_TEST(run(merchant().list(shop, held)).orders.empty());
    MerchantVerdictUpdate update;
    update.order = "261128-1";
    update.revision = load("261128-1").revision;
    update.verdict.state = MerchantState::held;
    update.verdict.difference = "risk_control";
    run(merchant().save_verdicts(shop, std::vector{update}, clock.now()));
    BOOST_TEST(run(merchant().list(shop, held)).orders.size() == 1u);
    MerchantQuery risky;
    risky.difference = "risk_control";
    BOOST_TEST(run(merchant().list(shop, risky)).orders.size() == 1u);
    const auto summary = run(merchant().summarize(shop));
    BOOST_TEST(summary.states.size() == 2u);
    BOOST_TEST(summary.differences.at(0).second == 1);
}

BOOST_AUTO_TEST_CASE(forgets_only_what_is_at_an_end)
{
    auto gone = order("261127-2");
    gone.stage = MerchantStage::shipped;
    record({order(), gone});
    MerchantVerdictUpdate update;
    update.order = "261127-2";
    update.revision = load("261127-2").revision;
    update.verdict.state = MerchantState::shipped;
    run(merchant().save_verdicts(shop, std::vector{update}, clock.now()));

    BOOST_TEST(run(merchant().archive(shop, clock.now() + 1h, 10)) == 1);

    BOOST_TEST(!run(merchant().find_order(shop, "261127-2")).has_value());
    BOOST_TEST(load().order.number == "261127-100000000000001");
    BOOST_TEST(run(merchant().summarize(shop)).states.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_person_s_decision_stays_with_the_order_until_it_is_taken_back_or_archived)
{
    MerchantOrder shipped = order();
    shipped.stage = MerchantStage::shipped;
    record({shipped});
    CaseDecision decision;
    decision.difference = "shipped_by_other";
    decision.subject = "facts";
    decision.choice = "theirs";
    decision.by = "li";
    decision.reason = "the other parcel left";
    decision.at = clock.now();
    const std::string number = shipped.number;
    BOOST_TEST(!run(merchant().decide_case(shop, "nobody's", decision)));

    say(MerchantState::held, "shipped_by_other");
    BOOST_TEST(due() == 0u);
    BOOST_TEST(run(merchant().decide_case(shop, number, decision)));
    decision.reason = "asked again";
    BOOST_TEST(run(merchant().decide_case(shop, number, decision)));

    BOOST_TEST(due() == 1u);
    BOOST_TEST_REQUIRE(load().decisions.size() == 1u);
    BOOST_TEST(load().decisions[0].subject == "facts");
    BOOST_TEST(load().decisions[0].reason == "asked again");
    BOOST_TEST(history().back() == "decided: shipped_by_other → theirs");
    BOOST_TEST(run(ledger->list_decisions(shop, 10)).at(0).order.number == number);

    BOOST_TEST(
        run(merchant().reopen_case(shop, number, "shipped_by_other", "wang", "", clock.now())));
    BOOST_TEST(
        !run(merchant().reopen_case(shop, number, "shipped_by_other", "wang", "", clock.now())));
    BOOST_TEST(load().decisions.empty());
    BOOST_TEST(history().back() == "reopened: shipped_by_other");

    run(merchant().decide_case(shop, number, decision));
    say(MerchantState::shipped);
    BOOST_TEST(run(merchant().archive(shop, clock.now() + 1min, 10)) == 1);
    BOOST_TEST(run(ledger->list_decisions(shop, 10)).empty());
}

BOOST_AUTO_TEST_SUITE_END()

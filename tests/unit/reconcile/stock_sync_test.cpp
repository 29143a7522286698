#include "reconcile/stock_sync.hpp"
#include "unit/reconcile/lane_scene.hpp"
#include "unit/reconcile/scripted_stock.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace daifa;
using namespace std::chrono_literals;
using store::StockState;
using store::WriteState;
using test::failure;

namespace {

/// One shop's stock between two scripted sides, as its two jobs run it.
struct Stocking : test::LaneScene {
    Stocking()
    {
        erp.source = &source;
        platform.offers = &shelf;
        platform.can.set_quantity.late_arrival = 60s;
        auto& strategy = plan->strategy.stock;
        strategy.is_enabled = true;
        strategy.mode = RepairMode::repair;
        strategy.interval = 10min;
    }

    void read() { run(sync.observe()); }

    /// Both jobs at work for a while, as the scheduler runs them.
    void work_for(Milliseconds span)
    {
        const TimePoint end = clock.now() + span;
        while (clock.now() < end) {
            const auto next = run(sync.drive());
            const Milliseconds left = std::max<Milliseconds>(end - clock.now(), 1ms);
            clock.advance(std::clamp(next.value_or(left), Milliseconds(1ms), left));
        }
    }

    store::StockItem item(const std::string& code)
    {
        auto found = run(ledger->stock().find_item(shop, ListingId{"71", "8" + code}));
        BOOST_TEST_REQUIRE(found.has_value());
        return *found;
    }

    void check(const std::string& code, StockState state, const std::string& difference = {})
    {
        const auto verdict = item(code).verdict;
        BOOST_TEST(store::to_text(verdict.state) == store::to_text(state), code);
        BOOST_TEST(verdict.difference == difference, code);
    }

    /// How many log lines begin so.
    std::ptrdiff_t said(const std::string& event) const
    {
        return std::ranges::count_if(log.lines,
                                     [&](const auto& line) { return line.starts_with(event); });
    }

    using Sent = std::vector<std::pair<std::string, std::int64_t>>;

    test::ScriptedStock source;
    test::ScriptedShelf shelf;
    reconcile::StockSync sync{lane, context.get_executor()};
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(stock_sync, Stocking)

BOOST_AUTO_TEST_CASE(what_differs_is_sent_read_back_and_then_left_alone)
{
    source.has("A", 7);
    source.has("B", 5);
    shelf.offer("A", 3);
    shelf.offer("B", 5);
    read();
    work_for(1min);

    BOOST_TEST((shelf.sent == Sent{{"71/8A", 7}}));
    BOOST_TEST(shelf.looks == 1);
    check("A", StockState::equal);
    check("B", StockState::equal);
    BOOST_TEST(item("A").write->is_verified);
    BOOST_TEST(item("A").write->request_id == "r-1");

    clock.advance(10min);
    read();
    work_for(1min);
    BOOST_TEST(shelf.sent.size() == 1u);
}

BOOST_AUTO_TEST_CASE(after_the_first_reading_only_changes_are_asked_for_and_once_a_day_everything)
{
    source.has("A", 7);
    source.has("B", 7);
    shelf.offer("A", 7);
    read();
    BOOST_TEST(source.queries.size() == 2u);
    BOOST_TEST(!source.queries.back().changed_since.has_value());
    const TimePoint began = clock.now();

    clock.advance(10min);
    read();
    BOOST_TEST((source.queries.back().changed_since == began - 2min));

    clock.advance(24h);
    read();
    BOOST_TEST(!source.queries.back().changed_since.has_value());
}

BOOST_AUTO_TEST_CASE(what_the_erp_no_longer_shows_in_a_full_reading_is_not_sold_out_but_unmapped)
{
    source.has("A", 7);
    source.has("B", 7);
    shelf.offer("A", 7);
    read();
    work_for(1min);
    source.rows.erase(source.rows.begin());
    clock.advance(24h);
    read();
    work_for(1min);

    check("A", StockState::held, "stock_unmapped");
    BOOST_TEST(shelf.sent.empty());
}

BOOST_AUTO_TEST_CASE(items_that_are_on_no_listing_are_counted)
{
    source.has("A", 7);
    source.has("B", 7);
    source.has("B", 7, "CK-02");
    shelf.offer("A", 7);
    read();

    BOOST_TEST((sync.desk().unlisted == 1));
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_settled_by_reading_and_nothing_is_sent_meanwhile)
{
    source.has("A", 7);
    shelf.offer("A", 3);
    shelf.failures.push_back(failure(Errc::uncertain));
    shelf.takes_effect = true;
    read();
    work_for(2min);

    BOOST_TEST(shelf.sent.size() == 1u);
    check("A", StockState::equal);
    BOOST_TEST((item("A").write->state == WriteState::confirmed));
}

BOOST_AUTO_TEST_CASE(a_write_that_never_arrived_is_sent_again_only_after_two_late_looks)
{
    source.has("A", 7);
    shelf.offer("A", 3);
    shelf.failures.push_back(failure(Errc::uncertain));
    read();
    work_for(59s);
    BOOST_TEST(shelf.sent.size() == 1u);
    BOOST_TEST((item("A").write->state == WriteState::uncertain));

    work_for(2min);
    BOOST_TEST((shelf.sent == Sent{{"71/8A", 7}, {"71/8A", 7}}));
    check("A", StockState::equal);
}

BOOST_AUTO_TEST_CASE(a_refusal_holds_that_listing_alone)
{
    source.has("A", 1);
    source.has("B", 2);
    shelf.offer("A", 5);
    shelf.offer("B", 5);
    shelf.failures.push_back(failure(Errc::rejected));
    read();
    work_for(1h);

    check("A", StockState::held, "stock_refused");
    check("B", StockState::equal);
    BOOST_TEST(shelf.sent.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_missing_permission_rests_stock_says_so_once_and_leaves_the_side_alone)
{
    source.failures.assign(3, failure(Errc::misconfigured));
    for (int i = 0; i < 3; ++i) {
        read();
        clock.advance(15min);
    }

    BOOST_TEST(sync.desk().erp.stop().has_value());
    BOOST_TEST(!erp_health.stop().has_value());
    BOOST_TEST(said("the ERP's stock can not be read; orders go on") == 1);

    shelf.offer("A", 5);
    source.has("A", 6);
    read();
    work_for(1min);
    BOOST_TEST(!sync.desk().erp.stop().has_value());
    check("A", StockState::equal);
}

BOOST_AUTO_TEST_CASE(a_lost_page_is_asked_for_again_not_the_whole_list)
{
    source.has("A", 7);
    source.has("B", 7);
    source.failures.push_back(failure(Errc::unavailable));
    read();

    BOOST_TEST(source.queries.size() == 3u);
    BOOST_TEST(sync.desk().counters.passes == 1);
}

BOOST_AUTO_TEST_CASE(while_the_platform_is_stopped_nothing_is_sent)
{
    source.has("A", 7);
    shelf.offer("A", 3);
    read();
    platform_health.note_failure(failure(Errc::unauthorized), clock.now());
    run(sync.drive());

    BOOST_TEST(shelf.sent.empty());
    BOOST_TEST(item("A").verdict.rule == "platform.stopped");

    platform_health.clear();
    work_for(1min);
    check("A", StockState::equal);
}

BOOST_AUTO_TEST_CASE(a_claim_is_made_only_within_the_budget)
{
    source.has("A", 7);
    shelf.offer("A", 3);
    read();
    platform_budget.left = 0;
    platform_budget.every = 1s;
    run(sync.drive());
    BOOST_TEST(!item("A").write.has_value());
    BOOST_TEST(item("A").verdict.rule == "limits");

    platform_budget.left = 1;
    work_for(1min);
    check("A", StockState::equal);
}

BOOST_AUTO_TEST_CASE(what_the_last_stop_cut_off_is_doubted)
{
    source.has("A", 7);
    shelf.offer("A", 3);
    read();
    store::StockClaim claim;
    claim.id = item("A").id;
    claim.revision = item("A").revision;
    claim.quantity = 7;
    const auto claimed = run(ledger->stock().claim(shop, std::vector{claim}, clock.now()));
    BOOST_TEST_REQUIRE(claimed.front());

    run(sync.drive());
    BOOST_TEST((item("A").write->state == WriteState::uncertain));
    BOOST_TEST(shelf.sent.empty());

    work_for(3min);
    BOOST_TEST((shelf.sent == Sent{{"71/8A", 7}}));
    check("A", StockState::equal);
}

BOOST_AUTO_TEST_CASE(a_listing_that_went_away_ends_its_uncertain_write)
{
    source.has("A", 7);
    shelf.offer("A", 3);
    shelf.failures.push_back(failure(Errc::uncertain));
    read();
    run(sync.drive());
    shelf.shelf.clear();
    work_for(2min);

    check("A", StockState::skipped);
    BOOST_TEST((item("A").write->state == WriteState::refused));
}

BOOST_AUTO_TEST_CASE(a_person_sends_what_the_strategy_only_proposes)
{
    plan->strategy.stock.mode = RepairMode::propose;
    source.has("A", 7);
    source.has("B", 8);
    shelf.offer("A", 3);
    shelf.offer("B", 3);
    read();
    work_for(1min);
    check("A", StockState::differs, "stock_differs");
    BOOST_TEST(run(sync.plan(10)).size() == 2u);

    BOOST_TEST(run(sync.approve(ListingId{"71", "8A"}, "li")) == 1);
    work_for(1min);
    BOOST_TEST((shelf.sent == Sent{{"71/8A", 7}}));
    check("B", StockState::differs, "stock_differs");

    BOOST_TEST(run(sync.approve(std::nullopt, "li")) == 1);
    work_for(1min);
    check("B", StockState::equal);
    // One approval is for one write.
    shelf.shelf[ListingId{"71", "8A"}].quantity = 9;
    read();
    work_for(1min);
    check("A", StockState::differs, "stock_differs");
}

BOOST_AUTO_TEST_CASE(the_item_map_wins_over_the_code)
{
    ItemRules rules;
    Listing listing;
    listing.id = {"71", "81"};
    listing.sku_code = "shop-1";
    BOOST_TEST(reconcile::find_stock_item(listing, rules) == "shop-1");

    rules.map["shop-1"].barcode = "6901";
    BOOST_TEST(reconcile::find_stock_item(listing, rules) == "6901");

    // Without a barcode nobody knows which of the goods' variants it is.
    rules.map["shop-1"] = ItemTarget{"", "HP-1", "red"};
    BOOST_TEST(reconcile::find_stock_item(listing, rules).empty());

    rules.map["71/81"].barcode = "6902";
    BOOST_TEST(reconcile::find_stock_item(listing, rules) == "6902");
}

BOOST_AUTO_TEST_CASE(sides_that_know_no_stock_are_said_once)
{
    erp.source = nullptr;
    BOOST_TEST(!run(sync.observe()).has_value());
    BOOST_TEST(!run(sync.observe()).has_value());

    BOOST_TEST(said("the ERP's stock can not be read; orders go on") == 1);
}

BOOST_AUTO_TEST_CASE(a_strategy_without_stock_reads_and_sends_nothing)
{
    plan->strategy.stock.is_enabled = false;
    source.has("A", 7);
    shelf.offer("A", 3);

    BOOST_TEST(!run(sync.observe()).has_value());
    BOOST_TEST(!run(sync.drive()).has_value());
    BOOST_TEST(source.queries.empty());
}

BOOST_AUTO_TEST_SUITE_END()

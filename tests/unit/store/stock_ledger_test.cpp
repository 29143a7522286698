#include "store_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::store;
using namespace daifa::test;
using namespace std::chrono_literals;

namespace {

struct StockFixture : StoreFixture {
    StockLedger& stock() { return ledger->stock(); }

    ShelfRow row(const std::string& variant, std::int64_t quantity,
                 const std::string& item = "6901")
    {
        ShelfRow made;
        made.listing.id = {"71", variant};
        made.listing.sku_code = item;
        made.listing.product_name = "杯子";
        made.listing.variant_name = "红";
        made.listing.quantity = quantity;
        made.listing.is_on_sale = true;
        made.item = item;
        made.read_at = clock.now();
        return made;
    }

    ShelfCounts record_shelf(std::vector<ShelfRow> rows)
    {
        return run(stock().record_shelf(shop, std::move(rows), clock.now()));
    }

    std::int64_t record_level(std::int64_t usable, const std::string& item = "6901",
                              const std::string& warehouse = "CK-01")
    {
        StockRow level;
        level.barcode = item;
        level.warehouse = warehouse;
        level.usable = usable;
        return run(stock().record_levels(shop, std::vector{level}, clock.now(), clock.now()));
    }

    StockItem item(const std::string& variant = "81")
    {
        return run(stock().find_item(shop, ListingId{"71", variant})).value();
    }

    std::vector<StockItem> due() { return run(stock().load_due(shop, clock.now(), 10)); }

    bool claim(std::int64_t quantity, std::optional<std::int64_t> revision = {})
    {
        StockClaim made;
        made.id = item().id;
        made.revision = revision.value_or(item().revision);
        made.quantity = quantity;
        made.verdict.state = StockState::sending;
        made.verdict.rule = "stock";
        return run(stock().claim(shop, std::vector{made}, clock.now())).front();
    }

    void settle(WriteState state)
    {
        StockSettlement settlement;
        settlement.id = item().id;
        settlement.state = state;
        settlement.request_id = "r-1";
        settlement.verify_after = clock.now() + 60s;
        run(stock().settle(shop, std::vector{settlement}, clock.now()));
    }

    void say(StockState state, const std::string& difference = {})
    {
        StockVerdictUpdate update;
        update.id = item().id;
        update.revision = item().revision;
        update.verdict.state = state;
        update.verdict.difference = difference;
        update.verdict.wanted = 7;
        run(stock().save_verdicts(shop, std::vector{update}, clock.now()));
    }

    std::vector<std::string> history()
    {
        std::vector<std::string> lines;
        for (const auto& event : run(stock().list_events(shop, item().id)))
            lines.push_back(event.what);
        return lines;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(stock_ledger, StockFixture)

BOOST_AUTO_TEST_CASE(a_listing_comes_back_as_it_was_read_also_after_a_restart)
{
    record_level(4);
    record_level(3, "6901", "CK-02");
    record_shelf({row("81", 5)});
    reopen();

    const auto found = item();
    BOOST_TEST(found.title == "杯子 红");
    BOOST_TEST(found.item == "6901");
    BOOST_TEST(found.quantity == 5);
    BOOST_TEST(found.is_on_sale);
    BOOST_TEST_REQUIRE(found.levels.size() == 2u);
    BOOST_TEST(found.levels[1].warehouse == "CK-02");
    BOOST_TEST(found.levels[1].usable == 3);
    BOOST_TEST(!found.write.has_value());
}

BOOST_AUTO_TEST_CASE(only_what_changed_makes_a_listing_due)
{
    record_shelf({row("81", 5)});
    BOOST_TEST(due().size() == 1u);
    say(StockState::equal);
    BOOST_TEST(due().empty());

    const auto same = record_shelf({row("81", 5)});
    BOOST_TEST(same.changed == 0);
    BOOST_TEST(due().empty());

    BOOST_TEST(record_level(4) == 1);
    BOOST_TEST(due().size() == 1u);
    say(StockState::equal);
    BOOST_TEST(record_level(4) == 0);
    BOOST_TEST(record_level(9, "other") == 1);
    BOOST_TEST(due().empty());
}

BOOST_AUTO_TEST_CASE(a_verdict_on_old_facts_is_not_kept)
{
    record_shelf({row("81", 5)});
    StockVerdictUpdate old;
    old.id = item().id;
    old.revision = item().revision;
    old.verdict.state = StockState::equal;
    record_level(4);
    run(stock().save_verdicts(shop, std::vector{old}, clock.now()));

    BOOST_TEST((item().verdict.state == StockState::waiting));
    BOOST_TEST(due().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_full_reading_forgets_what_it_did_not_see)
{
    record_level(4);
    record_level(3, "6901", "CK-02");
    record_shelf({row("81", 5)});
    say(StockState::equal);
    clock.advance(1min);
    const TimePoint began = clock.now();
    record_level(4);

    BOOST_TEST(run(stock().finish_full_reading(shop, began, clock.now())) == 1);
    BOOST_TEST(item().levels.size() == 1u);
    BOOST_TEST(due().size() == 1u);
    BOOST_TEST((run(stock().load_progress(shop)).full_at == began));
}

BOOST_AUTO_TEST_CASE(a_listing_that_is_missing_from_the_whole_shelf_is_no_longer_listed)
{
    record_shelf({row("81", 5), row("82", 6)});
    const auto counts = record_shelf({row("82", 6)});

    BOOST_TEST(counts.gone == 1);
    BOOST_TEST(!item("81").is_listed);
    BOOST_TEST(item("82").is_listed);
    record_shelf({row("81", 5), row("82", 6)});
    BOOST_TEST(item("81").is_listed);
}

BOOST_AUTO_TEST_CASE(there_is_one_write_of_a_listing_at_a_time)
{
    record_shelf({row("81", 5)});
    const auto revision = item().revision;
    BOOST_TEST(!claim(7, revision - 1));
    BOOST_TEST(claim(7));
    BOOST_TEST(!claim(8));
    settle(WriteState::uncertain);
    BOOST_TEST(!claim(8));
    settle(WriteState::confirmed);
    BOOST_TEST(claim(8));

    BOOST_TEST(item().write->before == 5);
    BOOST_TEST(item().write->quantity == 8);
}

BOOST_AUTO_TEST_CASE(each_change_of_state_has_its_event)
{
    record_shelf({row("81", 5)});
    claim(7);
    settle(WriteState::uncertain);
    settle(WriteState::uncertain);
    settle(WriteState::confirmed);
    say(StockState::held, "stock_unmapped");
    say(StockState::held, "stock_unmapped");

    const std::vector<std::string> expected = {"listed",          "sending",
                                               "set 7 claimed",   "set 7 uncertain",
                                               "set 7 confirmed", "held, stock_unmapped"};
    BOOST_TEST(history() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_was_read_before_a_write_ended_does_not_count)
{
    record_shelf({row("81", 5)});
    clock.advance(1s);
    auto old = row("81", 5);
    clock.advance(1s);
    claim(7);
    record_shelf({row("81", 6)});
    BOOST_TEST(item().quantity == 5);
    settle(WriteState::confirmed);

    old.listing.quantity = 6;
    record_shelf({old});
    BOOST_TEST(item().quantity == 5);

    clock.advance(1s);
    record_shelf({row("81", 7)});
    BOOST_TEST(item().quantity == 7);
    BOOST_TEST((item().quantity_since == clock.now()));
}

BOOST_AUTO_TEST_CASE(a_look_says_what_is_there_and_settles_its_write)
{
    record_shelf({row("81", 5)});
    claim(7);
    clock.advance(1s);
    StockLook look;
    look.id = item().id;
    look.listing = row("81", 7).listing;
    look.began = clock.now();
    look.settlement.emplace();
    look.settlement->id = look.id;
    run(stock().record_look(shop, look, clock.now()));

    BOOST_TEST((item().write->state == WriteState::confirmed));
    BOOST_TEST(item().quantity == 7);

    look.listing.reset();
    look.settlement.reset();
    run(stock().record_look(shop, look, clock.now()));
    BOOST_TEST(!item().is_listed);
}

BOOST_AUTO_TEST_CASE(what_was_claimed_when_the_process_died_is_uncertain)
{
    record_shelf({row("81", 5)});
    claim(7);
    reopen();

    BOOST_TEST(run(stock().doubt_claimed_writes(shop, clock.now(), 60s)) == 1);
    BOOST_TEST((item().write->state == WriteState::uncertain));
    BOOST_TEST((item().write->verify_after == clock.now() + 60s));
    BOOST_TEST(run(stock().doubt_claimed_writes(shop, clock.now(), 60s)) == 0);
}

BOOST_AUTO_TEST_CASE(an_approval_is_for_one_write)
{
    record_shelf({row("81", 5)});
    BOOST_TEST(run(stock().approve(shop, item().id, 7, "li", clock.now())));
    BOOST_TEST(!run(stock().approve(shop, ListingId{"71", "99"}, 7, "li", clock.now())));
    BOOST_TEST((item().approved == 7));
    claim(7);
    settle(WriteState::confirmed);

    BOOST_TEST(!item().approved.has_value());
}

BOOST_AUTO_TEST_CASE(counts_follow_the_verdicts)
{
    record_shelf({row("81", 5), row("82", 6)});
    say(StockState::held, "stock_unmapped");

    const auto summary = run(stock().summarize(shop));
    BOOST_TEST_REQUIRE(summary.states.size() == 2u);
    BOOST_TEST((summary.states[0] == std::pair<StockState, std::int64_t>(StockState::waiting, 1)));
    BOOST_TEST((summary.states[1] == std::pair<StockState, std::int64_t>(StockState::held, 1)));
    BOOST_TEST_REQUIRE(summary.differences.size() == 1u);
    BOOST_TEST(summary.differences[0].second == 1);
}

BOOST_AUTO_TEST_CASE(lists_go_by_pages_and_filters)
{
    record_shelf({row("81", 5), row("82", 6, "6902"), row("83", 7, "6903")});
    say(StockState::held, "stock_unmapped");
    StockListQuery query;
    query.limit = 2;
    auto page = run(stock().list(shop, query));
    BOOST_TEST(page.items.size() == 2u);
    BOOST_TEST(page.next == "71/82");
    query.after = page.next;
    page = run(stock().list(shop, query));
    BOOST_TEST(page.items.size() == 1u);
    BOOST_TEST(page.next.empty());

    StockListQuery held;
    held.difference = "stock_unmapped";
    BOOST_TEST(run(stock().list(shop, held)).items.size() == 1u);
    StockListQuery waiting;
    waiting.state = StockState::waiting;
    BOOST_TEST(run(stock().list(shop, waiting)).items.size() == 2u);
    StockListQuery named;
    named.text = "6903";
    BOOST_TEST(run(stock().list(shop, named)).items.at(0).id.variant == "83");
}

BOOST_AUTO_TEST_CASE(shops_do_not_see_each_others_stock)
{
    record_level(4);
    record_shelf({row("81", 5)});
    const ShopId other("other");

    BOOST_TEST(run(stock().load_due(other, clock.now(), 10)).empty());
    BOOST_TEST(!run(stock().find_item(other, item().id)).has_value());
    BOOST_TEST(run(stock().list_warehouses(other)).empty());
    BOOST_TEST(run(stock().count_unlisted(other)) == 0);
    BOOST_TEST(run(stock().list_warehouses(shop)) == std::vector<std::string>{"CK-01"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(old_events_are_forgotten)
{
    record_shelf({row("81", 5)});
    clock.advance(1min);
    claim(7);
    run(stock().archive(shop, clock.now()));

    BOOST_TEST(history().front() == "sending");
}

BOOST_AUTO_TEST_SUITE_END()

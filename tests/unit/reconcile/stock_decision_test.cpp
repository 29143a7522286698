#include "reconcile/stock_decision.hpp"
#include "reconcile/stock_judge.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using namespace std::chrono_literals;
using store::StockState;
using store::WriteState;

namespace {

/// Ten pieces in the ERP's only warehouse, ten on the platform, everything read a minute ago.
struct Shelf {
    Shelf()
    {
        strategy.is_enabled = true;
        strategy.mode = RepairMode::repair;
        item.id = {"71", "81"};
        item.sku_code = item.item = "6901";
        item.quantity = 10;
        item.quantity_since = item.read_at = now - 1min;
        item.levels = {{"CK-01", 10}};
        full_at = now - 2min;
    }

    StockDecision decide() const
    {
        return decide_stock(item, {strategy, delays, 60s, now, full_at, {"CK-01", "CK-02"}});
    }

    void has(std::int64_t usable) { item.levels = {{"CK-01", usable}}; }

    store::StockWrite& sent(std::int64_t quantity, WriteState state)
    {
        store::StockWrite write;
        write.state = state;
        write.quantity = quantity;
        write.before = item.quantity;
        write.claimed_at = now - 30s;
        write.settled_at = now - 30s;
        write.verify_after = now + 30s;
        item.write = write;
        return *item.write;
    }

    void check(StockStep step, StockState state, const std::string& rule,
               const std::string& difference = {}) const
    {
        const auto decision = decide();
        BOOST_TEST((decision.step == step));
        BOOST_TEST(store::to_text(decision.verdict.state) == store::to_text(state));
        BOOST_TEST(decision.verdict.rule == rule);
        BOOST_TEST(decision.verdict.difference == difference);
    }

    TimePoint now{std::chrono::hours(500'000)};
    StockStrategy strategy;
    std::vector<Milliseconds> delays = {30s, 2min};
    store::StockItem item;
    std::optional<TimePoint> full_at;
};

struct Formula {
    const char* name;
    std::int64_t base;
    std::int64_t safety;
    int percent;
    std::int64_t plus;
    std::int64_t min;
    std::optional<std::int64_t> max;
    std::int64_t wanted;
};

const Formula formulas[] = {
    {"all of it", 7, 0, 100, 0, 0, {}, 7},
    {"the share is cut to whole pieces", 7, 0, 50, 0, 0, {}, 3},
    {"plus comes behind the share", 7, 0, 50, 2, 0, {}, 5},
    {"a reserve may be below zero", 7, 0, 100, -9, 0, {}, 0},
    {"safety comes off first", 10, 4, 50, 0, 0, {}, 3},
    {"less than the safety is nothing, not less", 3, 4, 100, 5, 0, {}, 5},
    {"never below the minimum", 0, 0, 100, 0, 2, {}, 2},
    {"never above the maximum", 500, 0, 100, 0, 0, 99, 99},
    {"the maximum wins over the minimum", 1, 0, 100, 0, 9, 5, 5},
    {"what the ERP owes is nothing", -3, 0, 100, 0, 0, {}, 0},
    {"more than all", 10, 0, 150, 0, 0, {}, 15},
    {"none", 10, 0, 0, 0, 0, {}, 0},
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(stock_decision, Shelf)

BOOST_AUTO_TEST_CASE(the_wanted_quantity_follows_the_formula)
{
    for (const auto& formula : formulas) {
        strategy.safety = formula.safety;
        strategy.percent = formula.percent;
        strategy.plus = formula.plus;
        strategy.min = formula.min;
        strategy.max = formula.max;

        BOOST_TEST(wanted_quantity(formula.base, strategy) == formula.wanted, formula.name);
    }
}

BOOST_AUTO_TEST_CASE(what_the_platform_has_already_is_not_sent)
{
    check(StockStep::wait, StockState::equal, "stock");
    BOOST_TEST(!decide().verdict.due_at.has_value());
    BOOST_TEST((decide().verdict.leveled == 10));
}

BOOST_AUTO_TEST_CASE(another_quantity_is_sent)
{
    has(4);

    check(StockStep::send, StockState::sending, "stock");
    BOOST_TEST(decide().quantity == 4);
    BOOST_TEST((decide().verdict.base == 4));
    BOOST_TEST((decide().verdict.wanted == 4));
}

BOOST_AUTO_TEST_CASE(only_the_named_warehouses_count)
{
    item.levels = {{"CK-01", 3}, {"CK-02", 5}};
    BOOST_TEST(decide().quantity == 8);

    strategy.warehouses = {"CK-02"};
    BOOST_TEST(decide().quantity == 5);
}

BOOST_AUTO_TEST_CASE(a_warehouse_that_nobody_knows_empties_no_shelf)
{
    strategy.warehouses = {"CK-1"};

    check(StockStep::wait, StockState::held, "stock.warehouses", "stock_warehouse_unknown");
    BOOST_TEST(decide().verdict.detail == "CK-1");
}

BOOST_AUTO_TEST_CASE(what_has_no_item_in_the_erp_is_named_and_left_alone)
{
    item.levels.clear();
    check(StockStep::wait, StockState::held, "stock.items", "stock_unmapped");

    item.item.clear();
    check(StockStep::wait, StockState::held, "stock.items", "stock_unmapped");
}

BOOST_AUTO_TEST_CASE(before_the_erp_was_read_nothing_is_missing_in_it)
{
    item.levels.clear();
    full_at.reset();

    check(StockStep::wait, StockState::waiting, "stock.erp_unread");
}

BOOST_AUTO_TEST_CASE(exceptions_a_closed_shelf_and_the_switch_leave_alone)
{
    has(4);
    for (const std::string code : {"6901", "71/81"}) {
        strategy.except = {code};
        check(StockStep::wait, StockState::skipped, "stock.except");
    }
    strategy.is_enabled = false;
    check(StockStep::wait, StockState::skipped, "stock.enabled");
    item.is_listed = false;
    check(StockStep::wait, StockState::skipped, "stock.gone");
}

BOOST_AUTO_TEST_CASE(a_large_change_waits_for_a_person_who_names_it)
{
    strategy.change_max = 20;
    has(30);
    check(StockStep::send, StockState::sending, "stock");
    has(31);
    check(StockStep::wait, StockState::held, "stock.change_max", "stock_change_capped");
    BOOST_TEST(decide().verdict.detail == "21");

    item.approved = 31;
    check(StockStep::send, StockState::sending, "stock");
    // What was approved was another quantity.
    has(32);
    check(StockStep::wait, StockState::held, "stock.change_max", "stock_change_capped");
}

BOOST_AUTO_TEST_CASE(observing_never_sends_and_proposing_asks_a_person)
{
    has(4);
    strategy.mode = RepairMode::propose;
    check(StockStep::wait, StockState::differs, "stock.mode", "stock_differs");
    item.approved = 4;
    check(StockStep::send, StockState::sending, "stock");

    strategy.mode = RepairMode::observe;
    check(StockStep::wait, StockState::differs, "stock.mode", "stock_differs");
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_while_a_write_is_under_way)
{
    has(4);
    sent(6, WriteState::claimed);

    check(StockStep::wait, StockState::sending, "stock.in_flight");
}

BOOST_AUTO_TEST_CASE(a_claim_that_nobody_answers_for_any_more_is_read)
{
    sent(6, WriteState::claimed).claimed_at = now - 6min;

    check(StockStep::look, StockState::sending, "stock.uncertain");
}

BOOST_AUTO_TEST_CASE(an_uncertain_write_is_read_at_once_then_after_late_arrival)
{
    sent(6, WriteState::uncertain);
    check(StockStep::look, StockState::sending, "stock.uncertain");

    item.read_at = now - 10s;
    check(StockStep::wait, StockState::sending, "stock.uncertain");
    BOOST_TEST((*decide().verdict.due_at == now + 30s));

    now += 30s;
    check(StockStep::look, StockState::sending, "stock.uncertain");
    item.read_at = now;
    BOOST_TEST((*decide().verdict.due_at == now + 5s));
}

BOOST_AUTO_TEST_CASE(a_confirmed_write_is_read_back)
{
    has(4);
    auto& write = sent(4, WriteState::confirmed);
    write.settled_at = now - 1s;
    check(StockStep::wait, StockState::sending, "stock.read_back");

    now += 2s;
    check(StockStep::look, StockState::sending, "stock.read_back");

    item.read_at = now;
    item.quantity = 4;
    check(StockStep::wait, StockState::equal, "stock");
    BOOST_TEST(decide().verdict.is_verified);
}

BOOST_AUTO_TEST_CASE(a_yes_without_effect_is_named_and_tried_again)
{
    has(4);
    sent(4, WriteState::confirmed).settled_at = now - 29s;
    item.read_at = now - 1s;

    check(StockStep::wait, StockState::held, "stock.retry", "stock_not_taken");
    BOOST_TEST((*decide().verdict.due_at == now + 1s));

    now += 1s;
    check(StockStep::send, StockState::sending, "stock");
    BOOST_TEST(decide().attempts == 2);
}

BOOST_AUTO_TEST_CASE(pieces_sold_since_are_no_missing_effect)
{
    store::StockWrite raised;
    raised.before = 10;
    raised.quantity = 20;
    BOOST_TEST(has_taken(raised, 20));
    BOOST_TEST(has_taken(raised, 11));
    BOOST_TEST(!has_taken(raised, 10));
    BOOST_TEST(!has_taken(raised, 21));

    store::StockWrite lowered;
    lowered.before = 20;
    lowered.quantity = 10;
    BOOST_TEST(has_taken(lowered, 10));
    BOOST_TEST(has_taken(lowered, 0));
    BOOST_TEST(!has_taken(lowered, 11));
}

BOOST_AUTO_TEST_CASE(what_the_platform_sold_is_not_put_back_until_everything_was_read_again)
{
    item.leveled = 10;
    item.quantity = 8;
    check(StockStep::wait, StockState::waiting, "stock.sold");

    full_at = now;
    check(StockStep::send, StockState::sending, "stock");
    BOOST_TEST(decide().quantity == 10);
}

BOOST_AUTO_TEST_CASE(what_was_sold_counts_once_the_erp_knows_it)
{
    item.leveled = 10;
    item.quantity = 8;
    has(8);
    check(StockStep::wait, StockState::equal, "stock");

    has(7);
    check(StockStep::send, StockState::sending, "stock");
}

BOOST_AUTO_TEST_CASE(somebodys_higher_quantity_is_taken_back_at_once)
{
    item.leveled = 10;
    item.quantity = 99;

    check(StockStep::send, StockState::sending, "stock");
}

BOOST_AUTO_TEST_CASE(a_final_refusal_waits_for_another_quantity_a_day_or_a_person)
{
    has(4);
    auto& write = sent(4, WriteState::refused);
    write.settled_at = now - 1min;
    write.failure_text = "promotion";
    full_at = now - 2min;
    check(StockStep::wait, StockState::held, "stock.refused", "stock_refused");
    BOOST_TEST(decide().verdict.detail == "promotion");

    item.approved = 4;
    check(StockStep::send, StockState::sending, "stock");
    item.approved.reset();
    full_at = now;
    check(StockStep::send, StockState::sending, "stock");
    full_at = now - 2min;
    has(3);
    check(StockStep::send, StockState::sending, "stock");
}

BOOST_AUTO_TEST_CASE(a_passing_refusal_waits_its_time)
{
    has(4);
    auto& write = sent(4, WriteState::refused);
    write.retry_after = now + 10s;
    write.attempts = 3;
    check(StockStep::wait, StockState::held, "stock.retry", "stock_refused");

    now += 10s;
    check(StockStep::send, StockState::sending, "stock");
    BOOST_TEST(decide().attempts == 4);
}

BOOST_AUTO_TEST_CASE(a_look_that_shows_what_was_sent_confirms_it)
{
    sent(4, WriteState::uncertain);

    BOOST_TEST((settle_by_look(item, 4, now, 60s, 30s).state == WriteState::confirmed));
}

BOOST_AUTO_TEST_CASE(only_two_late_looks_that_agree_prove_that_nothing_happened)
{
    auto& write = sent(4, WriteState::uncertain);
    BOOST_TEST((settle_by_look(item, 10, now, 60s, 30s).state == WriteState::uncertain));
    BOOST_TEST(settle_by_look(item, 10, now, 60s, 30s).agreeing_reads == 0);

    now += 30s;
    auto first = settle_by_look(item, 10, now, 60s, 30s);
    BOOST_TEST((first.state == WriteState::uncertain));
    write.seen = first.seen;
    write.agreeing_reads = first.agreeing_reads;
    // Somebody bought one in between: what the looks say has to settle first.
    auto other = settle_by_look(item, 9, now, 60s, 30s);
    BOOST_TEST((other.state == WriteState::uncertain));
    BOOST_TEST(other.agreeing_reads == 1);

    const auto second = settle_by_look(item, 10, now, 60s, 30s);
    BOOST_TEST((second.state == WriteState::refused));
    BOOST_TEST((second.retry_after == now + 30s));
}

BOOST_AUTO_TEST_CASE(two_looks_may_show_that_it_happened_and_some_were_sold)
{
    auto& write = sent(4, WriteState::uncertain);
    now += 30s;
    write.seen = 3;
    write.agreeing_reads = 1;

    BOOST_TEST((settle_by_look(item, 3, now, 60s, 30s).state == WriteState::confirmed));
}

BOOST_AUTO_TEST_CASE(a_clock_that_went_back_does_not_make_anybody_wait_for_years)
{
    sent(4, WriteState::uncertain).verify_after = now + 1000h;

    check(StockStep::look, StockState::sending, "stock.uncertain");
    BOOST_TEST((settle_by_look(item, 10, now, 60s, 30s).verify_after == now + 60s));
}

BOOST_AUTO_TEST_SUITE_END()

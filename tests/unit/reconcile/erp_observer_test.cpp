#include "unit/reconcile/lane_scene.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;

namespace {

struct Observing : test::LaneScene {
    reconcile::ErpObserver observer{lane};

    Observing() { record(test::make_order("D1")); }

    static ErpOrder erp_order(const std::string& id, std::vector<std::string> numbers,
                              ErpStage stage = ErpStage::waiting_audit)
    {
        ErpOrder order = test::make_erp_row(numbers.front(), id, stage).order;
        order.source_numbers = std::move(numbers);
        return order;
    }

    /// What the first pass is shown: the settled window and the rest behind it. A pass soon after
    /// reads one window only.
    void lists(std::vector<ErpOrder> settled, std::vector<ErpOrder> rest = {})
    {
        for (auto* rows : {&settled, &rest}) {
            Page<ErpOrder> page;
            page.rows = *rows;
            page.total = static_cast<std::int64_t>(rows->size());
            page.request_id = "r-list";
            erp.pages.push_back(page);
        }
    }

    store::RowCounts pass()
    {
        const auto counts = run(observer.pass());
        BOOST_TEST_REQUIRE(counts.has_value());
        return *counts;
    }

    std::vector<store::ErpFacts> facts(const std::string& number = "D1")
    {
        return load(test::make_order(number).id).erp;
    }

    void look(const std::string& number = "D1")
    {
        std::vector<store::OrderRecord> orders(1, load(test::make_order(number).id));
        BOOST_TEST(run(observer.look(std::move(orders))).has_value());
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(erp_observer, Observing)

BOOST_AUTO_TEST_CASE(what_the_erp_shows_becomes_a_fact_of_its_order_and_makes_it_due)
{
    int wakes = 0;
    lane.on_due = [&] { ++wakes; };
    lists({erp_order("T1", {"D1"}, ErpStage::shipped), erp_order("T7", {"other"})});

    const auto counts = pass();

    BOOST_TEST(counts.rows == 2);
    BOOST_TEST_REQUIRE(facts().size() == 1u);
    BOOST_TEST(facts()[0].order.id.text() == "T1");
    BOOST_TEST((facts()[0].order.stage == ErpStage::shipped));
    const auto due = run(ledger->load_due(shop, clock.now(), 10));
    BOOST_TEST(due.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_fact_is_as_old_as_the_question_it_answers)
{
    const TimePoint began = clock.now();
    lists({erp_order("T1", {"D1"})});
    erp.behind_page = [&]() -> awaitable<void> { return clock.sleep_for(10s); };

    pass();

    BOOST_TEST_REQUIRE(facts().size() == 1u);
    BOOST_TEST((facts()[0].read_at == began));
}

BOOST_AUTO_TEST_CASE(a_merged_order_counts_for_every_number_it_carries_and_generations_stay_apart)
{
    record(test::make_order("D2"));
    lists({erp_order("T9", {"D1", "D2-2"})});

    pass();

    BOOST_TEST_REQUIRE(facts("D1").size() == 1u);
    BOOST_TEST(facts("D1")[0].generation == 1);
    BOOST_TEST_REQUIRE(facts("D2").size() == 1u);
    BOOST_TEST(facts("D2")[0].generation == 2);
}

BOOST_AUTO_TEST_CASE(a_row_of_an_order_that_comes_later_is_not_forgotten)
{
    lists({}, {erp_order("T2", {"D2"})});
    pass();

    record(test::make_order("D2"));
    clock.advance(10s);
    lists({erp_order("T2", {"D2"})});
    pass();

    BOOST_TEST(facts("D2").size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_look_marks_what_is_gone_and_a_list_brings_it_back)
{
    lists({}, {erp_order("T1", {"D1"})});
    pass();

    look();
    BOOST_TEST(facts()[0].is_missing);

    clock.advance(10s);
    lists({erp_order("T1", {"D1"})});
    pass();
    BOOST_TEST(!facts()[0].is_missing);
}

BOOST_AUTO_TEST_CASE(a_look_asks_for_every_generation_and_before_the_import_for_the_next)
{
    const OrderId id = test::make_order("D1").id;
    look();
    claim(id, "import/1");
    settle(id, "import/1", store::WriteState::confirmed);
    look();
    run(ledger->begin_generation(shop, id, load(id).revision, "again", clock.now()));
    look();

    using Numbers = std::vector<std::string>;
    BOOST_TEST_REQUIRE(erp.asked.size() == 3u);
    BOOST_TEST((erp.asked[0] == Numbers{"D1", "D1-2"}));
    BOOST_TEST((erp.asked[1] == Numbers{"D1"}));
    BOOST_TEST((erp.asked[2] == Numbers{"D1", "D1-2", "D1-3"}));
}

BOOST_AUTO_TEST_CASE(a_look_keeps_what_it_finds_of_a_later_generation)
{
    erp.shelf = {erp_order("T2", {"D1-2"})};

    look();
    clock.advance(10s);
    look();

    BOOST_TEST_REQUIRE(facts().size() == 1u);
    BOOST_TEST(facts()[0].generation == 2);
    BOOST_TEST((facts()[0].read_at == clock.now()));
    BOOST_TEST(!facts()[0].is_missing);
}

BOOST_AUTO_TEST_CASE(an_erp_that_can_not_be_read_changes_nothing)
{
    lists({}, {erp_order("T1", {"D1"})});
    pass();
    erp.finds.push_back(test::failure(Errc::unavailable));

    std::vector<store::OrderRecord> orders(1, load(test::make_order("D1").id));
    BOOST_TEST(run(observer.look(std::move(orders))).has_error());

    BOOST_TEST(!facts()[0].is_missing);
    BOOST_TEST(erp.pages.empty());
    BOOST_TEST(run(observer.pass()).has_error());
    BOOST_TEST(facts().size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

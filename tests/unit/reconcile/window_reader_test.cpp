#include "reconcile/window_reader.hpp"

#include "unit/reconcile/lane_scene.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;
using reconcile::RecordedPage;
using test::failure;

namespace {

/// A list that a function plays: what a window shows, page by page.
struct Windows : test::LaneScene {
    using List = std::function<Result<RecordedPage>(const PageQuery&)>;

    List list = [](const PageQuery&) { return RecordedPage(); };
    std::vector<PageQuery> queries;
    reconcile::WindowRules rules;
    std::unique_ptr<reconcile::WindowReader> reader;

    Windows()
    {
        rules.window_max = 30min;
        rules.history_max = 24h;
        rules.look_back = 2h;
        rules.overlap = 5min;
        rules.settle = 3min;
        rules.time_step = 1ms;
        rules.advance_min = 1min;
        restart();
    }

    /// As after a restart: only the ledger remembers.
    void restart()
    {
        const auto read_page = [this](PageQuery query,
                                      std::string) -> awaitable<Result<RecordedPage>> {
            queries.push_back(query);
            co_return list(query);
        };
        reader = std::make_unique<reconcile::WindowReader>(lane, store::Stream::platform_orders,
                                                           read_page);
    }

    static RecordedPage page(std::vector<std::string> rows, std::int64_t total,
                             const std::string& next = {})
    {
        RecordedPage made;
        made.identities = std::move(rows);
        made.total = total;
        made.next = next;
        return made;
    }

    Result<store::RowCounts> pass()
    {
        queries.clear();
        return run(reader->pass(clock.now(), rules));
    }

    std::optional<TimePoint> proven_until()
    {
        return run(ledger->load_proven_until(shop, store::Stream::platform_orders));
    }

    std::vector<store::WindowRecord> holes() { return run(ledger->list_windows(shop, true, 100)); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(window_reader, Windows)

BOOST_AUTO_TEST_CASE(the_first_pass_reads_the_past_without_a_gap_in_windows_that_are_small_enough)
{
    BOOST_TEST(pass().has_value());

    TimePoint covered = clock.now() - rules.look_back;
    for (const auto& query : queries) {
        BOOST_TEST((query.from <= covered));
        BOOST_TEST((query.to - query.from <= rules.window_max));
        covered = std::max(covered, query.to);
    }
    BOOST_TEST((covered >= clock.now()));
    BOOST_TEST((proven_until() == clock.now() - rules.settle));
}

BOOST_AUTO_TEST_CASE(after_a_restart_reading_goes_on_where_the_proof_ends_with_an_overlap)
{
    BOOST_TEST(pass().has_value());
    const auto proven = proven_until();
    clock.advance(20min);
    restart();

    BOOST_TEST(pass().has_value());

    BOOST_TEST_REQUIRE(!queries.empty());
    BOOST_TEST((queries.front().from == *proven - rules.overlap));
}

BOOST_AUTO_TEST_CASE(rows_that_move_while_pages_turn_are_read_until_the_counts_agree)
{
    int reading = 0;
    list = [&](const PageQuery& query) -> Result<RecordedPage> {
        if (query.from > clock.now() - rules.look_back)
            return page({}, 0);
        if (query.cursor.empty())
            ++reading;
        // A row leaves the window after the first page: the one behind it slips through.
        if (reading == 1)
            return query.cursor.empty() ? page({"1", "2"}, 4, "2") : page({"4"}, 3);
        return query.cursor.empty() ? page({"2", "3"}, 3, "2") : page({"4"}, 3);
    };

    BOOST_TEST(pass().has_value());

    BOOST_TEST(reading == 2);
    BOOST_TEST(holes().empty());
}

BOOST_AUTO_TEST_CASE(a_window_whose_counts_never_agree_is_a_hole_that_is_filled_later)
{
    const TimePoint bad = clock.now() - 70min;
    bool is_bad = true;
    list = [&](const PageQuery& query) -> Result<RecordedPage> {
        const bool is_it = query.from <= bad && bad < query.to;
        return is_it && is_bad ? page({"1"}, 2) : page({}, 0);
    };
    BOOST_TEST(pass().has_value());
    BOOST_TEST_REQUIRE(holes().size() == 1u);
    BOOST_TEST((holes()[0].from <= bad && bad < holes()[0].to));
    BOOST_TEST((proven_until() == clock.now() - rules.settle));

    is_bad = false;
    restart();
    clock.advance(10s);
    BOOST_TEST(pass().has_value());
    BOOST_TEST(holes().empty());
}

BOOST_AUTO_TEST_CASE(a_remote_that_fails_in_the_middle_keeps_what_was_proven_and_goes_on_there)
{
    const TimePoint broken = clock.now() - 70min;
    list = [&](const PageQuery& query) -> Result<RecordedPage> {
        if (query.to > broken)
            return failure(Errc::unavailable);
        return page({}, 0);
    };
    BOOST_TEST(pass().has_error());
    const auto proven = proven_until();
    BOOST_TEST_REQUIRE(proven.has_value());
    BOOST_TEST((*proven <= broken));
    BOOST_TEST(holes().empty());

    list = [](const PageQuery&) { return page({}, 0); };
    BOOST_TEST(pass().has_value());
    BOOST_TEST((queries.front().from == *proven - rules.overlap));
}

BOOST_AUTO_TEST_CASE(a_stop_ends_a_pass_behind_the_page_that_is_being_read)
{
    int pages = 0;
    list = [&](const PageQuery&) {
        lane.is_stopping = ++pages == 3;
        return page({}, 0);
    };
    const auto stopped = pass();
    BOOST_TEST(stopped.has_error());
    BOOST_TEST(pages == 3);
    BOOST_TEST(holes().empty());

    lane.is_stopping = false;
    restart();
    BOOST_TEST(pass().has_value());
    BOOST_TEST((queries.front().from >= clock.now() - 2h + 30min));
}

BOOST_AUTO_TEST_CASE(what_moved_while_it_was_read_does_not_count_as_seen)
{
    const TimePoint start = clock.now();
    BOOST_TEST(pass().has_value());
    clock.advance(50s);
    list = [](const PageQuery&) { return page({"1"}, 2); };
    BOOST_TEST(pass().has_value());

    clock.advance(5s);
    list = [](const PageQuery&) { return page({"1"}, 1); };
    BOOST_TEST(pass().has_value());

    BOOST_TEST((queries.front().from == start - rules.settle));
}

BOOST_AUTO_TEST_CASE(nonsense_at_the_start_of_the_past_is_a_hole_once_anything_else_was_read)
{
    const TimePoint bad = clock.now() - 110min;
    list = [&](const PageQuery& query) -> Result<RecordedPage> {
        if (query.from <= bad && bad < query.to)
            return failure(Errc::bad_response);
        return page({}, 0);
    };

    BOOST_TEST(pass().has_value());

    BOOST_TEST(holes().size() == 1u);
    BOOST_TEST((proven_until() == clock.now() - rules.settle));
}

BOOST_AUTO_TEST_CASE(a_hole_behind_the_remotes_memory_is_not_asked_for_any_more)
{
    list = [&](const PageQuery& query) -> Result<RecordedPage> {
        const TimePoint bad = TimePoint(1'767'323'045s) - 70min;
        return query.from <= bad && bad < query.to ? page({"1"}, 2) : page({}, 0);
    };
    BOOST_TEST(pass().has_value());
    BOOST_TEST_REQUIRE(holes().size() == 1u);
    const TimePoint from = holes()[0].from;

    clock.advance(25h);
    BOOST_TEST(pass().has_value());

    for (const auto& query : queries)
        BOOST_TEST((query.from != from));
    BOOST_TEST(holes().size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

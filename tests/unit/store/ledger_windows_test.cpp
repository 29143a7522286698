#include "store_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::store;
using namespace daifa::test;

namespace {

struct WindowFixture : StoreFixture {
    WindowRecord make_window(int from, int to, WindowState state)
    {
        WindowRecord window;
        window.from = start + std::chrono::minutes(from);
        window.to = start + std::chrono::minutes(to);
        window.state = state;
        window.read_at = clock.now();
        return window;
    }

    void record_window(int from, int to, WindowState state)
    {
        run(ledger->record_window(shop, make_window(from, to, state)));
    }

    /// "from-to state", newest first.
    std::vector<std::string> windows(bool only_holes = false)
    {
        std::vector<std::string> lines;
        const auto minutes = [&](TimePoint at) {
            return std::to_string(std::chrono::duration_cast<std::chrono::minutes>(at - start).count());
        };
        for (const auto& window : run(ledger->list_windows(shop, only_holes, 10)))
            lines.push_back(minutes(window.from) + "-" + minutes(window.to) + " " +
                            std::string(to_text(window.state)));
        return lines;
    }

    TimePoint start = clock.now();
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(ledger_windows, WindowFixture)

BOOST_AUTO_TEST_CASE(a_window_comes_back_as_it_was_recorded)
{
    auto window = make_window(0, 30, WindowState::hole);
    window.stream = Stream::erp_orders;
    window.pages = 3;
    window.rows = 250;
    window.new_rows = 5;
    window.changed_rows = 7;
    window.digest = "abc";
    window.problem = "page 3: time-out";
    run(ledger->record_window(shop, window));

    const auto found = run(ledger->list_windows(shop, true, 10));

    BOOST_TEST_REQUIRE(found.size() == 1u);
    BOOST_TEST((found[0].stream == Stream::erp_orders));
    BOOST_TEST(found[0].rows == 250);
    BOOST_TEST(found[0].changed_rows == 7);
    BOOST_TEST(found[0].problem == "page 3: time-out");
    BOOST_TEST(run(ledger->summarize(shop)).holes == 1);
}

BOOST_AUTO_TEST_CASE(a_proven_window_takes_the_place_of_what_it_covers)
{
    record_window(0, 30, WindowState::hole);
    record_window(30, 60, WindowState::provisional);

    record_window(0, 60, WindowState::proven);

    BOOST_TEST(windows() == std::vector<std::string>{"0-60 proven"}, boost::test_tools::per_element());
    BOOST_TEST(windows(true).empty());
}

BOOST_AUTO_TEST_CASE(a_hole_shrinks_to_what_is_not_proven_yet)
{
    record_window(0, 30, WindowState::hole);

    record_window(10, 20, WindowState::proven);

    const std::vector<std::string> expected = {"20-30 hole", "0-10 hole"};
    BOOST_TEST(windows(true) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_proven_window_leaves_the_other_stream_alone)
{
    auto other = make_window(0, 30, WindowState::hole);
    other.stream = Stream::erp_orders;
    run(ledger->record_window(shop, other));

    record_window(0, 30, WindowState::proven);

    BOOST_TEST(windows(true).size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_proven_past_is_kept_for_each_stream)
{
    BOOST_TEST(!run(ledger->load_proven_until(shop, Stream::platform_orders)).has_value());

    run(ledger->save_proven_until(shop, Stream::platform_orders, start));
    run(ledger->save_proven_until(shop, Stream::platform_orders, start + Milliseconds(1)));
    reopen();

    BOOST_TEST((run(ledger->load_proven_until(shop, Stream::platform_orders)) == start + Milliseconds(1)));
    BOOST_TEST(!run(ledger->load_proven_until(shop, Stream::erp_orders)).has_value());
}

BOOST_AUTO_TEST_CASE(the_archive_takes_old_proven_windows_and_no_holes)
{
    record_window(0, 10, WindowState::proven);
    record_window(20, 30, WindowState::hole);
    record_window(40, 50, WindowState::proven);

    run(ledger->archive(shop, start + std::chrono::minutes(45), 10));

    const std::vector<std::string> expected = {"40-50 proven", "20-30 hole"};
    BOOST_TEST(windows() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

#include "reconcile/fetch_window.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using namespace std::chrono_literals;

namespace {

const TimePoint now{std::chrono::hours(500'000)};

WindowRules rules()
{
    WindowRules made;
    made.window_max = 30min;
    made.history_max = 24h * 30;
    made.look_back = 72h;
    made.overlap = 5min;
    made.settle = 3min;
    made.time_step = 1ms;
    made.advance_min = 10min;
    return made;
}

ReadUntil proven(TimePoint until)
{
    ReadUntil read;
    read.proven = until;
    return read;
}

ReadUntil seen(TimePoint proven_until, TimePoint until)
{
    ReadUntil read = proven(proven_until);
    read.seen = until;
    return read;
}

} // namespace

BOOST_AUTO_TEST_SUITE(fetch_window)

BOOST_AUTO_TEST_CASE(the_first_pass_reads_the_look_back_without_a_gap)
{
    const auto windows = plan_windows(ReadUntil{}, now, rules());

    BOOST_TEST_REQUIRE(!windows.empty());
    BOOST_TEST((windows.front().from == now - 72h));
    BOOST_TEST((windows.back().to == now));
    for (std::size_t i = 0; i < windows.size(); ++i) {
        BOOST_TEST((windows[i].to - windows[i].from <= 30min));
        if (i > 0)
            BOOST_TEST((windows[i].from == windows[i - 1].to));
        BOOST_TEST(windows[i].is_settled == (windows[i].to <= now - 3min));
    }
}

BOOST_AUTO_TEST_CASE(a_later_pass_overlaps_what_is_proven)
{
    const auto windows = plan_windows(proven(now - 20min), now, rules());

    BOOST_TEST_REQUIRE(windows.size() == 2u);
    BOOST_TEST((windows[0] == FetchWindow{now - 25min, now - 3min, true}));
    BOOST_TEST((windows[1] == FetchWindow{now - 3min, now, false}));
}

BOOST_AUTO_TEST_CASE(a_small_step_is_not_worth_a_proof_of_its_own)
{
    const auto windows = plan_windows(proven(now - 5min), now, rules());

    BOOST_TEST_REQUIRE(windows.size() == 1u);
    BOOST_TEST((windows[0] == FetchWindow{now - 10min, now, false}));
}

BOOST_AUTO_TEST_CASE(between_two_proofs_only_what_was_not_seen_is_read)
{
    const auto windows = plan_windows(seen(now - 12min, now - 1min), now, rules());

    BOOST_TEST_REQUIRE(windows.size() == 1u);
    BOOST_TEST((windows[0] == FetchWindow{now - 4min, now, false}));
}

BOOST_AUTO_TEST_CASE(a_proof_reads_what_was_seen_again)
{
    const auto windows = plan_windows(seen(now - 20min, now - 1min), now, rules());

    BOOST_TEST_REQUIRE(windows.size() == 2u);
    BOOST_TEST((windows[0] == FetchWindow{now - 25min, now - 3min, true}));
    BOOST_TEST((windows[1] == FetchWindow{now - 3min, now, false}));
}

BOOST_AUTO_TEST_CASE(nothing_before_the_remotes_history_is_asked)
{
    auto short_history = rules();
    short_history.history_max = 1h;

    BOOST_TEST((plan_windows(ReadUntil{}, now, short_history).front().from == now - 1h));
}

BOOST_AUTO_TEST_CASE(windows_are_widened_to_whole_steps)
{
    auto seconds = rules();
    seconds.time_step = 1s;

    const auto windows = plan_windows(proven(now - 5min + 300ms), now + 700ms, seconds);

    BOOST_TEST((windows.front().from == now - 10min));
    BOOST_TEST((windows.back().to == now + 1s));
}

BOOST_AUTO_TEST_CASE(after_the_clock_went_back_what_was_read_of_the_future_does_not_count)
{
    BOOST_TEST(!believe(proven(now + 1min), now).proven);
    const auto less = believe(seen(now - 5min, now + 1min), now);
    BOOST_TEST((less.proven == now - 5min));
    BOOST_TEST(!less.seen);
    const auto all = believe(seen(now - 5min, now), now);
    BOOST_TEST((all.proven == now - 5min));
    BOOST_TEST((all.seen == now));
}

BOOST_AUTO_TEST_SUITE_END()

#include "reconcile/clock_watch.hpp"

#include "support/manual_clock.hpp"
#include "support/run_coroutine.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using namespace std::chrono_literals;

namespace {

struct Watched {
    boost::asio::io_context context;
    test::ManualClock local;
    RemoteClock clock{local};
    Milliseconds ahead{0}; ///< The other side's time, seen from ours.
    ClockWatch watch{clock, local, [this] { return tell(); }};

    awaitable<Result<TimePoint>> tell() { co_return local.now() + ahead; }
    Milliseconds measure() { return test::run_coroutine(context, local, watch.measure()); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(clock_watch, Watched)

BOOST_AUTO_TEST_CASE(the_first_measurement_is_taken_as_it_is)
{
    ahead = -900ms;

    BOOST_TEST((measure() == 900ms));

    BOOST_TEST((clock.now() == local.now() - 900ms));
}

BOOST_AUTO_TEST_CASE(what_agrees_within_the_precision_of_answers_moves_nothing)
{
    measure();
    ahead = -900ms;

    measure();

    BOOST_TEST((clock.now() == local.now()));
}

BOOST_AUTO_TEST_CASE(a_real_difference_is_followed_either_way)
{
    measure();
    ahead = -11min;
    BOOST_TEST((measure() == 11min));
    BOOST_TEST((clock.now() == local.now() - 11min));

    ahead = 5s;
    measure();
    BOOST_TEST((clock.now() == local.now() + 5s));
}

BOOST_AUTO_TEST_CASE(only_what_sets_the_clock_back_is_told)
{
    int steps = 0;
    watch.on_went_back = [&] { ++steps; };
    measure();
    ahead = 11min;
    measure();
    ahead = 11min - 900ms;
    measure();
    BOOST_TEST(steps == 0);

    ahead = 0ms;
    measure();
    BOOST_TEST(steps == 1);
}

BOOST_AUTO_TEST_SUITE_END()

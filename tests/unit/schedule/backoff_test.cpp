#include "schedule/backoff.hpp"

#include "support/seeded_random.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(backoff)

BOOST_AUTO_TEST_CASE(each_attempt_waits_longer_and_the_last_delay_repeats)
{
    test::SeededRandom random;
    const std::vector<Milliseconds> delays = {1s, 10s};

    for (int round = 0; round < 100; ++round) {
        const auto first = schedule::backoff(1, delays, std::nullopt, random);
        const auto later = schedule::backoff(7, delays, std::nullopt, random);
        BOOST_TEST((first >= 1s && first <= 1200ms));
        BOOST_TEST((later >= 10s && later <= 12s));
    }
}

BOOST_AUTO_TEST_CASE(waits_at_least_as_long_as_the_remote_asked)
{
    test::SeededRandom random;

    BOOST_TEST((schedule::backoff(1, {1s}, 30s, random) >= 30s));
}

BOOST_AUTO_TEST_SUITE_END()

#include "reconcile/side_health.hpp"

#include "support/seeded_random.hpp"
#include "unit/reconcile/answers.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;
using test::failure;

namespace {

struct Side {
    test::SeededRandom random;
    reconcile::SideHealth health{{30s, 2min}, random};
    TimePoint now{1000s};
    int changes = 0;
    int needed = 0;

    Side()
    {
        health.on_change = [this](const auto&) { ++changes; };
        health.on_person_needed = [this] { ++needed; };
    }

    void fails(Errc code, int times, const std::string& about = {})
    {
        for (int i = 0; i < times; ++i)
            health.note_failure(failure(code), now, about);
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(side_health, Side)

BOOST_AUTO_TEST_CASE(a_wrong_key_stops_the_side_at_once_and_asks_for_a_person)
{
    fails(Errc::misconfigured, 1);

    BOOST_TEST_REQUIRE(health.stop().has_value());
    BOOST_TEST(health.stop()->needs_person);
    BOOST_TEST(!health.is_open(now));
    BOOST_TEST(!health.is_open(now + 29s));
    BOOST_TEST(health.is_open(health.stop()->next_try));
    BOOST_TEST(changes == 1);
}

BOOST_AUTO_TEST_CASE(single_losses_are_nothing_and_many_in_a_row_are_a_rest_that_grows)
{
    for (const auto code : {Errc::unavailable, Errc::bad_response}) {
        health.clear();
        fails(code, 4);
        BOOST_TEST(!health.stop());
        health.note_success();
        fails(code, 4);
        BOOST_TEST(!health.stop());

        fails(code, 1);
        BOOST_TEST_REQUIRE(health.stop().has_value());
        BOOST_TEST((health.stop()->error.code == code));
        BOOST_TEST(!health.stop()->needs_person);
        const Milliseconds first = health.stop()->next_try - now;

        now = health.stop()->next_try;
        fails(code, 1);
        BOOST_TEST(health.stop()->attempts == 2);
        BOOST_TEST((health.stop()->next_try - now > first));

        health.note_success();
        BOOST_TEST(!health.stop());
    }
}

BOOST_AUTO_TEST_CASE(one_order_that_fails_again_and_again_does_not_stop_the_side)
{
    fails(Errc::bad_response, 20, "o1");
    fails(Errc::unavailable, 20, "o2");
    BOOST_TEST(!health.stop());

    fails(Errc::bad_response, 1, "o3");
    fails(Errc::bad_response, 2);
    BOOST_TEST(health.stop().has_value());
}

BOOST_AUTO_TEST_CASE(a_stopped_side_waits_longer_even_when_only_one_order_tries)
{
    fails(Errc::unavailable, 1, "o1");
    fails(Errc::unavailable, 4);
    BOOST_TEST_REQUIRE(health.stop().has_value());

    now = health.stop()->next_try;
    fails(Errc::unavailable, 1, "o1");

    BOOST_TEST(!health.is_open(now));
}

BOOST_AUTO_TEST_CASE(calls_that_fail_together_count_as_one_attempt)
{
    fails(Errc::misconfigured, 10);

    BOOST_TEST(health.stop()->attempts == 1);
    BOOST_TEST(needed == 1);

    now = health.stop()->next_try;
    fails(Errc::misconfigured, 1);
    BOOST_TEST(needed == 2);
    BOOST_TEST(changes == 1);
}

BOOST_AUTO_TEST_CASE(an_order_that_is_refused_says_nothing_about_the_side)
{
    for (const auto code : {Errc::rejected, Errc::not_found})
        fails(code, 20);

    BOOST_TEST(!health.stop());
}

BOOST_AUTO_TEST_SUITE_END()

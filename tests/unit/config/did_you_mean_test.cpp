#include "config/did_you_mean.hpp"

#include <boost/test/unit_test.hpp>

namespace config = daifa::config;

BOOST_AUTO_TEST_SUITE(did_you_mean)

BOOST_AUTO_TEST_CASE(finds_the_word_behind_a_slip_of_the_finger)
{
    const std::vector<std::string> words = {"interval", "delay", "overlap"};

    BOOST_TEST(config::did_you_mean("intervall", words) == "interval");
    BOOST_TEST(config::did_you_mean("dealy", words) == "delay");
    BOOST_TEST(config::did_you_mean("Overlap", words) == "overlap");
}

BOOST_AUTO_TEST_CASE(says_nothing_about_a_word_that_resembles_none)
{
    BOOST_TEST(config::did_you_mean("carriers", {"interval", "delay"}) == "");
    BOOST_TEST(config::did_you_mean("", {"interval"}) == "");
    BOOST_TEST(config::did_you_mean(std::string(100'000, 'a'), {std::string(100'000, 'a')}) == "");
}

BOOST_AUTO_TEST_SUITE_END()

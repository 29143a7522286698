#include "config/duration.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::config;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(duration)

BOOST_AUTO_TEST_CASE(reads_a_number_and_its_unit)
{
    BOOST_TEST((parse_duration("500ms") == 500ms));
    BOOST_TEST((parse_duration("2s") == 2s));
    BOOST_TEST((parse_duration("10m") == 10min));
    BOOST_TEST((parse_duration("6h") == 6h));
    BOOST_TEST((parse_duration("90d") == 24h * 90));
    BOOST_TEST((parse_duration("0") == 0ms));
}

BOOST_AUTO_TEST_CASE(refuses_what_leaves_a_doubt)
{
    for (const char* text : {"", "10", "m", "-1s", "1.5h", "1h30m", "10 m", "10M", "99999999999d"})
        BOOST_TEST(!parse_duration(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(writes_the_largest_unit_that_is_exact)
{
    for (const char* text : {"1ms", "90s", "10m", "36h", "90d", "0s"})
        BOOST_TEST(to_duration_text(*parse_duration(text)) == text);
    BOOST_TEST(to_duration_text(3600s) == "1h");
}

BOOST_AUTO_TEST_SUITE_END()

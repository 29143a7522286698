#include "reconcile/source_number.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::reconcile;

BOOST_AUTO_TEST_SUITE(source_number_of)

BOOST_AUTO_TEST_CASE(later_generations_carry_a_tail_that_leads_back)
{
    BOOST_TEST(source_number("abc", 1) == "abc");
    BOOST_TEST(source_number("abc", 2) == "abc-2");
    BOOST_TEST(parse_source_number("abc").generation == 1);
    BOOST_TEST(parse_source_number("abc-2").order_number == "abc");
    BOOST_TEST(parse_source_number("abc-2").generation == 2);
}

BOOST_AUTO_TEST_CASE(a_tail_that_is_no_generation_belongs_to_the_number)
{
    for (const char* text : {"240101-000000000000001", "abc-", "-2", "abc-x", "abc-1", "abc-02"}) {
        BOOST_TEST(parse_source_number(text).order_number == text);
        BOOST_TEST(parse_source_number(text).generation == 1);
    }
}

BOOST_AUTO_TEST_SUITE_END()

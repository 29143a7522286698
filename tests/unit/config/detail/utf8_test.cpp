#include "config/detail/utf8.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::config::detail;

BOOST_AUTO_TEST_SUITE(utf8)

BOOST_AUTO_TEST_CASE(finds_the_first_byte_that_does_not_fit)
{
    BOOST_TEST(!find_bad_utf8("a代\xf0\x9f\x93\xa6").has_value());
    BOOST_TEST(find_bad_utf8("ab\x80").value() == 2u);           // a lone continuation
    BOOST_TEST(find_bad_utf8("a\xc0\xaf").value() == 1u);        // too long a form of "/"
    BOOST_TEST(find_bad_utf8("\xe0\x80\xaf").value() == 0u);     // likewise
    BOOST_TEST(find_bad_utf8("\xed\xa0\x80").value() == 0u);     // half of a surrogate pair
    BOOST_TEST(find_bad_utf8("\xf4\x90\x80\x80").value() == 0u); // above U+10FFFF
    BOOST_TEST(find_bad_utf8("\xe4\xbb").value() == 0u);         // cut off
}

BOOST_AUTO_TEST_CASE(measures_characters_and_their_width)
{
    BOOST_TEST(count_characters("a代发") == 3u);
    BOOST_TEST(first_characters("a代发", 2) == "a代");
    BOOST_TEST(display_width("a代发") == 5u);
}

BOOST_AUTO_TEST_SUITE_END()

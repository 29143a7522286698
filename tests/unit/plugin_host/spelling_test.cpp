#include "plugin_host/spelling.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::plugin_host;

BOOST_AUTO_TEST_SUITE(spelling)

BOOST_AUTO_TEST_CASE(counts_the_changes_between_two_words)
{
    BOOST_TEST(edit_distance("", "") == 0u);
    BOOST_TEST(edit_distance("jackyun", "jackyun") == 0u);
    BOOST_TEST(edit_distance("jackyun", "jackyum") == 1u);
    BOOST_TEST(edit_distance("jackyun", "jakcyun") == 1u);
    BOOST_TEST(edit_distance("jackyun", "jckyun") == 1u);
    BOOST_TEST(edit_distance("", "abc") == 3u);
}

BOOST_AUTO_TEST_CASE(finds_the_word_that_was_meant)
{
    const std::vector<std::string> known = {"pinduoduo", "jackyun"};

    BOOST_TEST(find_nearest("pingduoduo", known).value_or("") == "pinduoduo");
    BOOST_TEST(find_nearest("jackyum", known).value_or("") == "jackyun");
}

BOOST_AUTO_TEST_CASE(proposes_nothing_for_a_word_unlike_all)
{
    BOOST_TEST(!find_nearest("wangdian", {"pinduoduo", "jackyun"}).has_value());
    BOOST_TEST(!find_nearest("ab", {}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

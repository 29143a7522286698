#include "sandbox/call_counts.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace daifa::sandbox;

BOOST_AUTO_TEST_SUITE(call_counts)

BOOST_AUTO_TEST_CASE(tells_reads_writes_and_refusals_apart)
{
    CallCounts counts;
    counts.arrived("read", false);
    counts.arrived("write", true);
    counts.arrived("write", true);
    counts.refused("write", "429", true);
    counts.refused("write", "400", false);

    const auto json = counts.to_json();
    BOOST_TEST(json.at("reads").to_number<int>() == 1);
    BOOST_TEST(json.at("writes").to_number<int>() == 2);
    BOOST_TEST(json.at("refused_for_rate").to_number<int>() == 1);
    BOOST_TEST(json.at("apis").at("write").at("refused").to_number<int>() == 2);
    BOOST_TEST(json.at("apis").at("write").at("codes").at("400").to_number<int>() == 1);
}

BOOST_AUTO_TEST_CASE(made_up_names_share_one_row_in_the_end)
{
    CallCounts counts;
    for (int i = 0; i < 1000; ++i)
        counts.arrived("api" + std::to_string(i), false);

    BOOST_TEST(counts.to_json().at("apis").as_object().size() == 201u);
    BOOST_TEST(counts.to_json().at("reads").to_number<int>() == 1000);
}

BOOST_AUTO_TEST_SUITE_END()

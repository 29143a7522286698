#include "reconcile/carrier_table.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;

BOOST_AUTO_TEST_SUITE(carrier_table)

BOOST_AUTO_TEST_CASE(the_strategy_wins_then_the_code_then_a_name_that_is_unique)
{
    const CarrierTable table({{"YTO", "圆通快递", true},
                              {"QF", "全峰快递", false},
                              {"HT", "百世快递", true},
                              {"BSKD", "百世快递", true},
                              {"ZTO", "中通快递", true}});

    BOOST_TEST((map_carrier({"YTO", "x", true}, {{"YTO", "ZTO"}}, table).code == "ZTO"));
    BOOST_TEST((map_carrier({"YTO", "x", true}, {}, table).code == "YTO"));
    BOOST_TEST((map_carrier({"", "中通快递", true}, {}, table).code == "ZTO"));
    BOOST_TEST((map_carrier({"", "百世快递", true}, {}, table).code == ""));
    BOOST_TEST((map_carrier({"QF", "全峰快递", true}, {}, table).code == ""));
    BOOST_TEST((map_carrier({"", "", true}, {}, table).code == ""));
}

BOOST_AUTO_TEST_CASE(an_entry_counts_only_when_the_platform_has_its_code)
{
    const CarrierTable table({{"YTO", "圆通快递", true}, {"QF", "全峰快递", false}});

    for (const char* code : {"YT0", "QF"}) {
        const auto match = map_carrier({"YTO", "圆通快递", true}, {{"圆通快递", code}}, table);
        BOOST_TEST(match.code == "");
        BOOST_TEST(match.problem.find(code) != std::string::npos);
        BOOST_TEST(match.problem.find("圆通快递") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(an_entry_is_believed_while_the_platforms_list_is_not_known)
{
    BOOST_TEST((map_carrier({"YTO", "", true}, {{"YTO", "X"}}, CarrierTable()).code == "X"));
}

BOOST_AUTO_TEST_SUITE_END()

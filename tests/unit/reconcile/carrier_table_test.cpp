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

    BOOST_TEST((map_carrier({"YTO", "x", true}, {{"YTO", "ZTO"}}, table) == "ZTO"));
    BOOST_TEST((map_carrier({"YTO", "x", true}, {}, table) == "YTO"));
    BOOST_TEST((map_carrier({"", "中通快递", true}, {}, table) == "ZTO"));
    BOOST_TEST((map_carrier({"", "百世快递", true}, {}, table) == std::nullopt));
    BOOST_TEST((map_carrier({"QF", "全峰快递", true}, {}, table) == std::nullopt));
    BOOST_TEST((map_carrier({"", "", true}, {}, table) == std::nullopt));
}

BOOST_AUTO_TEST_SUITE_END()

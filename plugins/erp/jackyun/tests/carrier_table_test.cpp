#include "jackyun/carrier_table.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::jackyun;

namespace {

const std::vector<CarrierRow> rows = {
    {"L1", "圆通-义乌", {"YTO", "圆通速递", false}},
    {"L2", "圆通-杭州", {"YTO", "圆通速递", true}},
    {"L3", "自提", {"L3", "自提", false}},
};

} // namespace

BOOST_AUTO_TEST_SUITE(carrier_table)

BOOST_AUTO_TEST_CASE(a_carrier_is_found_by_its_code_and_without_one_by_its_name)
{
    CarrierTable table;
    table.load(rows);

    BOOST_TEST((table.find({"L1", "whatever", true}) == Carrier{"YTO", "圆通速递", true}));
    BOOST_TEST((table.find({"", "圆通-杭州", true}) == Carrier{"YTO", "圆通速递", true}));
    BOOST_TEST((table.find({"L9", "圆通-杭州", true}) == std::nullopt));
}

BOOST_AUTO_TEST_CASE(rows_of_one_carrier_are_one_and_available_if_any_is)
{
    const auto carriers = distinct_carriers(rows);

    BOOST_TEST_REQUIRE(carriers.size() == 2u);
    BOOST_TEST((carriers[0] == Carrier{"YTO", "圆通速递", true}));
    BOOST_TEST((carriers[1] == Carrier{"L3", "自提", false}));
}

BOOST_AUTO_TEST_SUITE_END()

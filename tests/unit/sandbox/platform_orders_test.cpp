#include "sandbox/platform_orders.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::sandbox;

namespace {

const TimePoint start(Milliseconds(1'700'000'000'000));

PracticeOrder& add_order(PlatformOrders& orders, const std::string& number)
{
    PracticeOrder order;
    order.id = {MerchantId("m"), number};
    order.shop = "s";
    order.assigned_at = start;
    order.updated_at = start;
    return orders.add(std::move(order));
}

} // namespace

BOOST_AUTO_TEST_SUITE(platform_orders)

BOOST_AUTO_TEST_CASE(each_change_leaves_its_mark_in_the_timeline)
{
    PlatformOrders orders;
    PlatformRules rules;
    PracticeOrder& order = add_order(orders, "1");
    orders.upload(order, "N", "YTO", start + Milliseconds(1), rules);
    orders.retract(order, "N", start + Milliseconds(2), rules);
    orders.withdraw(order, start + Milliseconds(3));
    orders.upload(order, "N", "YTO", start + Milliseconds(4), rules);

    std::vector<std::string> whats;
    for (const auto& event : order.timeline)
        whats.push_back(event.what);
    const std::vector<std::string> expected = {"assigned", "uploaded YTO N", "retracted N", "withdrawn",
                                               "refused N: not_assigned"};
    BOOST_TEST(whats == expected, boost::test_tools::per_element());
    BOOST_TEST((order.updated_at == start + Milliseconds(3)));
}

BOOST_AUTO_TEST_CASE(an_order_is_in_one_window_only)
{
    PlatformOrders orders;
    PlatformRules rules;
    PracticeOrder& order = add_order(orders, "1");
    add_order(orders, "2");
    for (int i = 1; i <= 20; ++i)
        orders.touch(order, start + Milliseconds(i), "moved");

    const auto end = start + Milliseconds(20);
    const auto rows = orders.updated_between("s", start, end, true, end, rules);
    BOOST_TEST(rows.size() == 2u);
    BOOST_TEST(rows.back()->id.number == "1");
}

BOOST_AUTO_TEST_CASE(a_refused_set_of_extra_numbers_leaves_none_behind)
{
    PlatformOrders orders;
    PlatformRules rules;
    PracticeOrder& order = add_order(orders, "1");
    orders.upload(order, "N", "YTO", start, rules);

    BOOST_TEST((orders.upload_extras(order, {"A", "N"}, "YTO", start, rules) == UploadOutcome::too_many_extras));
    for (const auto& record : order.numbers)
        BOOST_TEST((!record.is_extra || !record.is_live));
}

BOOST_AUTO_TEST_SUITE_END()

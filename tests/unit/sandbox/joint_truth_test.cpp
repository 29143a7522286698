#include "sandbox/joint_truth.hpp"

#include "sandbox/world.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::sandbox;

namespace {

const TimePoint start(Milliseconds(1'700'000'000'000));

void import_order(World& world, const std::string& source)
{
    SalesDraft draft;
    draft.shop = "DF-01";
    draft.source_number = source;
    draft.placed_at = start;
    SalesLine line;
    line.barcode = "B-1";
    line.quantity = 1;
    draft.lines.push_back(line);
    BOOST_TEST_REQUIRE(std::holds_alternative<OrderIndex>(world.erp.create_order(std::move(draft), start)));
}

std::int64_t figure(const World& world, const char* name)
{
    return joint_totals(world).at(name).to_number<std::int64_t>();
}

} // namespace

BOOST_AUTO_TEST_SUITE(joint_truth)

BOOST_AUTO_TEST_CASE(each_order_counts_once_over_both_sides)
{
    World world;
    world.platform.control("assign", boost::json::parse(R"({"count":4})").get_object(), start);
    auto& orders = world.platform.orders;
    import_order(world, orders.all()[0].id.number);
    import_order(world, orders.all()[0].id.number + "-2");
    import_order(world, orders.all()[1].id.number);
    import_order(world, "somebody-else");
    orders.upload(orders.all()[0], "YT1", "YTO", start, world.platform.rules);
    orders.withdraw(orders.all()[1], start);

    BOOST_TEST(figure(world, "assigned") == 4);
    BOOST_TEST(figure(world, "imported") == 2);
    BOOST_TEST(figure(world, "uploaded") == 1);
    BOOST_TEST(figure(world, "withdrawn") == 1);
    BOOST_TEST(figure(world, "open") == 2);
    BOOST_TEST(figure(world, "doubled") == 0);
    BOOST_TEST(figure(world, "strangers") == 1);
}

BOOST_AUTO_TEST_CASE(a_second_import_and_a_second_upload_are_doubled)
{
    World world;
    world.platform.control("assign", {}, start);
    auto& order = world.platform.orders.all()[0];
    import_order(world, order.id.number);
    import_order(world, order.id.number);
    world.platform.orders.upload(order, "YT1", "YTO", start, world.platform.rules);
    world.platform.orders.upload(order, "YT1", "YTO", start, world.platform.rules);

    BOOST_TEST(figure(world, "imported") == 1);
    BOOST_TEST(figure(world, "doubled") == 2);
}

BOOST_AUTO_TEST_SUITE_END()

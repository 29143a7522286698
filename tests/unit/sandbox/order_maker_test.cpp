#include "sandbox/order_maker.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::sandbox;

BOOST_AUTO_TEST_SUITE(order_maker)

BOOST_AUTO_TEST_CASE(the_same_seed_makes_the_same_order)
{
    SeededRandom one(3);
    SeededRandom two(3);
    const auto merchant = make_merchants(one, 1).front();
    make_merchants(two, 1);
    const auto a = make_order(one, merchant);
    const auto b = make_order(two, merchant);

    BOOST_TEST((a.id == b.id));
    BOOST_TEST((a.item == b.item));
    BOOST_TEST((a.region == b.region));
    BOOST_TEST(a.recipient_group == b.recipient_group);
}

BOOST_AUTO_TEST_CASE(more_merchants_do_not_rename_the_first_ones)
{
    SeededRandom one(3);
    SeededRandom two(3);
    const auto few = make_merchants(one, 3);
    const auto many = make_merchants(two, 20);

    BOOST_TEST((few[2].id == many[2].id));
    BOOST_TEST(many[8].name != many[0].name);
}

BOOST_AUTO_TEST_CASE(a_changed_address_is_another_one)
{
    SeededRandom random(3);
    daifa::Region region = make_region(random);
    for (int i = 0; i < 200; ++i) {
        const auto next = make_region(random, region);
        BOOST_TEST((next != region));
        region = next;
    }
}

BOOST_AUTO_TEST_SUITE_END()

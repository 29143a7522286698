#include "reconcile/draft.hpp"
#include "unit/reconcile/scene.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using test::Scene;

BOOST_AUTO_TEST_SUITE(draft)

BOOST_AUTO_TEST_CASE(fills_the_person_whom_the_platform_hides)
{
    Scene scene;
    scene.order.body->id.number = "fedcba98765432";
    scene.plan.recipient_fill.address = "{province}{city} {merchant} 平台打单";

    const auto made = build_draft(*scene.order.body, 2, scene.plan);

    BOOST_TEST_REQUIRE(made.has_value());
    BOOST_TEST(made->source_number == "fedcba98765432-2");
    BOOST_TEST(made->recipient.name.reveal() == "代发 765432");
    BOOST_TEST(made->recipient.address.reveal() == "上海市上海市 示例店 平台打单");
    BOOST_TEST(made->items.front().barcode == "A-1");
    BOOST_TEST(made->items.front().price.fen == 990);
}

BOOST_AUTO_TEST_CASE(the_map_of_items_wins_over_the_match)
{
    Scene scene;
    scene.plan.items.map["A-1"] = ItemTarget{"", "G-7", "L"};

    const auto item = map_item(scene.order.body->item, scene.plan.items);

    BOOST_TEST_REQUIRE(item.has_value());
    BOOST_TEST(item->barcode == "");
    BOOST_TEST(item->goods_code == "G-7");
    BOOST_TEST(item->variant_name == "L");
}

BOOST_AUTO_TEST_CASE(goods_can_be_matched_by_article_and_spec)
{
    Scene scene;
    scene.plan.items.match = ItemMatch::goods_variant;

    const auto item = map_item(scene.order.body->item, scene.plan.items);

    BOOST_TEST_REQUIRE(item.has_value());
    BOOST_TEST(item->goods_code == "A");
    BOOST_TEST(item->variant_name == "红色 大");
}

BOOST_AUTO_TEST_SUITE_END()

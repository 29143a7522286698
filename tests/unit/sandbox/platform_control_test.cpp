#include "sandbox/platform_world.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::sandbox;

namespace {

const TimePoint start(Milliseconds(1'700'000'000'000));

boost::json::object control(PlatformWorld& world, const char* action, const char* arguments, TimePoint now = start)
{
    return world.control(action, boost::json::parse(arguments).get_object(), now);
}

std::string story(std::uint64_t seed)
{
    PlatformWorld world(seed);
    control(world, "assign", R"({"count":50,"spread_ms":60000,"merchants":12})");
    control(world, "withdraw", R"({"count":5})");
    control(world, "reassign", "{}");
    control(world, "after_sale", R"({"count":3,"step":"refunded"})");
    control(world, "address", R"({"count":3})");
    control(world, "quantity", R"({"count":2})");
    control(world, "later", R"({"action":"withdraw","times":10,"within_ms":5000})");
    world.tick(start + Milliseconds(5000));
    return boost::json::serialize(world.truth(start)) + boost::json::serialize(control(world, "issue_tokens", "{}"));
}

std::int64_t total(const PlatformWorld& world, const char* name)
{
    return world.totals(start).at(name).to_number<std::int64_t>();
}

} // namespace

BOOST_AUTO_TEST_SUITE(platform_control)

BOOST_AUTO_TEST_CASE(the_same_seed_and_the_same_actions_tell_the_same_story)
{
    BOOST_TEST(story(1) == story(1));
    BOOST_TEST(story(1) != story(2));
}

BOOST_AUTO_TEST_CASE(every_order_counts_once_in_the_totals)
{
    PlatformWorld world;
    control(world, "assign", R"({"count":40})");
    control(world, "withdraw", R"({"count":4})");
    control(world, "risk", R"({"count":3})");
    control(world, "after_sale", R"({"count":2})");

    BOOST_TEST(total(world, "orders") == 40);
    BOOST_TEST(total(world, "withdrawn") == 4);
    BOOST_TEST(total(world, "held_back") == 5);
    BOOST_TEST(total(world, "open") == 31);
    BOOST_TEST(total(world, "uploaded") == 0);
}

BOOST_AUTO_TEST_CASE(what_is_planned_happens_when_its_time_has_come)
{
    PlatformWorld world;
    control(world, "assign", R"({"count":3})");
    control(world, "later", R"({"action":"withdraw","arguments":{"count":1},"times":2,"after_ms":1000})");
    control(world, "later", R"({"action":"withdraw","times":5,"after_ms":2000})");

    world.tick(start + Milliseconds(999));
    BOOST_TEST(total(world, "withdrawn") == 0);
    world.tick(start + Milliseconds(1000));
    BOOST_TEST(total(world, "withdrawn") == 2);
    world.tick(start + Milliseconds(9000));
    BOOST_TEST(total(world, "withdrawn") == 3);
}

BOOST_AUTO_TEST_CASE(a_merchant_that_ends_its_binding_takes_back_what_has_no_number)
{
    PlatformWorld world;
    control(world, "assign", R"({"count":20,"merchants":2})");
    const auto& first = world.orders.all().front();
    const std::string merchant = first.id.merchant.text();
    const std::string text = R"({"merchant":")" + merchant + R"("})";

    const auto taken = control(world, "unbind", text.c_str()).at("count").to_number<std::int64_t>();

    BOOST_TEST(taken > 0);
    BOOST_TEST(total(world, "withdrawn") == taken);
    for (const auto& order : world.orders.all())
        BOOST_TEST(order.is_assigned == (order.id.merchant.text() != merchant));
    BOOST_TEST(control(world, "unbind", text.c_str()).at("count").to_number<int>() == 0);
}

BOOST_AUTO_TEST_CASE(an_order_may_be_changed_after_its_assignment)
{
    PlatformWorld world;
    control(world, "assign", "{}");
    const std::string quantity = std::to_string(world.orders.all().front().item.quantity);

    control(world, "edit", R"({"count":1,"sku":"B-9","remark":"gift"})");

    const auto& order = world.orders.all().front();
    BOOST_TEST(order.item.sku_code == "B-9");
    BOOST_TEST(order.remark == "gift");
    BOOST_TEST(std::to_string(order.item.quantity) == quantity);
}

BOOST_AUTO_TEST_CASE(a_buyer_may_have_several_orders)
{
    PlatformWorld world;
    control(world, "assign", R"({"count":4,"per_recipient":2})");
    const auto& orders = world.orders.all();

    BOOST_TEST(orders[0].recipient_group == orders[1].recipient_group);
    BOOST_TEST((orders[0].region == orders[1].region));
    BOOST_TEST((orders[0].id.merchant == orders[1].id.merchant));
    BOOST_TEST(orders[1].recipient_group != orders[2].recipient_group);
    BOOST_TEST(orders[2].recipient_group == orders[3].recipient_group);
}

BOOST_AUTO_TEST_CASE(an_address_change_shows_in_region_recipient_and_time)
{
    PlatformWorld world;
    control(world, "assign", "{}");
    const PracticeOrder before = world.orders.all().front();
    control(world, "address", "{}", start + Milliseconds(5));
    const PracticeOrder& after = world.orders.all().front();

    BOOST_TEST((after.region != before.region));
    BOOST_TEST(after.recipient_group != before.recipient_group);
    BOOST_TEST((after.updated_at == start + Milliseconds(5)));
}

BOOST_AUTO_TEST_CASE(added_shops_can_log_in_and_get_orders)
{
    PlatformWorld world;
    const auto shops = control(world, "add_shops", R"({"count":99})");
    BOOST_TEST(shops.at("shops").as_array().size() == 99u);
    BOOST_TEST(world.accounts.log_in("factory100", "factory100") != nullptr);
    BOOST_TEST(world.accounts.log_in("factory100", "factory") == nullptr);
    control(world, "assign", R"({"shop":"10000100","count":2})");
    BOOST_TEST(world.orders.all().front().shop == "10000100");
    BOOST_TEST(control(world, "issue_tokens", "{}").at("tokens").as_array().size() == 100u);
}

BOOST_AUTO_TEST_CASE(a_reset_world_is_as_new_and_keeps_its_rules)
{
    PlatformWorld world;
    world.rules.refresh_rotates = true;
    control(world, "assign", R"({"count":3,"seed":5})");
    control(world, "reset", R"({"seed":9})");

    BOOST_TEST(total(world, "orders") == 0);
    BOOST_TEST(world.rules.refresh_rotates);
    control(world, "assign", R"({"count":3,"seed":5})");
    BOOST_CHECK_THROW(control(world, "assign", R"({"count":3,"seed":5})"), ControlError);
}

BOOST_AUTO_TEST_CASE(senseless_actions_are_refused)
{
    PlatformWorld world;
    BOOST_CHECK_THROW(control(world, "dance", "{}"), ControlError);
    BOOST_CHECK_THROW(control(world, "withdraw", "{}"), ControlError);
    BOOST_CHECK_THROW(control(world, "assign", R"({"count":0})"), ControlError);
    BOOST_CHECK_THROW(control(world, "assign", R"({"shop":"nobody"})"), ControlError);
    BOOST_CHECK_THROW(control(world, "assign", R"({"sf_only":"perhaps"})"), ControlError);
    BOOST_CHECK_THROW(control(world, "later", R"({"action":"later"})"), ControlError);
    BOOST_CHECK_THROW(control(world, "add_shops", R"({"role":"king"})"), ControlError);
    BOOST_CHECK_THROW(control(world, "issue_tokens", R"({"app":"nobody"})"), ControlError);
    control(world, "assign", "{}");
    BOOST_CHECK_THROW(control(world, "withdraw", R"({"order":"a/b"})"), ControlError);
    BOOST_CHECK_THROW(control(world, "withdraw", R"({"of":"all"})"), ControlError);
    BOOST_CHECK_THROW(control(world, "after_sale", R"({"step":"odd"})"), ControlError);
}

BOOST_AUTO_TEST_SUITE_END()

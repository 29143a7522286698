#include "sandbox/drop_ship_desk.hpp"

#include "sandbox/order_maker.hpp"
#include "sandbox/platform_world.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <optional>

using namespace daifa;
using namespace daifa::sandbox;

namespace {

const TimePoint start(Milliseconds(1'767'294'245'000)); // 2026-01-02 03:04:05 in Beijing

ProfileForm filled_form()
{
    ProfileForm form;
    form.binding_name = "晨曦家居";
    form.sender = "李练习";
    form.phone = "13800000000";
    form.new_address = {"", "中国", "浙江省", "杭州市", "余杭区", "练习路1号"};
    form.has_agreed = true;
    return form;
}

/// A merchant and two factories.
struct Scene {
    Scene()
    {
        merchant = world.accounts.add_shop(ShopRole::unknown).owner_id;
        factory = world.accounts.shops().front().owner_id;
        other_factory = world.accounts.add_shop(ShopRole::factory).owner_id;
    }

    DropShipDesk desk() { return {world, now}; }

    void set_up()
    {
        BOOST_TEST_REQUIRE(!desk().choose_role(merchant, ShopRole::merchant));
        BOOST_TEST_REQUIRE(desk().set_up(merchant, filled_form()).empty());
    }

    std::string bind(const std::string& to)
    {
        BOOST_TEST_REQUIRE(!desk().apply(merchant, to));
        const std::string id = world.desk.bindings().back().id;
        BOOST_TEST_REQUIRE(!desk().decide(to, id, true, ""));
        return id;
    }

    std::string place()
    {
        SeededRandom random(++seed);
        return desk().place(merchant, make_order(random, {MerchantId(), "s"})).number;
    }

    /// An order that the factory has.
    std::string given()
    {
        const std::string number = place();
        BOOST_TEST_REQUIRE(!desk().assign(merchant, number, factory));
        return number;
    }

    PracticeOrder& order(const std::string& number)
    {
        return desk().current(*world.desk.find_order(number));
    }

    void control(const std::string& action, const std::string& json)
    {
        world.control(action, boost::json::parse(json).as_object(), now);
    }

    void return_number(const std::string& order_number, const std::string& waybill)
    {
        BOOST_TEST_REQUIRE(
            (world.upload(order(order_number), waybill, "YTO", now) == UploadOutcome::accepted));
    }

    PlatformWorld world;
    TimePoint now = start;
    std::string merchant;
    std::string factory;
    std::string other_factory;
    std::uint64_t seed = 0;
};

bool is(std::optional<DeskRefusal> outcome, DeskRefusal expected)
{
    return outcome == expected;
}

std::string problems_of(const std::vector<FieldProblem>& problems)
{
    std::string text;
    for (const auto& problem : problems)
        text += problem.field + ":" + problem.problem + " ";
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(drop_ship_desk)

BOOST_AUTO_TEST_CASE(a_role_is_chosen_once)
{
    Scene scene;
    BOOST_TEST(
        is(scene.desk().choose_role(scene.merchant, ShopRole::unknown), DeskRefusal::wrong_role));
    BOOST_TEST(!scene.desk().choose_role(scene.merchant, ShopRole::merchant));
    BOOST_TEST(is(scene.desk().choose_role(scene.merchant, ShopRole::factory),
                  DeskRefusal::role_is_chosen));
    BOOST_TEST((scene.world.accounts.find_shop(scene.merchant)->role == ShopRole::merchant));
}

BOOST_AUTO_TEST_CASE(shops_stay_apart_whatever_role_they_choose)
{
    Scene scene;
    BOOST_TEST(scene.merchant == "20000002");
    BOOST_TEST_REQUIRE(!scene.desk().choose_role(scene.merchant, ShopRole::factory));
    BOOST_TEST(scene.world.accounts.add_shop(ShopRole::unknown).owner_id == "20000003");
    BOOST_TEST(scene.world.accounts.add_shop(ShopRole::merchant).login == "merchant4");
    BOOST_TEST(scene.world.accounts.add_shop(ShopRole::factory).owner_id == "10000003");
}

BOOST_AUTO_TEST_CASE(an_empty_form_names_every_field_that_is_required)
{
    Scene scene;
    BOOST_TEST_REQUIRE(!scene.desk().choose_role(scene.merchant, ShopRole::merchant));
    BOOST_TEST(
        problems_of(scene.desk().set_up(scene.merchant, {})) ==
        "binding_name:required sender:required phone:required country:required province:required "
        "city:required district:required street:required agreed:must_agree ");
    BOOST_TEST(!scene.desk().is_set_up(scene.merchant));
}

BOOST_AUTO_TEST_CASE(each_field_of_the_form_is_checked)
{
    Scene scene;
    BOOST_TEST_REQUIRE(!scene.desk().choose_role(scene.merchant, ShopRole::merchant));
    const auto problems = [&](auto change) {
        ProfileForm form = filled_form();
        change(form);
        return problems_of(scene.desk().set_up(scene.merchant, form));
    };
    BOOST_TEST(problems([](auto& form) { form.phone = "1380000000"; }) == "phone:no_phone ");
    BOOST_TEST(problems([](auto& form) { form.phone = "23800000000"; }) == "phone:no_phone ");
    BOOST_TEST(problems([](auto& form) { form.phone = "0579-8888888"; }) == "");
    BOOST_TEST(problems([](auto& form) { form.sender = " \t"; }) == "sender:required ");
    BOOST_TEST(problems([](auto& form) { form.binding_name = std::string(31, 'x'); }) ==
               "binding_name:too_long ");
    BOOST_TEST(problems([](auto& form) { form.has_agreed = false; }) == "agreed:must_agree ");
    BOOST_TEST(problems([](auto& form) { form.address = "A99"; }) == "address:unknown ");
}

BOOST_AUTO_TEST_CASE(an_address_that_is_known_can_be_chosen_again)
{
    Scene scene;
    scene.set_up();
    const auto& profile = *scene.world.desk.find_profile(scene.merchant);
    ProfileForm form = filled_form();
    form.new_address = {};
    form.address = profile.ships_from;
    BOOST_TEST(scene.desk().set_up(scene.merchant, form).empty());
    BOOST_TEST(profile.addresses.size() == 1u);
}

BOOST_AUTO_TEST_CASE(only_a_merchant_that_is_set_up_applies_and_only_to_a_factory)
{
    Scene scene;
    BOOST_TEST(is(scene.desk().apply(scene.merchant, scene.factory), DeskRefusal::wrong_role));
    BOOST_TEST_REQUIRE(!scene.desk().choose_role(scene.merchant, ShopRole::merchant));
    BOOST_TEST(is(scene.desk().apply(scene.merchant, scene.factory), DeskRefusal::not_set_up));
    BOOST_TEST_REQUIRE(scene.desk().set_up(scene.merchant, filled_form()).empty());
    BOOST_TEST(is(scene.desk().apply(scene.merchant, "4711"), DeskRefusal::not_a_factory));
    BOOST_TEST(is(scene.desk().apply(scene.merchant, scene.merchant), DeskRefusal::not_a_factory));
    BOOST_TEST(!scene.desk().apply(scene.merchant, scene.factory));
    BOOST_TEST(is(scene.desk().apply(scene.merchant, scene.factory), DeskRefusal::bound_already));
}

BOOST_AUTO_TEST_CASE(a_factory_decides_on_its_own_applications_once)
{
    Scene scene;
    scene.set_up();
    BOOST_TEST_REQUIRE(!scene.desk().apply(scene.merchant, scene.factory));
    const auto& binding = scene.world.desk.bindings().front();
    BOOST_TEST(is(scene.desk().decide(scene.other_factory, binding.id, true, ""),
                  DeskRefusal::unknown_binding));
    BOOST_TEST(!scene.desk().decide(scene.factory, binding.id, false, "太远"));
    BOOST_TEST((binding.state == BindingState::refused));
    BOOST_TEST(binding.reason == "太远");
    BOOST_TEST(is(scene.desk().decide(scene.factory, binding.id, true, ""),
                  DeskRefusal::not_in_this_state));
    BOOST_TEST(is(scene.desk().end(scene.merchant, binding.id), DeskRefusal::not_in_this_state));
    // A refused merchant may ask again.
    BOOST_TEST(!scene.desk().apply(scene.merchant, scene.factory));
}

BOOST_AUTO_TEST_CASE(a_factory_does_not_end_what_it_has_not_decided)
{
    Scene scene;
    scene.set_up();
    BOOST_TEST_REQUIRE(!scene.desk().apply(scene.merchant, scene.factory));
    const std::string id = scene.world.desk.bindings().front().id;
    BOOST_TEST(is(scene.desk().end(scene.factory, id), DeskRefusal::not_in_this_state));
    BOOST_TEST(is(scene.desk().end(scene.other_factory, id), DeskRefusal::unknown_binding));
    BOOST_TEST(!scene.desk().end(scene.merchant, id));
}

BOOST_AUTO_TEST_CASE(an_order_is_assigned_to_a_bound_factory_only)
{
    Scene scene;
    scene.set_up();
    const std::string number = scene.place();
    BOOST_TEST(number == "260102-000000000000001");
    BOOST_TEST(
        is(scene.desk().assign(scene.merchant, number, scene.factory), DeskRefusal::not_bound));
    BOOST_TEST_REQUIRE(!scene.desk().apply(scene.merchant, scene.factory));
    BOOST_TEST(
        is(scene.desk().assign(scene.merchant, number, scene.factory), DeskRefusal::not_bound));
    BOOST_TEST_REQUIRE(
        !scene.desk().decide(scene.factory, scene.world.desk.bindings().front().id, true, ""));
    BOOST_TEST(scene.world.orders.all().empty());

    BOOST_TEST(!scene.desk().assign(scene.merchant, number, scene.factory));

    BOOST_TEST_REQUIRE(scene.world.orders.all().size() == 1u);
    const PracticeOrder& assigned = scene.world.orders.all().front();
    BOOST_TEST(assigned.is_assigned);
    BOOST_TEST(assigned.shop == scene.factory);
    BOOST_TEST(assigned.merchant_name == "晨曦家居");
    BOOST_TEST(is(scene.desk().assign(scene.merchant, number, scene.factory),
                  DeskRefusal::assigned_already));
    BOOST_TEST(is(scene.desk().assign(scene.other_factory, number, scene.factory),
                  DeskRefusal::unknown_order));
}

BOOST_AUTO_TEST_CASE(orders_under_after_sale_or_risk_control_can_not_be_assigned)
{
    Scene scene;
    scene.set_up();
    scene.bind(scene.factory);
    const std::string number = scene.place();
    scene.control("after_sale", R"({"order":")" + number + R"(","step":"requested"})");
    BOOST_TEST(
        is(scene.desk().assign(scene.merchant, number, scene.factory), DeskRefusal::after_sale));
    scene.control("after_sale", R"({"order":")" + number + R"(","step":"withdrawn"})");
    scene.control("risk", R"({"order":")" + number + R"("})");
    BOOST_TEST(
        is(scene.desk().assign(scene.merchant, number, scene.factory), DeskRefusal::risk_control));
    scene.control("risk", R"({"order":")" + number + R"(","on":false})");
    BOOST_TEST(!scene.desk().assign(scene.merchant, number, scene.factory));
}

BOOST_AUTO_TEST_CASE(an_after_sale_or_risk_control_takes_the_assignment_away)
{
    Scene scene;
    scene.set_up();
    scene.bind(scene.factory);
    const std::string sold = scene.given();
    const std::string risky = scene.given();
    scene.control("after_sale", R"({"order":")" + sold + R"(","step":"requested"})");
    scene.control("risk", R"({"order":")" + risky + R"("})");
    BOOST_TEST(!scene.order(sold).is_assigned);
    BOOST_TEST(!scene.order(risky).is_assigned);
}

BOOST_AUTO_TEST_CASE(an_order_of_nobodys_account_keeps_its_assignment_under_after_sale)
{
    Scene scene;
    scene.control("assign", "{}");
    scene.control("after_sale", R"({"step":"requested"})");
    BOOST_TEST(scene.world.orders.all().front().is_assigned);
}

BOOST_AUTO_TEST_CASE(a_withdrawn_order_goes_to_the_same_factory_again_or_to_another)
{
    Scene scene;
    scene.set_up();
    scene.bind(scene.factory);
    scene.bind(scene.other_factory);
    const std::string number = scene.given();
    BOOST_TEST(!scene.desk().unassign(scene.merchant, number));
    BOOST_TEST(is(scene.desk().unassign(scene.merchant, number), DeskRefusal::not_assigned));
    BOOST_TEST_REQUIRE(!scene.desk().assign(scene.merchant, number, scene.factory));
    BOOST_TEST(scene.world.orders.all().size() == 1u);
    BOOST_TEST(scene.order(number).generation == 2);

    BOOST_TEST_REQUIRE(!scene.desk().unassign(scene.merchant, number));
    BOOST_TEST_REQUIRE(!scene.desk().assign(scene.merchant, number, scene.other_factory));

    BOOST_TEST_REQUIRE(scene.world.orders.all().size() == 2u);
    const PracticeOrder& old = scene.world.orders.all().front();
    BOOST_TEST(!old.is_assigned);
    BOOST_TEST(scene.order(number).shop == scene.other_factory);
    BOOST_TEST(scene.order(number).id.number == old.replaced_by);
}

BOOST_AUTO_TEST_CASE(a_new_number_of_the_operators_is_followed)
{
    Scene scene;
    scene.set_up();
    scene.bind(scene.factory);
    const std::string number = scene.given();
    scene.world.rules.reassign_gets_new_number = true;
    scene.control("withdraw", R"({"order":")" + number + R"("})");
    scene.control("reassign", R"({"order":")" + number + R"("})");
    BOOST_TEST(scene.order(number).is_assigned);
    BOOST_TEST(scene.world.orders.all().front().replaced_by == scene.order(number).id.number);
    scene.control("risk", R"({"order":")" + number + R"("})");
    BOOST_TEST(!scene.order(number).is_assigned);
}

BOOST_AUTO_TEST_CASE(ending_a_binding_takes_back_what_has_no_number)
{
    Scene scene;
    scene.set_up();
    const std::string id = scene.bind(scene.factory);
    const std::string open = scene.given();
    const std::string returned = scene.given();
    scene.return_number(returned, "YT0000000000001");
    BOOST_TEST(!scene.desk().end(scene.factory, id));
    BOOST_TEST(!scene.order(open).is_assigned);
    BOOST_TEST(scene.order(returned).is_assigned);
    BOOST_TEST(
        is(scene.desk().assign(scene.merchant, open, scene.factory), DeskRefusal::not_bound));
    BOOST_TEST(is(scene.desk().end(scene.factory, id), DeskRefusal::not_in_this_state));
}

BOOST_AUTO_TEST_CASE(a_merchant_ships_once_with_the_returned_number_and_a_return_address)
{
    Scene scene;
    scene.set_up();
    scene.bind(scene.factory);
    const std::string number = scene.given();
    const std::string address = scene.world.desk.find_profile(scene.merchant)->ships_from;
    BOOST_TEST(is(scene.desk().ship(scene.merchant, number, address), DeskRefusal::no_number));
    scene.return_number(number, "YT0000000000001");
    BOOST_TEST(is(scene.desk().ship(scene.merchant, number, "A99"), DeskRefusal::unknown_address));
    BOOST_TEST(is(scene.desk().ship(scene.factory, number, address), DeskRefusal::unknown_order));

    BOOST_TEST(!scene.desk().ship(scene.merchant, number, address));

    const auto& shipment = scene.world.desk.find_order(number)->shipment;
    BOOST_TEST_REQUIRE(shipment.has_value());
    BOOST_TEST(shipment->number == "YT0000000000001");
    BOOST_TEST(shipment->carrier == "YTO");
    BOOST_TEST(
        is(scene.desk().ship(scene.merchant, number, address), DeskRefusal::shipped_already));
    BOOST_TEST(is(scene.desk().unassign(scene.merchant, number), DeskRefusal::shipped_already));
    // What has left stays assigned, whatever the buyer does.
    scene.control("after_sale", R"({"order":")" + number + R"(","step":"requested"})");
    BOOST_TEST(scene.order(number).is_assigned);
}

BOOST_AUTO_TEST_CASE(an_order_that_lost_its_assignment_is_not_shipped)
{
    Scene scene;
    scene.set_up();
    scene.bind(scene.factory);
    const std::string number = scene.given();
    const std::string address = scene.world.desk.find_profile(scene.merchant)->ships_from;
    scene.return_number(number, "YT0000000000001");
    BOOST_TEST_REQUIRE(!scene.desk().unassign(scene.merchant, number));
    BOOST_TEST(is(scene.desk().ship(scene.merchant, number, address), DeskRefusal::not_assigned));
    scene.control("risk", R"({"order":")" + number + R"("})");
    BOOST_TEST(is(scene.desk().ship(scene.merchant, number, address), DeskRefusal::risk_control));
}

BOOST_AUTO_TEST_CASE(buyers_place_orders_at_merchants_that_no_figure_counts_as_assigned)
{
    Scene scene;
    scene.control("place",
                  R"({"shop":")" + scene.merchant + R"(","count":3,"goods":"毛毯","sku":"MT-1"})");
    BOOST_TEST_REQUIRE(scene.world.desk.orders().size() == 3u);
    BOOST_TEST(scene.world.desk.orders().front().draft.item.product_name == "毛毯");
    BOOST_TEST(scene.world.orders.all().empty());
    BOOST_CHECK_THROW(scene.control("place", R"({"shop":")" + scene.factory + "\"}"), ControlError);
    const std::string number = scene.world.desk.orders().front().number;
    BOOST_CHECK_THROW(scene.control("withdraw", R"({"order":")" + number + "\"}"), ControlError);
    BOOST_CHECK_THROW(scene.control("reassign", R"({"order":")" + number + "\"}"), ControlError);
}

BOOST_AUTO_TEST_CASE(an_address_can_change_before_an_order_is_assigned)
{
    Scene scene;
    scene.set_up();
    scene.bind(scene.factory);
    const std::string number = scene.place();
    scene.control("address", R"({"order":")" + number + R"(","city":"苏州市"})");
    BOOST_TEST_REQUIRE(!scene.desk().assign(scene.merchant, number, scene.factory));
    BOOST_TEST(scene.order(number).region.city == "苏州市");
}

BOOST_AUTO_TEST_CASE(an_order_ships_online_once_with_whatever_number)
{
    Scene scene;
    scene.set_up();
    const std::string number = scene.place();
    MerchantShipment shipment;
    shipment.carrier = "SF";
    shipment.number = "SF1";
    BOOST_TEST(is(scene.desk().ship_online(scene.merchant, number, shipment, true),
                  DeskRefusal::not_shipped));
    BOOST_TEST(!scene.desk().ship_online(scene.merchant, number, shipment, false));
    BOOST_TEST(is(scene.desk().ship_online(scene.merchant, number, shipment, false),
                  DeskRefusal::shipped_already));
    BOOST_TEST(is(scene.desk().ship_online(scene.factory, number, shipment, false),
                  DeskRefusal::unknown_order));

    const MerchantOrder& order = *scene.world.desk.find_order(number);
    BOOST_TEST_REQUIRE(order.shipment.has_value());
    BOOST_TEST(order.shipment->return_address ==
               scene.world.desk.find_profile(scene.merchant)->ships_from);
    BOOST_TEST(order.attempts.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_suspended_order_ships_by_no_door)
{
    Scene scene;
    scene.set_up();
    scene.bind(scene.factory);
    const std::string number = scene.given();
    const std::string address = scene.world.desk.find_profile(scene.merchant)->ships_from;
    scene.return_number(number, "YT0000000000001");
    scene.control("suspend", R"({"order":")" + number + "\"}");
    BOOST_TEST(is(scene.desk().ship(scene.merchant, number, address), DeskRefusal::on_hold));
    scene.control("suspend", R"({"order":")" + number + R"(","on":false})");
    BOOST_TEST(!scene.desk().ship(scene.merchant, number, address));
}

BOOST_AUTO_TEST_CASE(goods_that_were_shipped_come_back_before_the_money_does)
{
    Scene scene;
    scene.set_up();
    scene.bind(scene.factory);
    const std::string open = scene.place();
    const std::string shipped = scene.given();
    scene.return_number(shipped, "YT0000000000001");
    scene.control("ship", R"({"order":")" + shipped + "\"}");
    scene.control("after_sale", R"({"orders":[")" + open + "\",\"" + shipped + "\"]}");

    BOOST_TEST(!scene.desk().answer_after_sale(scene.merchant, open, true));
    BOOST_TEST(!scene.desk().answer_after_sale(scene.merchant, shipped, true));
    BOOST_TEST((scene.order(open).after_sale == AfterSaleStep::refunding));
    BOOST_TEST((scene.order(shipped).after_sale == AfterSaleStep::goods_return));
    BOOST_TEST(is(scene.desk().answer_after_sale(scene.merchant, open, true),
                  DeskRefusal::not_in_this_state));
    BOOST_TEST(
        is(scene.desk().answer_after_sale(scene.factory, open, true), DeskRefusal::unknown_order));
}

BOOST_AUTO_TEST_CASE(the_control_port_binds_gives_and_ships_and_says_what_the_desk_refuses)
{
    Scene scene;
    BOOST_TEST_REQUIRE(!scene.desk().choose_role(scene.merchant, ShopRole::merchant));
    const std::string named = R"({"shop":")" + scene.merchant + "\"}";
    scene.control("place", R"({"shop":")" + scene.merchant + R"(","spread_ms":3600000})");
    const std::string number = scene.world.desk.orders().front().number;
    const std::string order = R"({"order":")" + number + "\"}";
    BOOST_TEST((scene.world.desk.orders().front().placed_at <= scene.now));

    BOOST_CHECK_THROW(scene.control("give", order), ControlError);
    scene.control("bind", named);
    BOOST_CHECK_THROW(scene.control("bind", named), ControlError);
    BOOST_CHECK_THROW(scene.control("bind", R"({"shop":")" + scene.factory + "\"}"), ControlError);
    BOOST_CHECK_THROW(scene.control("bind", R"({"factory":"20000001"})"), ControlError);
    scene.control("give", order);
    BOOST_TEST(scene.order(number).shop == scene.factory);
    BOOST_CHECK_THROW(scene.control("ship", order), ControlError);
    scene.return_number(number, "YT0000000000001");
    scene.control("ship", order);
    BOOST_CHECK_THROW(scene.control("ship", order), ControlError);
    BOOST_CHECK_THROW(scene.control("ship", R"({"order":"240101-1"})"), ControlError);
    BOOST_CHECK_THROW(scene.control("ship", "{}"), ControlError);
    scene.control("unbind", named);
    BOOST_CHECK_THROW(scene.control("unbind", named), ControlError);
}

BOOST_AUTO_TEST_CASE(the_truth_follows_an_order_to_its_new_name)
{
    Scene scene;
    scene.set_up();
    scene.bind(scene.factory);
    scene.bind(scene.other_factory);
    const std::string number = scene.given();
    BOOST_TEST_REQUIRE(!scene.desk().unassign(scene.merchant, number));
    BOOST_TEST_REQUIRE(!scene.desk().assign(scene.merchant, number, scene.other_factory));
    scene.return_number(number, "YT0000000000001");

    const auto row =
        scene.world.truth(scene.now).at("desk").at("orders").as_array().at(0).as_object();
    BOOST_TEST(row.at("factory").as_string() == scene.other_factory);
    BOOST_TEST(row.at("given_as").as_string() == to_text(scene.order(number).id));
    BOOST_TEST(row.at("returned").as_string() == "YT0000000000001");
}

BOOST_AUTO_TEST_SUITE_END()

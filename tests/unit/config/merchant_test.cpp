#include "config/configuration.hpp"

#include "config_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::config;
using namespace std::chrono_literals;

namespace {

/// A merchant's shop beside the factory's "alpha"; `lines` stand from line 8 on.
struct Merchant {
    explicit Merchant(const std::string& lines)
    {
        directory.write("shops.d/shop.yaml",
                        "shop: shop\n"
                        "role: merchant\n"
                        "strategy: factory\n"
                        "platform:\n"
                        "  plugin: market\n"
                        "  settings: {app_key: x, app_secret: {file: ../secret}}\n"
                        "merchant:\n" +
                            lines);
        loaded = test::load(directory);
        problems = test::problem_lines(directory, loaded, Language::en);
    }

    const ShopConfig& shop() const
    {
        for (const auto& one : loaded.configuration->shops)
            if (one.plan.id == ShopId("shop"))
                return one;
        throw std::runtime_error("the shop is not there: " + problems);
    }

    bool says(const std::string& words) const { return problems.find(words) != std::string::npos; }

    test::ConfigDirectory directory;
    LoadedConfiguration loaded;
    std::string problems;
};

} // namespace

BOOST_AUTO_TEST_SUITE(merchant)

BOOST_AUTO_TEST_CASE(reads_every_part_of_a_merchant_s_shop)
{
    const Merchant made("  ship: {mode: repair, return_address: \"77\", delay: 5m, fresh: 30s, "
                        "carriers: {圆通: YTO}}\n"
                        "  factories:\n"
                        "    - {name: 一厂, shop: alpha, binding_name: 某某旗舰店}\n"
                        "    - name: 二厂\n"
                        "  assign:\n"
                        "    - {factory: 一厂, when: {region: 浙江省, sku: [A, B], product: 杯, "
                        "note: 加急, sf_only: true}, "
                        "share: 60%, stock: true}\n"
                        "    - {factory: 二厂}\n");

    BOOST_TEST(made.problems == "");
    const ShopPlan& plan = made.shop().plan;
    BOOST_TEST((plan.role == TradeRole::merchant));
    BOOST_TEST(!plan.merchant.has_erp);
    BOOST_TEST((plan.merchant.ship.mode == RepairMode::repair));
    BOOST_TEST(plan.merchant.ship.return_address == "77");
    BOOST_TEST((plan.merchant.ship.delay == 5min));
    BOOST_TEST((plan.merchant.ship.fresh == 30s));
    BOOST_TEST(plan.merchant.ship.carriers.at("圆通") == "YTO");
    BOOST_TEST_REQUIRE(plan.merchant.factories.size() == 2u);
    BOOST_TEST((plan.merchant.factories[0].shop == ShopId("alpha")));
    BOOST_TEST(plan.merchant.factories[0].binding_name == "某某旗舰店");
    BOOST_TEST_REQUIRE(plan.merchant.assign.size() == 2u);
    const AssignRule& rule = plan.merchant.assign[0];
    BOOST_TEST(rule.share == 60);
    BOOST_TEST(rule.needs_stock);
    BOOST_TEST(rule.skus.size() == 2u);
    BOOST_TEST(rule.products.at(0) == "杯");
    BOOST_TEST(rule.is_sf_only.value());
    BOOST_TEST(made.directory.shortened(rule.source) == "shops.d/shop.yaml:13");
}

BOOST_AUTO_TEST_CASE(rules_with_the_same_conditions_divide_the_orders)
{
    const Merchant made("  factories: [{name: a}, {name: b}, {name: c}]\n"
                        "  assign:\n"
                        "    - {factory: a, share: 50}\n"
                        "    - {factory: b, when: {region: 广东省}, share: 10}\n"
                        "    - {factory: c, share: 50}\n");

    BOOST_TEST(made.problems == "");
    const auto& rules = made.shop().plan.merchant.assign;
    BOOST_TEST(rules[0].share_from == 0);
    BOOST_TEST(rules[1].share_from == 0);
    BOOST_TEST(rules[2].share_from == 50);
}

BOOST_AUTO_TEST_CASE(says_every_wrong_key_type_and_reference_at_its_place)
{
    const Merchant made("  factories:\n"
                        "    - {name: 一厂, shop: alpah, binding_name: x}\n"
                        "    - {nmae: 二厂}\n"
                        "    - {name: 一厂, shop: alpha}\n"
                        "  assign:\n"
                        "    - {factory: 一长, when: {regoin: 浙江省}}\n"
                        "    - {factory: 一厂, share: 120, stock: perhaps}\n"
                        "    - 一厂\n"
                        "    - {when: [x]}\n");

    BOOST_TEST(made.says("shops.d/shop.yaml:9:24: error: there is no factory's shop \"alpah\""),
               made.problems);
    BOOST_TEST(made.says("did you mean \"alpha\""));
    BOOST_TEST(made.says("shop.yaml:10:8: error: unknown key \"nmae\""));
    BOOST_TEST(made.says("shop.yaml:10:7: error: the key \"name\" is missing"));
    BOOST_TEST(made.says("is named twice"));
    BOOST_TEST(made.says("with shop goes binding_name"));
    BOOST_TEST(made.says("merchant.factories has no factory \"一长\""));
    BOOST_TEST(made.says("unknown key \"regoin\", did you mean \"region\"?"));
    BOOST_TEST(made.says("\"share\" must be a percentage from 0 to 100"));
    BOOST_TEST(made.says("\"stock\" must be true or false"));
    BOOST_TEST(made.says("each item of \"assign\" must consist of keys and values"));
    BOOST_TEST(made.says("the key \"factory\" is missing"));
    BOOST_TEST(made.says("\"when\" must be"));
    BOOST_TEST(made.loaded.faulty_shops.size() == 1u);
}

BOOST_AUTO_TEST_CASE(shares_of_more_than_all_orders_are_refused)
{
    const Merchant made("  factories: [{name: a}, {name: b}]\n"
                        "  assign: [{factory: a, share: 60}, {factory: b, share: 50}]\n");
    BOOST_TEST(made.says("add up to 110 %"), made.problems);
}

BOOST_AUTO_TEST_CASE(a_rule_without_a_share_takes_what_is_left)
{
    const Merchant made("  factories: [{name: a, shop: alpha, binding_name: x}, {name: b}]\n"
                        "  assign: [{factory: a, stock: true}, {factory: b}]\n");
    BOOST_TEST(made.problems == "");
    BOOST_TEST(made.shop().plan.merchant.assign[1].share_from == 0);
}

BOOST_AUTO_TEST_CASE(stock_of_a_factory_that_is_not_here_can_not_be_asked_for)
{
    const Merchant made("  factories: [{name: a}]\n"
                        "  assign: [{factory: a, stock: true}]\n");
    BOOST_TEST(made.says("daifa can not see its stock"), made.problems);
}

BOOST_AUTO_TEST_CASE(another_merchant_is_no_factory)
{
    const Merchant made("  factories: [{name: a, shop: shop, binding_name: x}]\n");
    BOOST_TEST(made.says("there is no factory's shop \"shop\""), made.problems);
    BOOST_TEST(made.loaded.configuration->shops.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_factory_needs_an_erp_and_has_no_merchant_s_settings)
{
    test::ConfigDirectory directory;
    directory.write(
        "shops.d/alpha.yaml",
        "shop: alpha\n"
        "strategy: factory\n"
        "platform: {plugin: market, settings: {app_key: x, app_secret: {file: ../secret}}}\n"
        "waybill: {source: erp}\n"
        "merchant: {ship: {mode: repair}}\n");
    const auto problems = test::problem_lines(directory, test::load(directory), Language::en);
    BOOST_TEST(problems.find("the key \"erp\" is missing") != std::string::npos, problems);
    BOOST_TEST(problems.find("only a merchant's shop (role: merchant) can have the key merchant") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

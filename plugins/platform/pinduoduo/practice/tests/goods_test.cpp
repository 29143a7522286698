#include "gateway_fixture.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::practice::test;
namespace json = boost::json;

namespace {

struct Shop : Gateway {
    using Gateway::Gateway;

    /// Product and variant of a new listing.
    Fields list(const std::string& arguments)
    {
        const auto answer = control("add_listing", arguments);
        const std::string id =
            text_or(answer.at("listings").get_array().at(0).get_object(), "listing");
        const auto slash = id.find('/');
        return {{"goods_id", id.substr(0, slash)}, {"sku_id", id.substr(slash + 1)}};
    }

    json::array products(Fields business = {})
    {
        return result("pdd.goods.list.get", std::move(business)).at("goods_list").get_array();
    }

    Fields with(Fields fields, const std::string& name, const std::string& value) const
    {
        fields[name] = value;
        return fields;
    }

    std::int64_t quantity(const Fields& listing)
    {
        return find_integer(result("pdd.goods.skus.get", listing), "quantity").value();
    }

    json::object truth_of(const std::string& code)
    {
        const json::object truth = world.platform.truth(now);
        for (const auto& value : truth.at("listings").get_array())
            if (text_or(value.get_object(), "outer_id") == code)
                return value.get_object();
        return {};
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(goods, Shop)

BOOST_AUTO_TEST_CASE(a_product_is_listed_with_its_variants)
{
    control("add_listing", R"({"count":3,"variants":2,"outer_id":"C","quantity":5})");
    const auto listed = products();

    BOOST_TEST_REQUIRE(listed.size() == 2u);
    const auto& first = listed[0].get_object();
    BOOST_TEST(find_integer(first, "goods_quantity").value_or(-1) == 10);
    BOOST_TEST_REQUIRE(first.at("sku_list").get_array().size() == 2u);
    const auto& variant = first.at("sku_list").get_array()[1].get_object();
    BOOST_TEST(text_or(variant, "outer_id") == "C-2");
    BOOST_TEST(find_integer(variant, "sku_quantity").value_or(-1) == 5);
}

BOOST_AUTO_TEST_CASE(pages_count_products_from_one)
{
    control("add_listing", R"({"count":3})");

    BOOST_TEST(products({{"page", "2"}, {"page_size", "2"}}).size() == 1u);
    BOOST_TEST(products({{"page", "3"}, {"page_size", "2"}}).empty());
    BOOST_TEST(refusal("pdd.goods.list.get", {{"page_size", "101"}}) == 21001);
    BOOST_TEST(refusal("pdd.goods.list.get", {{"page", "0"}}) == 21001);
}

BOOST_AUTO_TEST_CASE(a_shop_sees_and_sets_its_own_listings_only)
{
    const auto other = list(R"({"shop":"20000001","outer_id":"X","quantity":5})");

    BOOST_TEST(products().empty());
    BOOST_TEST(refusal("pdd.goods.skus.get", other) == 50001);
    BOOST_TEST(refusal("pdd.goods.quantity.update", with(other, "quantity", "1")) == 50001);
}

BOOST_AUTO_TEST_CASE(a_quantity_is_set_absolutely_or_by_a_difference)
{
    const auto listing = list(R"({"outer_id":"C","quantity":5})");
    BOOST_TEST(find_boolean(result("pdd.goods.quantity.update", with(listing, "quantity", "9")),
                            "is_success")
                   .value_or(false));
    BOOST_TEST(quantity(listing) == 9);

    result("pdd.goods.quantity.update", with(with(listing, "quantity", "-2"), "update_type", "2"));
    BOOST_TEST(quantity(listing) == 7);
    BOOST_TEST(refusal("pdd.goods.quantity.update",
                       with(with(listing, "quantity", "-8"), "update_type", "2")) == 21001);
    BOOST_TEST(refusal("pdd.goods.quantity.update", with(listing, "quantity", "-1")) == 21001);
    BOOST_TEST(refusal("pdd.goods.quantity.update", listing) == 21002);
    BOOST_TEST(find_integer(truth_of("C"), "updates").value_or(-1) == 2);
}

BOOST_AUTO_TEST_CASE(the_shops_code_names_a_variant_too)
{
    const auto listing = list(R"({"outer_id":"C","quantity":5})");
    Fields by_code = {{"goods_id", listing.at("goods_id")}, {"outer_id", "C"}, {"quantity", "6"}};

    result("pdd.goods.quantity.update", by_code);
    BOOST_TEST(quantity(listing) == 6);
    by_code.erase("outer_id");
    BOOST_TEST(refusal("pdd.goods.quantity.update", by_code) == 21002);
}

BOOST_AUTO_TEST_CASE(a_promotion_can_not_be_reduced)
{
    const auto listing = list(R"({"outer_id":"C","quantity":5})");
    control("edit_listing", R"({"listing":"C","promotion":true})");

    BOOST_TEST(refusal("pdd.goods.quantity.update", with(listing, "quantity", "4")) == 50001);
    result("pdd.goods.quantity.update", with(listing, "quantity", "6"));
    BOOST_TEST(quantity(listing) == 6);
    BOOST_TEST(find_integer(truth_of("C"), "refused").value_or(-1) == 1);
}

BOOST_AUTO_TEST_CASE(sales_lower_what_is_left_and_repeated_updates_are_counted)
{
    const auto listing = list(R"({"outer_id":"C","quantity":5})");
    control("sell", R"({"listing":"C","quantity":7})");
    BOOST_TEST(quantity(listing) == 0);
    result("pdd.goods.quantity.update", with(listing, "quantity", "0"));

    BOOST_TEST(find_integer(truth_of("C"), "sold").value_or(-1) == 5);
    BOOST_TEST(find_integer(truth_of("C"), "repeated").value_or(-1) == 1);
}

BOOST_AUTO_TEST_CASE(an_update_may_say_yes_and_do_nothing)
{
    const auto listing = list(R"({"outer_id":"C","quantity":5})");
    set("quantity_update", "ignored");

    BOOST_TEST(find_boolean(result("pdd.goods.quantity.update", with(listing, "quantity", "9")),
                            "is_success")
                   .value_or(false));
    BOOST_TEST(quantity(listing) == 5);
}

BOOST_AUTO_TEST_CASE(one_variant_answers_under_its_irregular_root)
{
    const auto listing = list(R"({"outer_id":"C","quantity":5})");

    BOOST_TEST(call("pdd.goods.skus.get", listing).contains("goods_sku_get_response"));
}

BOOST_AUTO_TEST_SUITE_END()

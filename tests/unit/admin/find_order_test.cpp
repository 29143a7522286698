#include "admin/find_order.hpp"

#include "unit/admin/bench_backend.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::admin;

namespace {

FoundOrder found(const char* shop, const char* merchant, const char* number)
{
    FoundOrder made;
    made.shop.id = ShopId(shop);
    made.id.merchant = MerchantId(merchant);
    made.id.number = number;
    return made;
}

struct TwoShops : test::BenchBackend {
    TwoShops() : BenchBackend({"wenzhou", "yiwu"})
    {
        record_in("yiwu", test::make_order("250101-111"));
        record_in("yiwu", test::make_order("250101-112"));
        record_in("wenzhou", test::make_order("250101-111", "m2"));
        record_in("wenzhou", test::make_order("250101-1", "m2"));
    }

    /// "shop merchant/number", or the refusal's first sentence.
    std::string look(const std::string& shop_id, const std::string& text)
    {
        const auto order = run(find_order(*this, shop_id, text));
        return order ? order->shop.id.text() + " " + to_text(order->id) : order.error().what.en;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(find_order)

BOOST_AUTO_TEST_CASE(an_exact_number_wins_over_those_it_begins)
{
    const auto one = choose_order({found("a", "m", "11"), found("a", "m", "1")}, "1");
    BOOST_TEST_REQUIRE(one.has_value());
    BOOST_TEST(one->id.number == "1");

    const auto named = choose_order({found("a", "m", "1"), found("a", "n", "1")}, "n/1");
    BOOST_TEST_REQUIRE(named.has_value());
    BOOST_TEST(named->id.merchant.text() == "n");
}

BOOST_AUTO_TEST_CASE(several_are_refused_with_all_of_them)
{
    const auto several = choose_order({found("a", "m", "11"), found("b", "m", "12")}, "1");

    BOOST_TEST_REQUIRE(!several.has_value());
    BOOST_TEST(several.error().status == 409);
    BOOST_TEST(several.error().next.en == "name one of them: m/11 (a), m/12 (b)");
    BOOST_TEST(several.error().more.at("candidates").as_array().size() == 2u);
}

BOOST_FIXTURE_TEST_CASE(a_beginning_is_enough_when_only_one_order_has_it, TwoShops)
{
    BOOST_TEST(look("", "250101-112") == "yiwu m1/250101-112");
    BOOST_TEST(look("yiwu", "m1/250101-112") == "yiwu m1/250101-112");
    BOOST_TEST(look("wenzhou", "250101-11") == "wenzhou m2/250101-111");
    BOOST_TEST(look("wenzhou", "250101-1") == "wenzhou m2/250101-1");
}

BOOST_FIXTURE_TEST_CASE(the_same_number_in_two_shops_has_to_be_told_apart, TwoShops)
{
    BOOST_TEST(look("", "250101-111") == "several orders fit \"250101-111\"");
    BOOST_TEST(look("yiwu", "250101-111") == "yiwu m1/250101-111");
}

BOOST_FIXTURE_TEST_CASE(what_is_not_there_is_said, TwoShops)
{
    BOOST_TEST(look("", "9") == "no order is or begins with \"9\"");
    BOOST_TEST(look("", "") == "no order is or begins with \"\"");
    BOOST_TEST(look("yivu", "250101-112") == "there is no shop \"yivu\"");
    // Signs of a pattern are themselves.
    BOOST_TEST(look("", "%") == "no order is or begins with \"%\"");
    BOOST_TEST(look("", "250101_112") == "no order is or begins with \"250101_112\"");
}

BOOST_AUTO_TEST_SUITE_END()

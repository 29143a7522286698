#include "fixture.hpp"

#include "pinduoduo/connector.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::pinduoduo;

namespace {

struct ShelfFixture : daifa::pinduoduo::test::Fixture {
    Connector connector{context()};
    ListingShelf& shelf = *connector.listings();
    const ListingId id{"9007199254740993", "9223372036854775807"};

    std::string sent(std::string_view name) const
    {
        const auto form = last_form();
        return std::string(find_field(form, name));
    }
};

std::string goods(const std::string& rows, int total = 1)
{
    return R"({"goods_list_get_response":{"total_count":)" + std::to_string(total) +
           R"(,"goods_list":[)" + rows + R"(],"request_id":"17000000001234567"}})";
}

std::string refusal(int code, const std::string& text)
{
    return R"({"error_response":{"error_msg":"e","sub_msg":")" + text +
           R"(","sub_code":null,"error_code":)" + std::to_string(code) +
           R"(,"request_id":"17000000001234568"}})";
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(shelf, ShelfFixture)

BOOST_AUTO_TEST_CASE(a_list_asks_for_a_page_of_all_products)
{
    http.answer(goods("", 0));
    const auto page = run(shelf.list_listings(""));

    BOOST_TEST_REQUIRE(page.has_value());
    BOOST_TEST(page->rows.empty());
    BOOST_TEST(page->next.empty());
    BOOST_TEST(sent("type") == "pdd.goods.list.get");
    BOOST_TEST(sent("page") == "1");
    BOOST_TEST(sent("page_size") == "100");
    BOOST_TEST(sent("access_token") == "demo-token-aaaa");
}

BOOST_AUTO_TEST_CASE(each_variant_of_a_product_is_a_listing_however_its_numbers_are_written)
{
    http.answer(goods(
        R"({"goods_id":"9007199254740993","goods_name":"杯子","is_onsale":1,"goods_quantity":12,"sku_list":[)"
        R"({"sku_id":9223372036854775807,"spec":"红","sku_quantity":"7","outer_id":"C-1","is_sku_onsale":1},)"
        R"({"sku_id":"82","spec":"蓝","sku_quantity":5,"outer_id":null,"is_sku_onsale":0}]})"));
    const auto page = run(shelf.list_listings("")).value();

    BOOST_TEST_REQUIRE(page.rows.size() == 2u);
    BOOST_TEST((page.rows[0].id == id));
    BOOST_TEST(page.rows[0].sku_code == "C-1");
    BOOST_TEST(page.rows[0].product_name == "杯子");
    BOOST_TEST(page.rows[0].variant_name == "红");
    BOOST_TEST(page.rows[0].quantity == 7);
    BOOST_TEST(page.rows[0].is_on_sale);
    BOOST_TEST(page.rows[1].sku_code.empty());
    BOOST_TEST(page.rows[1].quantity == 5);
    BOOST_TEST(!page.rows[1].is_on_sale);
}

BOOST_AUTO_TEST_CASE(a_full_page_has_another_one_behind_it)
{
    std::string rows;
    for (int i = 0; i < 100; ++i)
        rows += (rows.empty() ? "" : ",") + std::string(R"({"goods_id":1,"sku_list":[]})");
    http.answer(goods(rows, 100));
    BOOST_TEST(run(shelf.list_listings("")).value().next == "2");

    http.answer(R"({"goods_list_get_response":{"total_count":100}})");
    const auto last = run(shelf.list_listings("2"));
    BOOST_TEST(sent("page") == "2");
    BOOST_TEST(last.value().next.empty());
}

BOOST_AUTO_TEST_CASE(a_list_that_is_missing_is_not_an_empty_shelf)
{
    http.answer(R"({"goods_list_get_response":{"total_count":3}})");

    BOOST_TEST((run(shelf.list_listings("")).error().code == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(a_variant_without_a_quantity_is_left_out_and_told)
{
    http.answer(goods(R"({"goods_id":1,"sku_list":[{"sku_id":2},{"sku_id":3,"sku_quantity":4}]})"));
    const auto page = run(shelf.list_listings("")).value();

    BOOST_TEST(page.rows.size() == 1u);
    BOOST_TEST_REQUIRE(log.lines.size() == 1u);
    BOOST_TEST(log.lines[0].starts_with("a row can not be read api=pdd.goods.list.get"));
}

BOOST_AUTO_TEST_CASE(one_listing_is_read_under_its_irregular_root)
{
    http.answer(
        R"({"goods_sku_get_response":{"goods_id":9007199254740993,"sku_id":"9223372036854775807",)"
        R"("quantity":"7","out_sku_sn":"C-1","is_onsale":1,)"
        R"("spec":[{"spec_name":"红"},{"spec_name":"大"}]}})");
    const auto listing = run(shelf.get_listing(id)).value();

    BOOST_TEST(sent("type") == "pdd.goods.skus.get");
    BOOST_TEST(sent("goods_id") == id.product);
    BOOST_TEST(sent("sku_id") == id.variant);
    BOOST_TEST(listing.quantity == 7);
    BOOST_TEST(listing.sku_code == "C-1");
    BOOST_TEST(listing.variant_name == "红 大");
}

BOOST_AUTO_TEST_CASE(an_answer_about_another_listing_is_no_answer)
{
    http.answer(R"({"goods_sku_get_response":{"goods_id":1,"sku_id":2,"quantity":7}})");

    BOOST_TEST((run(shelf.get_listing(id)).error().code == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(a_quantity_is_set_absolutely)
{
    http.answer(
        R"({"goods_quantity_update_response":{"is_success":true,"request_id":"17000000001234567"}})");
    const auto receipt = run(shelf.set_quantity(id, 0));

    BOOST_TEST(receipt.value().request_id == "17000000001234567");
    BOOST_TEST(sent("type") == "pdd.goods.quantity.update");
    BOOST_TEST(sent("quantity") == "0");
    BOOST_TEST(sent("update_type") == "1");
    BOOST_TEST(sent("sku_id") == id.variant);
    BOOST_TEST((http.requests.back().intent == HttpIntent::write));
}

BOOST_AUTO_TEST_CASE(a_yes_that_is_missing_or_false_is_uncertain)
{
    for (const std::string body :
         {R"({"goods_quantity_update_response":{}})",
          R"({"goods_quantity_update_response":{"is_success":false}})", "<html>"}) {
        http.answer(body);
        BOOST_TEST((run(shelf.set_quantity(id, 3)).error().code == Errc::uncertain), body);
    }
}

BOOST_AUTO_TEST_CASE(what_can_not_be_right_is_not_sent)
{
    BOOST_TEST((run(shelf.set_quantity(id, -1)).error().code == Errc::rejected));
    BOOST_TEST((run(shelf.set_quantity({"", "2"}, 1)).error().code == Errc::rejected));
    BOOST_TEST((run(shelf.get_listing({"1", "red"})).error().code == Errc::rejected));
    BOOST_TEST(http.requests.empty());
}

BOOST_AUTO_TEST_CASE(a_promotion_refuses_surely_and_any_other_business_error_does_not)
{
    http.answer(refusal(50001, "商品正在参加活动，活动期间库存不可减少"));
    auto error = run(shelf.set_quantity(id, 3)).error();
    BOOST_TEST((error.code == Errc::rejected));
    BOOST_TEST(error.remote_code == "50001 promotion");

    http.answer(refusal(50001, "系统开小差了"));
    BOOST_TEST((run(shelf.set_quantity(id, 3)).error().code == Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(a_listing_that_is_gone_is_not_found)
{
    http.answer(refusal(50001, "商品不存在或规格不存在"));

    BOOST_TEST((run(shelf.get_listing(id)).error().code == Errc::not_found));
}

BOOST_AUTO_TEST_CASE(a_permission_for_goods_has_its_own_advice)
{
    http.answer(refusal(20031, ""));
    const auto error = run(shelf.list_listings("")).error();

    BOOST_TEST((error.code == Errc::misconfigured));
    BOOST_TEST(error.remote_code == "20031 goods");
    const auto* row = find_error_row(connector.capabilities().errors, error.remote_code);
    BOOST_TEST_REQUIRE((row != nullptr));
    BOOST_TEST(row->next_step_en.find("stock.enabled") != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(the_published_limits_are_kept)
{
    const auto& limits = connector.capabilities().rate_limits;
    const auto calls_of = [&](std::string_view api) {
        const auto found = std::ranges::find(limits, api, &RateLimit::api);
        return found == limits.end() ? 0 : found->calls;
    };
    BOOST_TEST(calls_of("pdd.goods.list.get") == 600);
    BOOST_TEST(calls_of("pdd.goods.skus.get") == 1000);
    BOOST_TEST(calls_of("pdd.goods.quantity.update") == 4200);
    BOOST_TEST(connector.capabilities().set_quantity.api == "pdd.goods.quantity.update");
}

BOOST_AUTO_TEST_SUITE_END()

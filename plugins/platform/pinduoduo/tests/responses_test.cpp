#include "pinduoduo/responses.hpp"

#include <daifa/codec/json.hpp>

#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace daifa;
using namespace daifa::pinduoduo;

namespace {

const AfterSaleCodes codes{.clear = {0, 6, 7, 12, 16, 17, 24, 25}, .refunded = {5}};
const TimePoint now{std::chrono::seconds(1'700'000'000)};
const OrderId example_id{MerchantId("0123456789abcdef0123456789abcdef"),
                         "fedcba9876543210fedcba9876543210"};

const std::string example_row =
    R"({"mall_mask_id":"0123456789abcdef0123456789abcdef","mall_mask_name":"示例店",)"
    R"("order_mask_sn":"fedcba9876543210fedcba9876543210",)"
    R"("allow_time":1699999000000,"status":1,"return_status":0,"after_sales_status":0,)"
    R"("sf_only":0,"province":"上海市","city":"上海市",)"
    R"("district":"长宁区","receiver_id":"0123456789ABCDEF0123456789ABCDEF",)"
    R"("goods_name":"示例商品","goods_spec":"红色 大","goods_number":2,)"
    R"("out_sku_sn":"A-1","product_sn":"A","product_price":990,"remark":"轻放"})";

/// The example row with one member set to other JSON; "absent" takes it away.
std::string row_with(std::string_view key, std::string_view text)
{
    auto row = parse_json(example_row).value().as_object();
    if (text == "absent")
        row.erase(key);
    else
        row[key] = parse_json(text).value();
    return scalar_text(row);
}

Answer make_answer(const std::string& body, Operation kind = Operation::read)
{
    Answer answer{.call = {api::order_get, kind}};
    answer.body = parse_json(body).value().as_object();
    answer.request_id = "17000000001234567";
    return answer;
}

Result<PlatformOrder> parse_example(const std::string& row)
{
    return parse_order(make_answer(row), example_id, codes);
}

std::string page_of(std::size_t rows, std::int64_t total)
{
    std::string text = R"({"total":)" + std::to_string(total) + R"(,"order_list":[)";
    for (std::size_t at = 0; at < rows; ++at)
        text += (at == 0 ? "" : ",") + row_with("order_mask_sn", "\"" + std::to_string(at) + "\"");
    return text + "]}";
}

Settings lists(std::vector<std::string> clear, std::vector<std::string> refunded)
{
    return Settings(
        {{"after_sale_clear", std::move(clear)}, {"after_sale_refunded", std::move(refunded)}});
}

} // namespace

BOOST_AUTO_TEST_SUITE(responses)

BOOST_AUTO_TEST_CASE(every_field_of_an_order_finds_its_place)
{
    const auto order = parse_example(example_row);

    BOOST_TEST_REQUIRE(order.has_value());
    BOOST_TEST((order->id == example_id));
    BOOST_TEST(order->merchant_name == "示例店");
    BOOST_TEST(order->assigned_at.time_since_epoch().count() == 1699999000000);
    BOOST_TEST(order->is_assigned);
    BOOST_TEST(!order->has_waybill);
    BOOST_TEST(!order->is_sf_only);
    BOOST_TEST(!order->is_under_risk_control);
    BOOST_TEST((order->after_sale == AfterSale::none));
    BOOST_TEST(order->region.province == "上海市");
    BOOST_TEST(order->region.district == "长宁区");
    BOOST_TEST(order->recipient_group == "0123456789ABCDEF0123456789ABCDEF");
    BOOST_TEST(order->item.product_name == "示例商品");
    BOOST_TEST(order->item.variant_name == "红色 大");
    BOOST_TEST(order->item.sku_code == "A-1");
    BOOST_TEST(order->item.product_code == "A");
    BOOST_TEST(order->item.quantity == 2);
    BOOST_TEST(order->item.settlement_price.fen == 990);
    BOOST_TEST(order->seller_note.reveal() == "轻放");
}

BOOST_AUTO_TEST_CASE(drifting_types_and_absent_texts_do_no_harm)
{
    const auto order = parse_example(
        R"({"mall_mask_id":"0123456789abcdef0123456789abcdef",)"
        R"("order_mask_sn":"fedcba9876543210fedcba9876543210","status":"1",)"
        R"("return_status":true,"sf_only":"1","goods_number":"3","product_price":"1990",)"
        R"("remark":null,"new_field":{"x":[1]}})");

    BOOST_TEST_REQUIRE(order.has_value());
    BOOST_TEST(order->is_assigned);
    BOOST_TEST(order->has_waybill);
    BOOST_TEST(order->is_sf_only);
    BOOST_TEST(order->item.quantity == 3);
    BOOST_TEST(order->item.settlement_price.fen == 1990);
    BOOST_TEST(order->seller_note.empty());
    BOOST_TEST((order->after_sale == AfterSale::none));
}

BOOST_AUTO_TEST_CASE(what_decides_must_be_readable)
{
    for (const auto& [key, text] : {std::pair{"status", "absent"},
                                    {"status", "2"},
                                    {"status", "\"\""},
                                    {"return_status", "absent"},
                                    {"return_status", "null"},
                                    {"mall_mask_id", "absent"},
                                    {"order_mask_sn", "\"\""},
                                    {"goods_number", "absent"},
                                    {"goods_number", "0"},
                                    {"goods_number", "\"two\""},
                                    {"product_price", "\"9.90\""}}) {
        const auto order = parse_example(row_with(key, text));
        BOOST_TEST_CONTEXT(key << " " << text)
        {
            BOOST_TEST_REQUIRE(order.has_error());
            BOOST_TEST((order.error().code == Errc::bad_response));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_withdrawn_order_is_read_even_without_goods)
{
    const auto order = parse_example(
        R"({"mall_mask_id":"0123456789abcdef0123456789abcdef",)"
        R"("order_mask_sn":"fedcba9876543210fedcba9876543210","status":0,"return_status":0})");

    BOOST_TEST_REQUIRE(order.has_value());
    BOOST_TEST(!order->is_assigned);
}

BOOST_AUTO_TEST_CASE(an_answer_about_another_order_is_refused)
{
    BOOST_TEST(
        (parse_example(row_with("order_mask_sn", "\"other\"")).error().code == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(each_after_sale_status_ships_waits_or_stops)
{
    const std::set<int> clear = {0, 6, 7, 12, 16, 17, 24, 25};
    for (int code = 0; code <= 40; ++code) {
        const auto order = parse_example(row_with("after_sales_status", std::to_string(code)));
        const AfterSale wanted = code == 5              ? AfterSale::refunded
                                 : clear.contains(code) ? AfterSale::none
                                                        : AfterSale::open;
        BOOST_TEST_CONTEXT(code)
        {
            BOOST_TEST((order->after_sale == wanted));
            BOOST_TEST(order->after_sale_code == code);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_after_sale_that_can_not_be_read_holds_the_order)
{
    BOOST_TEST(
        (parse_example(row_with("after_sales_status", "\"new\""))->after_sale == AfterSale::open));
    BOOST_TEST(
        (parse_example(row_with("after_sales_status", "-7"))->after_sale == AfterSale::open));
    BOOST_TEST((parse_example(row_with("after_sales_status", "99999999999"))->after_sale ==
                AfterSale::open));
    BOOST_TEST(
        (parse_example(row_with("after_sales_status", "null"))->after_sale == AfterSale::none));
}

BOOST_AUTO_TEST_CASE(after_sale_lists_that_contradict_or_are_no_numbers_are_refused)
{
    BOOST_TEST((read_after_sale_codes(lists({"0"}, {"5"})).clear == std::set<int>{0}));
    BOOST_CHECK_THROW(read_after_sale_codes(lists({"0", "x"}, {})), std::invalid_argument);
    BOOST_CHECK_THROW(read_after_sale_codes(lists({"0", "5"}, {"5"})), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(only_an_incomplete_page_is_the_last)
{
    const auto full = parse_order_page(make_answer(page_of(100, 100)), 1, codes);
    const auto behind = parse_order_page(make_answer(page_of(0, 100)), 2, codes);
    const auto part = parse_order_page(make_answer(page_of(99, 250)), 3, codes);

    BOOST_TEST(full->page.next == "2");
    BOOST_TEST((full->page.total == 100));
    BOOST_TEST(full->page.rows.size() == 100u);
    BOOST_TEST(full->page.request_id == "17000000001234567");
    BOOST_TEST(behind->page.next.empty());
    BOOST_TEST(part->page.next.empty());
}

BOOST_AUTO_TEST_CASE(an_absent_list_is_empty_only_where_no_row_can_be)
{
    BOOST_TEST(parse_order_page(make_answer(R"({"total":0})"), 1, codes).has_value());
    BOOST_TEST(
        parse_order_page(make_answer(R"({"total":100,"order_list":null})"), 2, codes).has_value());
    BOOST_TEST(
        parse_order_page(make_answer(R"({"total":101,"order_list":null})"), 2, codes).has_error());
    BOOST_TEST(parse_order_page(make_answer(R"({"total":1})"), 1, codes).has_error());
}

BOOST_AUTO_TEST_CASE(a_page_of_another_shape_is_refused)
{
    BOOST_TEST(parse_order_page(make_answer(R"({"order_list":[]})"), 1, codes).has_error());
    BOOST_TEST(
        parse_order_page(make_answer(R"({"total":-1,"order_list":[]})"), 1, codes).has_error());
    BOOST_TEST(
        parse_order_page(make_answer(R"({"total":1,"order_list":{}})"), 1, codes).has_error());
}

BOOST_AUTO_TEST_CASE(one_bad_row_is_named_and_the_rest_of_the_page_served)
{
    const auto page = parse_order_page(make_answer(R"({"total":3,"order_list":[)" + example_row +
                                                   ",7," + row_with("status", "absent") + "]}"),
                                       1, codes);

    BOOST_TEST_REQUIRE(page.has_value());
    BOOST_TEST(page->page.rows.size() == 1u);
    BOOST_TEST((page->page.total == 3));
    BOOST_TEST_REQUIRE(page->unreadable_rows.size() == 2u);
    BOOST_TEST(page->unreadable_rows[0] == "row 2: it is no object");
    BOOST_TEST(page->unreadable_rows[1] == "row 3: status is neither 0 nor 1");
}

BOOST_AUTO_TEST_CASE(two_is_the_factory)
{
    BOOST_TEST((parse_role(make_answer(R"({"mall_role":2})"))->role == ShopRole::factory));
    BOOST_TEST((parse_role(make_answer(R"({"mall_role":"2"})"))->role == ShopRole::factory));
    BOOST_TEST((parse_role(make_answer(R"({"mall_role":1})"))->role == ShopRole::merchant));
    BOOST_TEST((parse_role(make_answer(R"({"mall_role":0})"))->role == ShopRole::unknown));
    BOOST_TEST((parse_role(make_answer(R"({"mall_role":9})"))->role == ShopRole::unknown));
    BOOST_TEST(parse_role(make_answer("{}")).has_error());
}

BOOST_AUTO_TEST_CASE(companies_without_a_code_are_left_out_and_double_codes_kept)
{
    const auto carriers = parse_companies(make_answer(
        R"({"logistics_companies":[{"id":85,"code":"YTO","logistics_company":"圆通快递",)"
        R"("available":1},)"
        R"({"id":214,"code":"ZTKY","logistics_company":"中铁物流","available":0},)"
        R"({"id":268,"code":"ZTKY","logistics_company":"飞豹快递","available":1},{"id":300,)"
        R"("code":"","logistics_company":"无码"}]})"));

    BOOST_TEST_REQUIRE(carriers.has_value());
    BOOST_TEST_REQUIRE(carriers->size() == 3u);
    BOOST_TEST((*carriers)[0].code == "YTO");
    BOOST_TEST((*carriers)[0].name == "圆通快递");
    BOOST_TEST((*carriers)[0].is_available);
    BOOST_TEST(!(*carriers)[1].is_available);
    BOOST_TEST(parse_companies(make_answer("{}")).has_error());
}

BOOST_AUTO_TEST_CASE(a_write_succeeds_only_when_the_answer_says_so)
{
    BOOST_TEST(
        parse_receipt(make_answer(R"({"return_result":true})", Operation::write))->request_id ==
        "17000000001234567");
    BOOST_TEST(parse_receipt(make_answer(R"({"result":1})", Operation::write)).has_value());
    for (const char* body :
         {"{}", R"({"return_result":null})", R"({"return_result":"maybe"})", R"({"result":{}})"})
        BOOST_TEST(
            (parse_receipt(make_answer(body, Operation::write)).error().code == Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(a_credential_takes_moments_before_remaining_seconds)
{
    const auto credential = parse_credential(
        make_answer(
            R"({"access_token":"a","refresh_token":"r","expires_at":1700086400,"expires_in":5,)"
            R"("refresh_token_expires_in":2592000,)"
            R"("owner_id":123456789,"owner_name":"demo","scope":["pdd.fds.order.get",)"
            R"("pdd.time.get"],)"
            R"("r1_expires_at":1800000000,"r2_expires_in":100000,"w1_expires_in":1700050000,)"
            R"("w2_expires_in":0})"),
        now);

    BOOST_TEST_REQUIRE(credential.has_value());
    BOOST_TEST(credential->access_token.reveal() == "a");
    BOOST_TEST(credential->refresh_token.reveal() == "r");
    BOOST_TEST((credential->expires_at == now + std::chrono::seconds(86'400)));
    BOOST_TEST((credential->refresh_expires_at == now + std::chrono::seconds(2'592'000)));
    BOOST_TEST(credential->owner_id == "123456789");
    BOOST_TEST(credential->owner_name == "demo");
    BOOST_TEST(credential->scope.size() == 2u);
    // w1 carries a moment where seconds belong; w2 was not granted.
    BOOST_TEST((credential->granted_until == now + std::chrono::seconds(50'000)));
}

BOOST_AUTO_TEST_CASE(a_credential_without_ends_is_kept_with_the_usual_life)
{
    const auto credential = parse_credential(
        make_answer(R"({"access_token":"a","owner_id":"42","expires_at":null})"), now);

    BOOST_TEST_REQUIRE(credential.has_value());
    BOOST_TEST((credential->expires_at == now + std::chrono::hours(24)));
    BOOST_TEST((credential->refresh_expires_at == now + std::chrono::hours(24 * 30)));
    BOOST_TEST((credential->granted_until == TimePoint{}));
    BOOST_TEST(credential->owner_id == "42");
}

BOOST_AUTO_TEST_CASE(moments_in_milliseconds_are_moments_too)
{
    const auto credential =
        parse_credential(make_answer(R"({"access_token":"a","expires_at":"1700086400000"})"), now);

    BOOST_TEST((credential->expires_at == now + std::chrono::seconds(86'400)));
}

BOOST_AUTO_TEST_CASE(an_answer_without_token_leaves_the_exchange_uncertain)
{
    BOOST_TEST((parse_credential(make_answer("{}", Operation::write), now).error().code ==
                Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(the_platforms_time_is_read_in_each_likely_format)
{
    for (const char* text : {"1700000000", "\"1700000000\"", "\"1700000000000\"",
                             "\"2023-11-15 06:13:20\"", "\"2023-11-15 06:13:20.000\""}) {
        const auto time = parse_time(make_answer(R"({"time":)" + std::string(text) + "}"));
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST_REQUIRE(time.has_value());
            BOOST_TEST((*time == now));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_time_that_may_mean_something_else_is_refused)
{
    for (const char* text :
         {"\"\"", "\"soon\"", "\"0\"", "\"-1\"", "\"1\"", "\"99999999999999999\"",
          "\"2023-11-14T22:13:20Z\"", "\"2023-11-15T06:13:20+08:00\"", "{}"})
        BOOST_TEST(parse_time(make_answer(R"({"time":)" + std::string(text) + "}")).has_error(),
                   text);
}

BOOST_AUTO_TEST_SUITE_END()

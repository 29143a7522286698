#include "jackyun/failures.hpp"
#include "jackyun/responses.hpp"
#include "jackyun/tests/make_answer.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::jackyun;

namespace {

Result<CreatedOrder> created(std::string_view data)
{
    return parse_created(known_failures(), make_answer(data, Operation::write));
}

Result<Receipt> done(std::string_view data)
{
    return parse_done(known_failures(), make_answer(data, Operation::write), ErpOrderId("JY1"));
}

} // namespace

BOOST_AUTO_TEST_SUITE(responses)

BOOST_AUTO_TEST_CASE(only_an_online_shop_of_the_own_platform_is_our_kind_of_channel)
{
    const std::vector<std::string> own_codes = {"877"};
    const auto channels = parse_channels(make_answer(R"({"salesChannelInfo":[
        {"channelId":"1234567890123456789","channelCode":"A","channelName":"自营","channelType":1,
         "onlinePlatTypeCode":"1","onlinePlatTypeName":"自有商城"},
        {"channelCode":"B","channelType":"1","onlinePlatTypeCode":"27",
         "onlinePlatTypeName":"拼多多"},
        {"channelCode":"C","channelType":2,"onlinePlatTypeName":"自有商城"},
        {"channelCode":"D","channelType":1,"onlinePlatTypeCode":877,"onlinePlatTypeName":null},
        {"channelCode":"E"}]})"),
                                         own_codes)
                              .value();

    BOOST_TEST_REQUIRE(channels.size() == 5u);
    BOOST_TEST(channels[0].id.text() == "A");
    BOOST_TEST(channels[0].name == "自营");
    BOOST_TEST(channels[0].is_own_platform);
    BOOST_TEST(channels[1].platform_name == "拼多多");
    BOOST_TEST(!channels[1].is_own_platform);
    BOOST_TEST(!channels[2].is_own_platform);
    BOOST_TEST(channels[3].is_own_platform);
    BOOST_TEST(channels[3].platform_name == "877");
    BOOST_TEST(!channels[4].is_own_platform);
}

BOOST_AUTO_TEST_CASE(a_carrier_is_normalised_where_the_erp_can)
{
    const auto rows = parse_carriers(make_answer(R"({"logisticInfo":[
        {"logisticCode":"L1","logisticName":"圆通-义乌","expressCode":"YTO",
         "expressName":"圆通速递","isBlockup":0},
        {"logisticCode":"L2","logisticName":"自提","isBlockup":"1"}]})"))
                          .value();

    BOOST_TEST_REQUIRE(rows.size() == 2u);
    BOOST_TEST((rows[0].carrier == Carrier{"YTO", "圆通速递", true}));
    BOOST_TEST(rows[0].own_code == "L1");
    BOOST_TEST((rows[1].carrier == Carrier{"L2", "自提", false}));
}

BOOST_AUTO_TEST_CASE(a_list_may_be_null_but_never_absent)
{
    BOOST_TEST(parse_carriers(make_answer(R"({"logisticInfo":null})")).value().empty());
    BOOST_TEST(parse_carriers(make_answer(R"([])")).value().empty());
    for (const auto* data :
         {R"({})", R"({"logisticInfo":"x"})", R"({"logisticInfo":[1]})", "7", "[1]"}) {
        const auto rows = parse_carriers(make_answer(data));
        BOOST_TEST_REQUIRE(rows.has_error());
        BOOST_TEST((rows.error().code == Errc::bad_response));
    }
}

BOOST_AUTO_TEST_CASE(a_created_order_is_known_by_its_number)
{
    const auto order = created(R"({"tradeOrder":{"tradeNo":"JY202601020001"}})");

    BOOST_TEST_REQUIRE(order.has_value());
    BOOST_TEST(order->id.text() == "JY202601020001");
    BOOST_TEST(order->request_id == "C-1");
}

BOOST_AUTO_TEST_CASE(success_without_a_number_is_uncertain)
{
    for (const auto* data : {R"({})", R"({"tradeOrder":{}})", R"({"tradeOrder":{"tradeNo":""}})",
                             R"({"tradeOrder":null})", "true", "[]"})
        BOOST_TEST((created(data).error().code == Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(a_refused_row_inside_success_is_a_refusal_with_its_text)
{
    const auto order = created(R"({"success":false,"msg":"货品不存在"})");

    BOOST_TEST_REQUIRE(order.has_error());
    BOOST_TEST((order.error().code == Errc::rejected));
    BOOST_TEST(order.error().remote_code == "failed_row");
    BOOST_TEST(order.error().remote_text == "货品不存在");
    BOOST_TEST(order.error().request_id == "C-1");
}

BOOST_AUTO_TEST_CASE(a_row_with_a_known_code_is_classified_by_it)
{
    const auto order = created(R"({"success":false,"subCode":"0130020001","msg":"未知错误"})");

    BOOST_TEST((order.error().code == Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(a_number_together_with_a_failure_is_uncertain)
{
    const auto order = created(R"({"success":false,"tradeOrder":{"tradeNo":"JY1"}})");

    BOOST_TEST((order.error().code == Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(done_is_read_in_every_spelling_seen)
{
    for (const auto* data :
         {R"({"success":true})", R"({"succees":true})", R"({"success":["JY1"]})",
          R"({"success":1})", R"({"succees":[{"tradeNo":"JY1"}],"failedResults":[]})",
          R"({"success":"JY1"})", "true", R"(["JY1"])", R"({"success":true,"failedResults":null})"})
        BOOST_TEST_CONTEXT(data)
        {
            BOOST_TEST(done(data).has_value());
        }
}

BOOST_AUTO_TEST_CASE(a_failed_result_is_a_refusal_with_its_text)
{
    for (const auto* data :
         {R"({"success":[],"failedResults":[{"tradeNo":"JY1","msg":"已发货"}]})",
          R"({"success":true,"failedResults":[{"tradeNo":"JY1","errorMsg":"已发货"}]})",
          R"({"succees":false,"message":"已发货"})", R"({"failedResults":["已发货"]})"})
        BOOST_TEST_CONTEXT(data)
        {
            const auto receipt = done(data);
            BOOST_TEST_REQUIRE(receipt.has_error());
            BOOST_TEST((receipt.error().code == Errc::rejected));
            BOOST_TEST(receipt.error().remote_text == "已发货");
        }
}

BOOST_AUTO_TEST_CASE(an_answer_that_says_neither_is_uncertain)
{
    for (const auto* data : {R"({})", R"({"success":[]})", R"({"success":["JY2"]})",
                             R"({"success":0})", R"({"success":null})", "[]", "\"JY2\""})
        BOOST_TEST_CONTEXT(data)
        {
            BOOST_TEST((done(data).error().code == Errc::uncertain));
        }
}

BOOST_AUTO_TEST_SUITE_END()

#include "client.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::practice::jackyun;

namespace {

constexpr std::string_view create_order = "oms.trade.ordercreate";
constexpr std::string_view line = R"([{"barcode":"B-1","sellCount":"2","sellPrice":"9.9"}])";

std::string make_order(std::string_view header, std::string_view lines = line)
{
    return R"({"tradeOrder":{)" + std::string(header) + R"(,"tradeOrderDetails":)" +
           std::string(lines) + "}}";
}

std::string list_of(const boost::json::object& data, std::string_view key)
{
    return boost::json::serialize(data.at(key));
}

} // namespace

BOOST_AUTO_TEST_SUITE(order_writes)

BOOST_AUTO_TEST_CASE(the_same_order_sent_twice_becomes_two_orders)
{
    Client client;

    const auto first = client.create("260102-1");
    const auto second = client.create("260102-1");

    BOOST_TEST(first != second);
    const auto truth = client.world.erp.truth(client.now);
    BOOST_TEST(truth.at("sources").at("260102-1").at("creates").to_number<int>() == 2);
    BOOST_TEST(truth.at("sources").at("260102-1").at("live").to_number<int>() == 2);
}

BOOST_AUTO_TEST_CASE(an_order_keeps_what_it_was_given)
{
    Client client;
    const auto data = client.data(
        create_order,
        R"({"tradeorder":{"shopName":"代发自有商城","tradeTime":"2026-01-01 10:00:00","onlineTradeNo":"A",
            "receiverName":"代发 000001","mobile":"100","state":"浙江省","city":"杭州市","district":"西湖区",
            "address":"平台打单","logisticName":"顺丰特快","sellerMemo":"小心",
            "tradeOrderDetails":[{"goodsNo":"G","specName":"红","goodsName":"杯","sellCount":3,"sellPrice":9.9}]}})");

    BOOST_TEST(text_or(data.at("tradeOrder").as_object(), "tradeNo") == "JY26000000000000");
    const auto rows = client.query("tradeNo,tradeStatus,tradeFrom,shopCode,receiverName,mobile,"
                                   "state,address,logisticCode,sellerMemo,tradeTime,"
                                   "goodsDetail",
                                   R"("tradeNos":["JY26000000000000"])");
    BOOST_TEST(
        boost::json::serialize(rows) ==
        R"([{"tradeNo":"JY26000000000000","tradeStatus":1010,"tradeFrom":18,"shopCode":"DF-01",)"
        R"("logisticCode":"KD-SF","tradeTime":"2026-01-01 10:00:00","sellerMemo":"小心",)"
        R"("receiverName":"代发 000001","mobile":"100","state":"浙江省","address":"平台打单",)"
        R"("goodsDetail":[{"goodsNo":"G","goodsName":"杯","specName":"红","barcode":"","sellCount":"3",)"
        R"("sellPrice":"9.90","sourceTradeNo":"A"}]}])");
}

BOOST_AUTO_TEST_CASE(a_senseless_order_is_refused_and_not_created)
{
    Client client(Options{{"limits", "off"}});
    constexpr std::string_view good =
        R"("shopCode":"DF-01","tradeTime":"2026-01-01 10:00:00","onlineTradeNo":"A")";
    const std::string long_number(51, '1');
    const std::string refused[] = {
        "{}",
        R"({"tradeOrder":1})",
        make_order(R"("tradeTime":"2026-01-01 10:00:00","onlineTradeNo":"A")"),
        make_order(R"("shopCode":"nowhere","tradeTime":"2026-01-01 10:00:00","onlineTradeNo":"A")"),
        make_order(R"("shopCode":"DF-01","onlineTradeNo":"A")"),
        make_order(R"("shopCode":"DF-01","tradeTime":"2026-01-01","onlineTradeNo":"A")"),
        make_order(R"("shopCode":"DF-01","tradeTime":"2026-01-01 10:00:00")"),
        make_order(R"("shopCode":"DF-01","tradeTime":"2026-01-01 10:00:00","onlineTradeNo":")" +
                   long_number + '"'),
        make_order(std::string(good) + R"(,"logisticName":"nobody")"),
        make_order(std::string(good) + R"(,"sellerMemo":")" + std::string(501, 'x') + '"'),
        make_order(good, "[]"),
        make_order(good, "[1]"),
        make_order(good, R"([{"goodsNo":"G","sellCount":1}])"),
        make_order(good, R"([{"barcode":"B","sellCount":1.5}])"),
        make_order(good, R"([{"barcode":"B","sellCount":-1}])"),
        make_order(good, R"([{"barcode":"B","sellCount":1,"sellPrice":"1.234"}])"),
    };

    for (const auto& business : refused)
        BOOST_TEST(client.subcode(create_order, business) == "0050030002", business);
    BOOST_TEST(client.world.erp.orders().size() == 0u);
}

BOOST_AUTO_TEST_CASE(unknown_goods_are_refused_by_a_strict_house_with_the_chosen_sub_code)
{
    Client client(Options{{"refusal_subcode", "0130029999"}});
    client.act("settings", R"({"strict_goods":true})");

    BOOST_TEST(
        client.subcode(
            create_order,
            make_order(
                R"("shopCode":"DF-01","tradeTime":"2026-01-01 10:00:00","onlineTradeNo":"A")")) ==
        "0130029999");
}

BOOST_AUTO_TEST_CASE(audit_tells_for_each_order_whether_it_was_done)
{
    Client client;
    const auto number = client.create("A");
    const std::string business = R"({"tradeNos":[")" + number + R"(","JY1"],"operator":"daifa"})";

    const auto first = client.data("oms.trade.audit.pass", business);
    const auto second = client.data("oms.trade.audit.pass", R"({"tradeNos":")" + number + R"("})");

    BOOST_TEST(list_of(first, "success") == R"([")" + number + R"("])");
    BOOST_TEST(list_of(first, "failedResults") ==
               R"([{"tradeNo":"JY1","errorMsg":"销售单不存在"}])");
    BOOST_TEST(list_of(second, "success") == "[]");
}

BOOST_AUTO_TEST_CASE(cancel_spells_its_answer_as_the_variant_says)
{
    Client client(Options{{"success_key", "succees"}});
    const auto first = client.create("A");
    const auto second = client.create("B");

    const auto numbers = client.data("oms.trade.ordercancel", R"({"tradeNos":[")" + first +
                                                                  R"("],"cancelReason":"420001"})");
    client.front->set_option("success_value", "flag", client.world);
    const auto flag = client.data("oms.trade.ordercancel", R"({"tradeNos":[")" + second + R"("]})");

    BOOST_TEST(list_of(numbers, "succees") == R"([")" + first + R"("])");
    BOOST_TEST(list_of(flag, "succees") == "true");
    BOOST_TEST(client.world.erp.totals(client.now).at("live").to_number<int>() == 0);
}

BOOST_AUTO_TEST_CASE(a_shipped_order_is_not_cancelled)
{
    Client client;
    const auto number = client.create("A");
    client.act("ship", R"({"source":"A"})");

    const auto data = client.data("oms.trade.ordercancel", R"({"tradeNos":[")" + number + R"("]})");

    BOOST_TEST(list_of(data, "failedResults").find("已发货") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(numbers_are_taken_in_the_form_the_variant_allows)
{
    Client client;
    const auto number = client.create("A");
    const std::string as_array = R"({"tradeNos":["JY0"]})";
    const std::string as_text = R"({"tradeNos":"JY0,JY1"})";

    for (const std::string_view form : {"both", "array", "text"}) {
        client.front->set_option("numbers", form, client.world);
        const bool takes_array = client.subcode("oms.trade.audit.pass", as_array) == "0000000000";
        const bool takes_text = client.subcode("oms.trade.audit.pass", as_text) == "0000000000";
        BOOST_TEST(takes_array == (form != "text"));
        BOOST_TEST(takes_text == (form != "array"));
    }
    BOOST_TEST(client.subcode("oms.trade.audit.pass", "{}") == "0050030002");
}

BOOST_AUTO_TEST_SUITE_END()

#include "jackyun/trades.hpp"
#include "jackyun/tests/make_answer.hpp"

#include <daifa/codec/timestamp.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::jackyun;

namespace {

Trade trade_of(const std::string& row)
{
    auto page = parse_trades(make_answer("{\"trades\":[" + row + "]}"));
    BOOST_TEST_REQUIRE(page.has_value());
    BOOST_TEST_REQUIRE(page->trades.size() == 1u);
    return page->trades[0];
}

std::vector<std::string> numbers_of(const Trade& trade)
{
    std::vector<std::string> numbers;
    for (const auto& parcel : trade.order.parcels)
        numbers.push_back(parcel.number.text());
    return numbers;
}

using Texts = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(trades)

BOOST_AUTO_TEST_CASE(only_6000_and_9090_are_shipped)
{
    const std::vector<std::pair<const char*, ErpStage>> table = {
        {"1010", ErpStage::waiting_audit}, {"1020", ErpStage::waiting_audit},
        {"1030", ErpStage::waiting_audit}, {"1050", ErpStage::waiting_audit},
        {"2000", ErpStage::in_progress},   {"2010", ErpStage::in_progress},
        {"2020", ErpStage::in_progress},   {"2030", ErpStage::in_progress},
        {"2040", ErpStage::in_progress},   {"3010", ErpStage::in_progress},
        {"4040", ErpStage::in_progress},   {"4041", ErpStage::in_progress},
        {"4110", ErpStage::in_progress},   {"4111", ErpStage::in_progress},
        {"4112", ErpStage::in_progress},   {"4113", ErpStage::in_progress},
        {"4121", ErpStage::in_progress},   {"4122", ErpStage::in_progress},
        {"4123", ErpStage::in_progress},   {"4130", ErpStage::part_shipped},
        {"5010", ErpStage::cancelled},     {"5020", ErpStage::merged},
        {"5030", ErpStage::split},         {"6000", ErpStage::shipped},
        {"9090", ErpStage::shipped},       {"7777", ErpStage::in_progress},
    };
    for (const auto& [status, stage] : table)
        BOOST_TEST_CONTEXT(status)
        {
            BOOST_TEST((to_stage(status) == stage));
        }
}

BOOST_AUTO_TEST_CASE(a_status_is_read_as_number_and_as_text)
{
    for (const std::string status : {"6000", "\"6000\"", "6000.0"}) {
        const auto trade =
            trade_of(R"({"tradeNo":1234567890123456789,"tradeStatus":)" + status + "}");
        BOOST_TEST((trade.order.stage == ErpStage::shipped));
        BOOST_TEST(trade.order.status_code == "6000");
        BOOST_TEST(trade.order.id.text() == "1234567890123456789");
    }
}

BOOST_AUTO_TEST_CASE(a_reserved_number_does_not_make_an_order_shipped)
{
    const auto trade = trade_of(R"({"tradeNo":"JY1","tradeStatus":4112,"mainPostid":"YT1"})");

    BOOST_TEST((trade.order.stage == ErpStage::in_progress));
    BOOST_TEST((numbers_of(trade) == Texts{"YT1"}));
}

BOOST_AUTO_TEST_CASE(a_merged_order_carries_all_its_numbers_once)
{
    const auto trade =
        trade_of(R"({"tradeNo":"JY3","tradeStatus":"1010","onlineTradeNo":"A-1, B-1，C-1,A-1,"})");

    BOOST_TEST((trade.order.source_numbers == Texts{"A-1", "B-1", "C-1"}));
}

BOOST_AUTO_TEST_CASE(numbers_of_the_goods_stand_in_where_the_order_has_none)
{
    const auto trade = trade_of(R"({"tradeNo":"JY3","tradeStatus":5020,"onlineTradeNo":"",
        "goodsDetail":[{"sourceTradeNo":"A-1"},
        {"sourceTradeNo":"B-1"},{"sourceTradeNo":"A-1"},{}]})");

    BOOST_TEST((trade.order.stage == ErpStage::merged));
    BOOST_TEST((trade.order.source_numbers == Texts{"A-1", "B-1"}));
}

BOOST_AUTO_TEST_CASE(packages_count_once_and_the_main_number_leads)
{
    const auto trade = trade_of(R"({"tradeNo":"JY1","tradeStatus":6000,"mainPostid":"YT2",
        "logisticCode":"L1","logisticName":"圆通-义乌",
        "consignTime":"2026-01-02 03:04:05","packageDetail":[
        {"logisticNo":"YT1","logisticCode":"L1","logisticName":"圆通-义乌","barcode":"a"},
        {"logisticNo":"YT1","logisticCode":"L1","logisticName":"圆通-义乌","barcode":"b"},
        {"logisticNo":"YT2","expressCode":"YTO","expressName":"圆通速递"},
        {"logisticNo":""},{"logisticNo":" ZT3 "}]})");

    BOOST_TEST((numbers_of(trade) == Texts{"YT2", "YT1", "ZT3"}));
    BOOST_TEST((trade.order.parcels[0].carrier == Carrier{"YTO", "圆通速递", true}));
    BOOST_TEST((trade.order.parcels[1].carrier == Carrier{"L1", "圆通-义乌", true}));
    BOOST_TEST((trade.order.parcels[2].carrier == Carrier{"L1", "圆通-义乌", true}));
    BOOST_TEST(trade.has_own_carriers);
    BOOST_TEST((trade.order.shipped_at == parse_beijing_text("2026-01-02 03:04:05")));
}

BOOST_AUTO_TEST_CASE(without_packages_main_and_extra_numbers_are_the_parcels)
{
    const auto trade = trade_of(R"({"tradeNo":"JY1","tradeStatus":6000,"mainPostid":"YT1",
        "extraLogisticNo":"YT2,YT3","expressCode":"YTO",
        "packageDetail":null,"consignTime":1767294245000})");

    BOOST_TEST((numbers_of(trade) == Texts{"YT1", "YT2", "YT3"}));
    BOOST_TEST(!trade.has_own_carriers);
    BOOST_TEST((trade.order.shipped_at == parse_beijing_text("2026-01-02 03:04:05")));
}

BOOST_AUTO_TEST_CASE(a_partly_shipped_order_shows_what_left)
{
    const std::string packages = R"("packageDetail":[
        {"logisticNo":"YT1","expressCode":"YTO","consignTime":"2026-01-02 03:04:05"},
        {"logisticNo":"YT2","expressCode":"YTO"}]})";

    BOOST_TEST(
        (numbers_of(trade_of(R"({"tradeNo":"1","tradeStatus":4130,)" + packages)) == Texts{"YT1"}));
    BOOST_TEST((numbers_of(trade_of(R"({"tradeNo":"1","tradeStatus":6000,)" + packages)) ==
                Texts{"YT1", "YT2"}));
}

BOOST_AUTO_TEST_CASE(a_deleted_order_is_cancelled)
{
    const auto trade = trade_of(R"({"tradeNo":"JY1","tradeStatus":1010,"isDelete":1})");

    BOOST_TEST((trade.order.stage == ErpStage::cancelled));
    BOOST_TEST(trade.order.status_code == "1010 deleted");
}

BOOST_AUTO_TEST_CASE(a_row_without_number_or_status_is_no_answer)
{
    for (const auto* row : {R"({"trades":[{"tradeStatus":1010}]})",
                            R"({"trades":[{"tradeNo":"JY1"}]})", R"({"trades":[{}]})", R"({})"})
        BOOST_TEST((parse_trades(make_answer(row)).error().code == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(the_scroll_id_stands_beside_or_inside_the_rows)
{
    const auto beside = parse_trades(make_answer(R"({"trades":[],"scrollId":"S1"})"));
    const auto inside = parse_trades(
        make_answer(R"({"trades":[{"tradeNo":"1","tradeStatus":1010,"scrollId":"S2"}]})"));

    BOOST_TEST(beside.value().scroll_id == "S1");
    BOOST_TEST(inside.value().scroll_id == "S2");
}

BOOST_AUTO_TEST_CASE(a_row_belongs_to_the_channel_it_names)
{
    const ChannelId ours("PDD-01");
    Trade by_code;
    by_code.shop_code = "PDD-02";
    by_code.shop_name = "代发店";
    Trade by_name;
    by_name.shop_name = "代发店";

    BOOST_TEST(!is_of_channel(by_code, ours, "代发店"));
    BOOST_TEST(is_of_channel(by_name, ours, "代发店"));
    BOOST_TEST(!is_of_channel(by_name, ours, "别的店"));
    BOOST_TEST(is_of_channel(by_name, ours, ""));
    BOOST_TEST(is_of_channel(Trade(), ours, "代发店"));
    BOOST_TEST(trade_of(R"({"tradeNo":"1","tradeStatus":1010,"channelCode":"C"})").shop_code ==
               "C");
}

BOOST_AUTO_TEST_SUITE_END()

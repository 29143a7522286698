#include "client.hpp"

#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

using namespace daifa;
using namespace daifa::practice::jackyun;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view query_orders = "oms.trade.fullinfoget";
constexpr std::string_view today =
    R"("startModified":"2026-01-02 00:00:00","endModified":"2026-01-03 00:00:00")";

std::string page_of(std::string_view scroll_id, std::string_view size = "2")
{
    return R"({"fields":"tradeNo,onlineTradeNo,scrollId",)" + std::string(today) +
           R"(,"pageSize":)" + std::string(size) + R"(,"scrollId":")" + std::string(scroll_id) +
           R"("})";
}

/// Source numbers of the pages of one scroll.
std::vector<std::vector<std::string>> scroll_through(Client& client)
{
    std::vector<std::vector<std::string>> pages;
    std::string scroll_id;
    do {
        const auto data = client.data(query_orders, page_of(scroll_id));
        pages.push_back(column(data.at("trades").as_array(), "onlineTradeNo"));
        scroll_id = text_or(data, "scrollId");
    } while (!scroll_id.empty() && pages.size() < 100);
    return pages;
}

Client make_client(int orders, const sandbox::FrontOptions& options = {})
{
    Client client(options);
    client.front->set_option("limits", "off", client.world);
    for (int at = 0; at < orders; ++at) {
        client.create("S" + std::to_string(at));
        client.now += 1s;
    }
    return client;
}

using Pages = std::vector<std::vector<std::string>>;
using Texts = std::vector<std::string>;

} // namespace

BOOST_AUTO_TEST_SUITE(order_query)

BOOST_AUTO_TEST_CASE(a_query_needs_a_key_fields_and_sane_limits)
{
    Client client;
    client.front->set_option("limits", "off", client.world);
    const std::pair<std::string_view, std::string_view> refused[] = {
        {R"({"fields":"tradeNo"})", "0050030002"},
        {R"({"tradeNos":["JY1"]})", "0040139996"},
        {R"({"fields":"","tradeNos":["JY1"]})", "0040139996"},
        {R"({"fields":"tradeNo","tradeNos":["JY1"],"pageSize":201})", "0050030002"},
        {R"({"fields":"tradeNo","tradeNos":["JY1"],"pageSize":0})", "0050030002"},
        {R"({"fields":"tradeNo","tradeNos":["JY1"],"pageIndex":-1})", "0050030002"},
        {R"({"fields":"tradeNo","startModified":"2026-01-02 00:00:00"})", "0050030002"},
        {R"({"fields":"tradeNo","startModified":"2026-01-02 00:00:00","endModified":"2026-01-09 00:00:01"})",
         "0050030002"},
        {R"({"fields":"tradeNo","startModified":"2026-01-02 00:00:00","endModified":"2026-01-01 00:00:00"})",
         "0050030002"},
        {R"({"fields":"tradeNo","startModified":"today","endModified":"2026-01-01 00:00:00"})",
         "0050030002"},
        {R"({"fields":"tradeNo","startTradeTime":"2026-01-02 00:00:00","endTradeTime":"2026-01-03 00:00:00"})",
         "0050030002"},
        {R"({"fields":"tradeNo,scrollId","tradeNos":["JY1"],"scrollId":"77"})", "0050030002"},
        {R"({"fields":"tradeNo","tradeNos":["JY1"],"tradeStatus":"x"})", "0050030002"}};

    for (const auto& [business, subcode] : refused)
        BOOST_TEST(client.subcode(query_orders, business) == subcode, business);
    BOOST_TEST(client.subcode(query_orders,
                              R"({"fields":"tradeNo","startModified":"2026-01-02 00:00:00",)"
                              R"("endModified":"2026-01-09 00:00:00"})") == "0000000000");
}

BOOST_AUTO_TEST_CASE(only_what_was_asked_for_is_answered)
{
    auto client = make_client(1);

    BOOST_TEST(
        boost::json::serialize(client.query("tradeId, onlineTradeNo,nonsense,goodsDetail.barcode",
                                            R"("sourceTradeNos":["S0"])")) ==
        R"([{"tradeId":"1900000000000000000","onlineTradeNo":"S0","goodsDetail":[{"barcode":"B-1"}]}])");
}

BOOST_AUTO_TEST_CASE(page_numbers_and_totals_work_without_a_scroll)
{
    auto client = make_client(5);
    const auto page =
        client.data(query_orders, R"({"fields":"onlineTradeNo",)" + std::string(today) +
                                      R"(,"pageIndex":1,"pageSize":2,"hasTotal":1})");

    BOOST_TEST((column(page.at("trades").as_array(), "onlineTradeNo") == Texts{"S2", "S3"}));
    BOOST_TEST(page.at("totalResults").to_number<int>() == 5);
    BOOST_TEST(!page.contains("scrollId"));
}

BOOST_AUTO_TEST_CASE(a_scroll_ends_early_or_late)
{
    auto early = make_client(4);
    auto late = make_client(4, {{"scroll_end", "late"}});

    BOOST_TEST((scroll_through(early) == Pages{{"S0", "S1"}, {"S2", "S3"}}));
    BOOST_TEST((scroll_through(late) == Pages{{"S0", "S1"}, {"S2", "S3"}, {}}));
}

BOOST_AUTO_TEST_CASE(a_scroll_loses_nothing_while_orders_move)
{
    auto client = make_client(6);
    const auto first = client.data(query_orders, page_of(""));
    client.act("cancel", R"({"source":"S0"})");
    client.act("cancel", R"({"source":"S3"})");
    std::string scroll_id = text_or(first, "scrollId");
    Texts seen = column(first.at("trades").as_array(), "onlineTradeNo");
    while (!scroll_id.empty()) {
        const auto next = client.data(query_orders, page_of(scroll_id));
        for (auto& source : column(next.at("trades").as_array(), "onlineTradeNo"))
            seen.push_back(std::move(source));
        scroll_id = text_or(next, "scrollId");
    }

    BOOST_TEST((seen == Texts{"S0", "S1", "S2", "S4", "S5", "S0", "S3"}));
}

BOOST_AUTO_TEST_CASE(a_scroll_id_sent_again_does_what_the_variant_says)
{
    const auto second_and_again = [](std::string_view rule) {
        auto client = make_client(6, {{"scroll", std::string(rule)}});
        const auto first = client.data(query_orders, page_of(""));
        const std::string scroll_id = text_or(first, "scrollId");
        const auto second = client.data(query_orders, page_of(scroll_id));
        const auto again = client.call(query_orders, page_of(scroll_id));
        const auto* data = again.at("result").at("data").if_object();
        return Pages{column(second.at("trades").as_array(), "onlineTradeNo"),
                     data == nullptr ? Texts{text_or(again, "subCode")}
                                     : column(data->at("trades").as_array(), "onlineTradeNo")};
    };

    BOOST_TEST((second_and_again("repeatable") == Pages{{"S2", "S3"}, {"S2", "S3"}}));
    BOOST_TEST((second_and_again("once") == Pages{{"S2", "S3"}, {"0050030002"}}));
    BOOST_TEST((second_and_again("advances") == Pages{{"S2", "S3"}, {"S4", "S5"}}));
}

BOOST_AUTO_TEST_CASE(the_end_of_a_window_belongs_to_it_or_not)
{
    constexpr std::string_view window =
        R"("startModified":"2026-01-02 03:04:05","endModified":"2026-01-02 03:04:06")";
    auto inclusive = make_client(3);
    auto exclusive = make_client(3, {{"window_end", "exclusive"}});

    BOOST_TEST(inclusive.query("tradeNo", window).size() == 2u);
    BOOST_TEST(exclusive.query("tradeNo", window).size() == 1u);
}

BOOST_AUTO_TEST_CASE(times_are_taken_and_given_in_the_form_the_variant_allows)
{
    auto client = make_client(1, {{"reply_times", "milliseconds"}});
    const auto at = std::to_string((client.now - 1s).time_since_epoch().count());
    const std::string in_numbers =
        R"({"fields":"gmtCreate","startModified":)" + at + R"(,"endModified":)" + at + "}";
    const std::string in_text = R"({"fields":"gmtCreate",)" + std::string(today) + "}";

    for (const std::string_view form : {"both", "text", "milliseconds"}) {
        client.front->set_option("times", form, client.world);
        BOOST_TEST((client.subcode(query_orders, in_numbers) == "0000000000") == (form != "text"));
        BOOST_TEST((client.subcode(query_orders, in_text) == "0000000000") ==
                   (form != "milliseconds"));
    }
    BOOST_TEST((column(client.data(query_orders, in_numbers).at("trades").as_array(),
                       "gmtCreate") == Texts{at}));
}

BOOST_AUTO_TEST_CASE(the_filter_by_shop_takes_ids_or_codes_or_does_nothing)
{
    auto client = make_client(1);
    const auto rows = [&](std::string_view shop) {
        const std::string filter = R"("shopIds":[")" + std::string(shop) + R"("])";
        return column(client.query("onlineTradeNo", std::string(today) + "," + filter),
                      "onlineTradeNo")
            .size();
    };
    const std::string id = "1800000000000000001";

    BOOST_TEST(rows(id) == 1u);
    BOOST_TEST(rows("DF-01") == 0u);
    client.front->set_option("shop_filter", "code", client.world);
    BOOST_TEST(rows(id) == 0u);
    BOOST_TEST(rows("DF-01") == 1u);
    client.front->set_option("shop_filter", "ignored", client.world);
    BOOST_TEST(rows("1800000000000000002") == 1u);
}

BOOST_AUTO_TEST_CASE(filters_narrow_a_window)
{
    auto client = make_client(4);
    client.act("ship", R"({"source":"S1","numbers":["YT77"]})");
    client.act("cancel", R"({"source":"S2"})");
    const auto sources = [&](std::string_view filter) {
        return column(client.query("onlineTradeNo", std::string(today) + "," + std::string(filter)),
                      "onlineTradeNo");
    };

    BOOST_TEST((sources(R"("tradeStatusList":[6000,5010])") == Texts{"S1", "S2"}));
    BOOST_TEST((sources(R"("tradeStatus":"6000")") == Texts{"S1"}));
    BOOST_TEST((sources(R"("mainPostId":"YT77")") == Texts{"S1"}));
    BOOST_TEST((sources(R"("shopIds":["1800000000000000002"])").empty()));
    BOOST_TEST((
        sources(
            R"("startConsignTime":"2026-01-02 00:00:00","endConsignTime":"2026-01-03 00:00:00")") ==
        Texts{"S1"}));
}

BOOST_AUTO_TEST_CASE(deleted_and_archived_orders_stand_in_their_own_tables)
{
    auto client = make_client(3);
    client.act("delete", R"({"source":"S0"})");
    client.act("archive", R"({"source":"S1"})");
    const auto sources = [&](std::string_view condition) {
        return column(client.query("onlineTradeNo", condition), "onlineTradeNo");
    };

    BOOST_TEST((sources(R"("sourceTradeNos":"S0,S1,S2")") == Texts{"S2"}));
    BOOST_TEST((sources(R"("sourceTradeNos":"S0,S1,S2","isDelete":1)") == Texts{"S0"}));
    BOOST_TEST((sources(R"("sourceTradeNos":"S0,S1,S2","isTableSwitch":2)") == Texts{"S1"}));
    BOOST_TEST((sources(R"("tradeDeliveryNo":"FH26000000000002")") == Texts{"S2"}));
}

BOOST_AUTO_TEST_CASE(a_merged_order_is_found_by_one_of_its_numbers_or_not)
{
    auto client = make_client(2);
    client.act("merge", R"({"sources":["S0","S1"]})");
    const auto found = [&] {
        return column(client.query("onlineTradeNo,tradeStatus", R"("sourceTradeNos":["S0"])"),
                      "onlineTradeNo");
    };

    BOOST_TEST((found() == Texts{"S0", "S0,S1"}));
    client.front->set_option("merged_by_source", "hidden", client.world);
    BOOST_TEST((found() == Texts{"S0"}));
}

BOOST_AUTO_TEST_CASE(a_cancelled_order_is_found_by_its_number_or_not_but_always_by_time)
{
    auto client = make_client(1);
    client.act("cancel", R"({"source":"S0"})");

    BOOST_TEST(client.query("tradeNo", R"("sourceTradeNos":["S0"])").size() == 1u);
    client.front->set_option("cancelled_by_source", "hidden", client.world);
    BOOST_TEST(client.query("tradeNo", R"("sourceTradeNos":["S0"])").empty());
    BOOST_TEST(client.query("tradeNo", today).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_split_order_answers_with_its_successors)
{
    Client client;
    client.create("A", 2);
    client.act("split", R"({"source":"A"})");

    BOOST_TEST((column(client.query("tradeStatus", R"("sourceTradeNos":["A"])"), "tradeStatus") ==
                Texts{"5030", "1010", "1010"}));
}

BOOST_AUTO_TEST_CASE(parcels_are_shown_by_line_or_by_parcel_and_the_rest_beside_the_main_number)
{
    Client client;
    client.data(
        "oms.trade.ordercreate",
        R"({"tradeOrder":{"shopCode":"DF-01","tradeTime":"2026-01-02 03:00:00","onlineTradeNo":"A",
                    "tradeOrderDetails":[{"barcode":"B-1","sellCount":2},{"barcode":"B-2","sellCount":2}]}})");
    client.act("ship", R"({"source":"A","numbers":["YT1","YT2"]})");
    const auto shown = [&] {
        return boost::json::serialize(client.query(
            "mainPostid,extraLogisticNo,packageDetail.logisticNo,packageDetail.barcode",
            R"("sourceTradeNos":["A"])"));
    };

    BOOST_TEST(shown() ==
               R"([{"mainPostid":"YT1","extraLogisticNo":"YT2","packageDetail":[)"
               R"({"logisticNo":"YT1","barcode":"B-1"},{"logisticNo":"YT1","barcode":"B-2"},)"
               R"({"logisticNo":"YT2","barcode":"B-1"},{"logisticNo":"YT2","barcode":"B-2"}]}])");
    client.front->set_option("package_rows", "parcel", client.world);
    client.front->set_option("main_post_id", "missing", client.world);
    BOOST_TEST(shown() ==
               R"([{"mainPostid":"","extraLogisticNo":"YT2","packageDetail":[)"
               R"({"logisticNo":"YT1","barcode":"B-1"},{"logisticNo":"YT2","barcode":"B-1"}]}])");
}

BOOST_AUTO_TEST_CASE(a_reserved_number_is_shown_before_anything_has_left)
{
    Client client(Options{{"status", "text"}});
    client.create("A");
    client.act("settings", R"({"reserved_number":100,"ship_delay_ms":2000})");
    client.act("audit", R"({"source":"A"})");
    client.world.erp.tick(client.now + 1s);
    const auto shown = [&] {
        return boost::json::serialize(client.query(
            "tradeStatus,mainPostid,consignTime,packageDetail.logisticNo,packageDetail.consignTime",
            R"("sourceTradeNos":["A"])"));
    };

    BOOST_TEST(shown() ==
               R"([{"tradeStatus":"4112","mainPostid":"YT1010000000001","consignTime":null,)"
               R"("packageDetail":[]}])");
    client.front->set_option("reserved_package", "present", client.world);
    BOOST_TEST(shown() ==
               R"([{"tradeStatus":"4112","mainPostid":"YT1010000000001","consignTime":null,)"
               R"("packageDetail":[{"logisticNo":"YT1010000000001","consignTime":null}]}])");
}

BOOST_AUTO_TEST_CASE(orders_of_a_marketplace_shop_are_hidden_or_shown_without_recipient)
{
    Client client;
    client.act("download", R"({"shop":"PDD-01","source":"A"})");
    const auto found = [&] {
        return boost::json::serialize(
            client.query("tradeFrom,receiverName,address", R"("sourceTradeNos":["A"])"));
    };

    BOOST_TEST(found() == "[]");
    client.front->set_option("native_orders", "shown", client.world);
    BOOST_TEST(found() == R"([{"tradeFrom":1,"receiverName":"","address":""}])");
}

BOOST_AUTO_TEST_SUITE_END()

#include "fixture.hpp"

#include "pinduoduo/connector.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace daifa;
using namespace daifa::pinduoduo;

namespace {

struct MerchantFixture : daifa::pinduoduo::test::Fixture {
    std::string sent(std::string_view name) const
    {
        const auto form = last_form();
        return std::string(find_field(form, name));
    }

    bool has_sent(std::string_view name) const
    {
        const auto form = last_form();
        return std::ranges::any_of(form, [&](const auto& field) { return field.first == name; });
    }

    PageQuery last_day() const
    {
        return {.from = clock.now() - std::chrono::seconds(10'000), .to = clock.now()};
    }

    Result<Page<MerchantOrder>> to_ship(const std::string& rows, int total = 1)
    {
        http.answer(R"({"order_list_get_response":{"total_count":)" + std::to_string(total) +
                    R"(,"order_list":[)" + rows + R"(],"request_id":"17000000001234567"}})");
        return run(desk.list_orders_to_ship(last_day()));
    }

    /// The only order of a list, with these members beside those that each order needs.
    MerchantOrder order_with(const std::string& members)
    {
        auto page = to_ship(
            R"({"order_sn":"231115-000000000000001","order_status":1,"item_list":[{"goods_count":1}])" +
            (members.empty() ? "" : "," + members) + "}");
        BOOST_TEST_REQUIRE(page.has_value());
        BOOST_TEST_REQUIRE(page->rows.size() == 1u);
        return std::move(page->rows.front());
    }

    Connector connector{context()};
    MerchantDesk& desk = *connector.merchant();
};

const std::string documented_row =
    R"({"order_sn":"231115-000000000000001","order_status":1,"refund_status":1,"after_sales_status":0,)"
    R"("confirm_status":1,"group_status":1,"risk_control_status":0,)"
    R"("confirm_time":"2023-11-15 04:00:00","updated_at":"2023-11-15 05:30:01",)"
    R"("last_ship_time":"2023-11-17 04:00:00","province":"上海市","city":"上海市","town":"长宁区",)"
    R"("receiver_name":"~AgAAAAname~idx~3~~","receiver_phone":"$idx$AgAAAAphone$3$$",)"
    R"("address":"~AgAAAAstreet~idx~3~~","receiver_name_mask":"张**","open_address_id":"OA-1",)"
    R"("remark":"尽快","logistics_id":0,"tracking_number":"",)"
    R"("item_list":[{"goods_id":9007199254740993,"sku_id":"9223372036854775807","goods_name":"杯子",)"
    R"("goods_spec":"红","goods_count":"2","goods_price":"12.90","outer_id":"C-1","outer_goods_id":"C"},)"
    R"({"goods_id":"1","sku_id":2,"goods_name":"碟","goods_spec":"","goods_count":1,"goods_price":0.1}]})";

std::string refusal(int code, const std::string& text)
{
    return R"({"error_response":{"error_msg":"业务服务错误","sub_msg":")" + text +
           R"(","sub_code":null,"error_code":)" + std::to_string(code) +
           R"(,"request_id":"17000000001234568"}})";
}

const OnlineShipment shipment{.order = "231115-000000000000001",
                              .carrier_code = "YTO",
                              .number = WaybillNumber("YT0000000000001"),
                              .return_address = "77"};

} // namespace

BOOST_FIXTURE_TEST_SUITE(merchant, MerchantFixture)

BOOST_AUTO_TEST_CASE(orders_to_ship_are_asked_for_by_their_confirmation_in_seconds)
{
    BOOST_TEST(to_ship("", 0).value().rows.empty());

    BOOST_TEST(sent("type") == "pdd.order.list.get");
    BOOST_TEST(sent("start_confirm_at") == "1699990000");
    BOOST_TEST(sent("end_confirm_at") == "1700000000");
    BOOST_TEST(sent("order_status") == "1");
    BOOST_TEST(sent("refund_status") == "5");
    BOOST_TEST(sent("page") == "1");
    BOOST_TEST(sent("page_size") == "100");
    // With it there would be no total, which proves that nothing was missed.
    BOOST_TEST(!has_sent("use_has_next"));
    BOOST_TEST((http.requests.back().intent == HttpIntent::read));
}

BOOST_AUTO_TEST_CASE(the_ends_of_a_window_are_moved_outwards_to_whole_seconds)
{
    http.answer(R"({"order_list_get_response":{"total_count":0,"order_list":[]}})");
    run(desk.list_orders_to_ship(
        {.from = clock.now() - Milliseconds(1500), .to = clock.now() + Milliseconds(1)}));

    BOOST_TEST(sent("start_confirm_at") == "1699999998");
    BOOST_TEST(sent("end_confirm_at") == "1700000001");
    BOOST_TEST((connector.capabilities().merchant_orders.window_max + std::chrono::seconds(1) ==
                std::chrono::hours(24)));
    BOOST_TEST((connector.capabilities().merchant_changes.window_max + std::chrono::seconds(1) ==
                std::chrono::minutes(30)));
}

BOOST_AUTO_TEST_CASE(an_order_is_read_whatever_its_numbers_are_written_as)
{
    const auto page = to_ship(documented_row);
    BOOST_TEST_REQUIRE(page.has_value());
    BOOST_TEST_REQUIRE(page->rows.size() == 1u);
    const MerchantOrder& order = page->rows[0];

    BOOST_TEST((page->total == 1));
    BOOST_TEST(page->request_id == "17000000001234567");
    BOOST_TEST(order.number == "231115-000000000000001");
    // 04:00:00 in Beijing is 20:00:00 UTC of the day before.
    BOOST_TEST((order.confirmed_at == TimePoint(std::chrono::seconds(1'699'992'000))));
    BOOST_TEST((order.updated_at == TimePoint(std::chrono::seconds(1'699'997'401))));
    BOOST_TEST((order.ship_by == TimePoint(std::chrono::seconds(1'700'164'800))));
    BOOST_TEST((order.stage == MerchantStage::to_ship));
    BOOST_TEST((order.after_sale == AfterSale::none));
    BOOST_TEST(!order.is_under_risk_control);
    BOOST_TEST(!order.is_on_hold);
    BOOST_TEST(!order.is_sf_only);
    BOOST_TEST((order.region == Region{"上海市", "上海市", "长宁区"}));
    BOOST_TEST(order.recipient_group == "OA-1");
    BOOST_TEST(order.seller_note.reveal() == "尽快");
    BOOST_TEST(order.waybill.empty());
    BOOST_TEST_REQUIRE(order.items.size() == 2u);
    BOOST_TEST(order.items[0].product_name == "杯子");
    BOOST_TEST(order.items[0].variant_name == "红");
    BOOST_TEST(order.items[0].sku_code == "C-1");
    BOOST_TEST(order.items[0].product_code == "C");
    BOOST_TEST(order.items[0].quantity == 2);
    BOOST_TEST(order.items[0].settlement_price.fen == 1290);
    BOOST_TEST(order.items[1].settlement_price.fen == 10);
    BOOST_TEST(order.items[1].sku_code.empty());
}

BOOST_AUTO_TEST_CASE(changes_are_read_under_their_irregular_root_from_the_last_page_to_the_first)
{
    const auto ask = [&](const std::string& cursor) {
        http.answer(R"({"order_sn_increment_get_response":{"total_count":201,"order_sn_list":[)" +
                    documented_row + "]}}");
        PageQuery query = last_day();
        query.cursor = cursor;
        return run(desk.list_changed_orders(query)).value();
    };

    // The first call is for the total; its rows come again at the end.
    auto page = ask("");
    BOOST_TEST(sent("type") == "pdd.order.number.list.increment.get");
    BOOST_TEST(sent("start_updated_at") == "1699990000");
    BOOST_TEST(sent("end_updated_at") == "1700000000");
    BOOST_TEST(sent("order_status") == "5");
    BOOST_TEST(sent("refund_status") == "5");
    BOOST_TEST(sent("is_lucky_flag") == "0");
    BOOST_TEST(sent("page") == "1");
    BOOST_TEST(page.rows.size() == 1u);
    std::string pages;
    while (!page.next.empty()) {
        page = ask(page.next);
        pages += sent("page") + " ";
    }
    BOOST_TEST(pages == "3 2 1 ");
}

BOOST_AUTO_TEST_CASE(a_window_of_one_page_takes_one_call)
{
    BOOST_TEST(to_ship(documented_row, 100).value().next.empty());
    BOOST_TEST(to_ship(documented_row, 101).value().next == "2");
}

BOOST_AUTO_TEST_CASE(what_does_not_say_how_many_orders_there_are_is_no_answer)
{
    for (const std::string body :
         {R"({"order_list_get_response":{"has_next":false,"order_list":[]}})",
          R"({"order_list_get_response":{"total_count":3}})",
          R"({"order_list_get_response":{"total_count":3,"order_list":{}}})"}) {
        http.answer(body);
        BOOST_TEST((run(desk.list_orders_to_ship(last_day())).error().code == Errc::bad_response),
                   body);
    }
}

BOOST_AUTO_TEST_CASE(rows_that_can_not_be_understood_are_left_out_and_told_without_their_data)
{
    const auto page = to_ship(
        R"({"order_sn":"1","order_status":7,"receiver_name":"张三","item_list":[{"goods_count":1}]},)"
        R"({"order_status":1,"item_list":[{"goods_count":1}]},)"
        R"({"order_sn":"2","order_status":1,"item_list":[{"goods_count":0}]},)"
        R"({"order_sn":"3","order_status":1,"item_list":[{"goods_count":1,"goods_price":"a lot"}]},)"
        R"({"order_sn":"4","order_status":1},7,)" +
            documented_row,
        7);

    BOOST_TEST(page.value().rows.size() == 1u);
    BOOST_TEST((page.value().total == 7));
    BOOST_TEST_REQUIRE(log.lines.size() == 6u);
    BOOST_TEST(log.lines[0] ==
               "a row can not be read api=pdd.order.list.get row=row 1: order_status is "
               "none of 0 to 3 request_id=17000000001234567");
}

BOOST_AUTO_TEST_CASE(an_amount_is_exact_or_none)
{
    const auto fen = [&](const std::string& price) {
        const auto page = to_ship(
            R"({"order_sn":"1","order_status":1,"item_list":[{"goods_count":1,"goods_price":)" +
            price + "}]}");
        return page->rows.empty() ? -1 : page->rows[0].items[0].settlement_price.fen;
    };
    BOOST_TEST(fen("\"0.29\"") == 29);
    BOOST_TEST(fen("0.29") == 29);
    BOOST_TEST(fen("129") == 12'900);
    BOOST_TEST(fen("19.9") == 1990);
    BOOST_TEST(fen("\"999999.99\"") == 99'999'999);
    BOOST_TEST(fen("null") == 0);
    for (const std::string price :
         {"\"\"", "\"1.005\"", "-1", "\"1,5\"", "\"nan\"", "\"inf\"", "1e12", "{}"})
        BOOST_TEST(fen(price) == -1, price);
}

BOOST_AUTO_TEST_CASE(the_stage_follows_the_order_its_confirmation_and_its_group)
{
    const auto stage = [&](const std::string& members) {
        const auto page =
            to_ship(R"({"order_sn":"1","item_list":[{"goods_count":1}],)" + members + "}");
        return page->rows.at(0).stage;
    };
    BOOST_TEST((stage(R"("order_status":"1")") == MerchantStage::to_ship));
    BOOST_TEST((stage(R"("order_status":2)") == MerchantStage::shipped));
    BOOST_TEST((stage(R"("order_status":3)") == MerchantStage::shipped));
    BOOST_TEST((stage(R"("order_status":0)") == MerchantStage::closed));
    BOOST_TEST((stage(R"("order_status":1,"confirm_status":2)") == MerchantStage::closed));
    BOOST_TEST((stage(R"("order_status":1,"group_status":2)") == MerchantStage::closed));
    BOOST_TEST((stage(R"("order_status":2,"confirm_status":2)") == MerchantStage::shipped));
}

BOOST_AUTO_TEST_CASE(a_group_that_is_still_open_and_a_suspended_dispatch_are_holds)
{
    BOOST_TEST(!order_with("").is_on_hold);
    BOOST_TEST(order_with(R"("group_status":0)").is_on_hold);
    BOOST_TEST(order_with(R"("confirm_status":"0")").is_on_hold);
    BOOST_TEST(
        order_with(
            R"("order_tag_list":[{"name":"free_sf","value":0},{"name":"ship_hold","value":1}])")
            .is_on_hold);
    BOOST_TEST(
        !order_with(R"("order_tag_list":[{"name":"ship_hold","value":0},null,7])").is_on_hold);
}

BOOST_AUTO_TEST_CASE(risk_control_is_what_the_order_says_and_holds_when_it_can_not_be_read)
{
    BOOST_TEST(!order_with(R"("risk_control_status":"0")").is_under_risk_control);
    BOOST_TEST(order_with(R"("risk_control_status":1)").is_under_risk_control);
    BOOST_TEST(order_with(R"("risk_control_status":2)").is_under_risk_control);
    BOOST_TEST(!order_with(R"("risk_control_status":null)").is_under_risk_control);
}

BOOST_AUTO_TEST_CASE(sf_is_promised_by_a_field_a_tag_or_a_fee)
{
    BOOST_TEST(!order_with(R"("free_sf":0,"service_fee_detail":[])").is_sf_only);
    BOOST_TEST(order_with(R"("free_sf":"1")").is_sf_only);
    BOOST_TEST(order_with(R"("order_tag_list":[{"name":"has_sf_express_service","value":"1"}])")
                   .is_sf_only);
    BOOST_TEST(
        order_with(R"("service_fee_detail":[{"service_name":"sf_express_fee","service_fee":"10"}])")
            .is_sf_only);
}

BOOST_AUTO_TEST_CASE(after_sale_codes_are_those_of_merchants_and_the_stricter_field_counts)
{
    const auto read = [&](const std::string& members) { return order_with(members).after_sale; };
    // 5, 6, 7 and 10 mean refunded, withdrawn, rejected and agreed on a factory's order.
    BOOST_TEST((read(R"("refund_status":3,"after_sales_status":5)") == AfterSale::open));
    BOOST_TEST((read(R"("refund_status":1,"after_sales_status":6)") == AfterSale::open));
    BOOST_TEST((read(R"("refund_status":1,"after_sales_status":11)") == AfterSale::none));
    BOOST_TEST((read(R"("refund_status":1,"after_sales_status":10)") == AfterSale::refunded));
    BOOST_TEST((read(R"("refund_status":4,"after_sales_status":0)") == AfterSale::refunded));
    BOOST_TEST((read(R"("refund_status":2,"after_sales_status":0)") == AfterSale::open));
    BOOST_TEST((read(R"("refund_status":"?","after_sales_status":0)") == AfterSale::open));
    BOOST_TEST((read(R"("refund_status":1,"after_sales_status":99)") == AfterSale::open));
    BOOST_TEST((read(R"("refund_status":1,"after_sales_status":"x")") == AfterSale::open));
    BOOST_TEST((read("") == AfterSale::none));
    BOOST_TEST(order_with(R"("after_sales_status":"14")").after_sale_code == 14);
}

BOOST_AUTO_TEST_CASE(one_order_is_read_by_its_number_with_what_it_was_shipped_with)
{
    http.answer(R"({"order_info_get_response":{"order_info":{"order_sn":"231115-000000000000001",)"
                R"("order_status":2,"item_list":[{"goods_count":1}],"logistics_id":"85",)"
                R"("tracking_number":"YT0000000000001"}}})");
    const auto order = run(desk.get_order("231115-000000000000001")).value();

    BOOST_TEST(sent("type") == "pdd.order.information.get");
    BOOST_TEST(sent("order_sn") == "231115-000000000000001");
    BOOST_TEST((order.stage == MerchantStage::shipped));
    BOOST_TEST(order.carrier_code == "YTO");
    BOOST_TEST(order.waybill.text() == "YT0000000000001");
}

BOOST_AUTO_TEST_CASE(an_answer_about_another_order_is_no_answer)
{
    http.answer(R"({"order_info_get_response":{"order_info":{"order_sn":"2","order_status":1,)"
                R"("item_list":[{"goods_count":1}]}}})");
    BOOST_TEST((run(desk.get_order("1")).error().code == Errc::bad_response));
    http.answer(R"({"order_info_get_response":{}})");
    BOOST_TEST((run(desk.get_order("1")).error().code == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(an_order_of_another_shop_is_not_found)
{
    http.answer(refusal(45001, "订单不存在"));
    BOOST_TEST((run(desk.get_order("1")).error().code == Errc::not_found));
    http.answer(refusal(50001, "订单不属于当前店铺或不存在"));
    BOOST_TEST((run(desk.get_order("1")).error().code == Errc::not_found));
}

BOOST_AUTO_TEST_CASE(return_addresses_tell_which_is_the_default_and_which_can_be_used)
{
    http.answer(R"({"refund_address_list_get_response":{"refund_address_list":[)"
                R"({"id":9,"refund_address_id":"77","refund_name":"仓库","province_name":"浙江省",)"
                R"("city_name":"金华市","district_name":"义乌市","refund_address":"练习路1号",)"
                R"("is_default":"Y","is_legal":true,"is_validated":true},)"
                R"({"id":78,"refund_address_id":"","is_default":"0","is_legal":0},)"
                R"({"id":"79","is_default":"1","is_validated":false}]}})");
    const auto addresses = run(desk.list_return_addresses()).value();

    BOOST_TEST(sent("type") == "pdd.refund.address.list.get");
    BOOST_TEST_REQUIRE(addresses.size() == 3u);
    BOOST_TEST(addresses[0].id == "77");
    BOOST_TEST(addresses[0].text.reveal() == "仓库 浙江省金华市义乌市练习路1号");
    BOOST_TEST(addresses[0].is_default);
    BOOST_TEST(addresses[0].is_usable);
    BOOST_TEST(addresses[1].id == "78");
    BOOST_TEST(!addresses[1].is_default);
    BOOST_TEST(!addresses[1].is_usable);
    BOOST_TEST(addresses[2].is_default);
    BOOST_TEST(!addresses[2].is_usable);

    http.answer(R"({"refund_address_list_get_response":{"refund_address_list":[{}]}})");
    BOOST_TEST((run(desk.list_return_addresses()).error().code == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(shipping_sends_the_carriers_number_as_a_first_dispatch)
{
    http.answer(
        R"({"logistics_online_send_response":{"is_success":true,"request_id":"17000000001234567"}})");
    const auto receipt = run(desk.ship(shipment));

    BOOST_TEST(receipt.value().request_id == "17000000001234567");
    BOOST_TEST(sent("type") == "pdd.logistics.online.send");
    BOOST_TEST(sent("order_sn") == shipment.order);
    BOOST_TEST(sent("logistics_id") == "85");
    BOOST_TEST(sent("tracking_number") == "YT0000000000001");
    BOOST_TEST(sent("redelivery_type") == "1");
    BOOST_TEST(sent("refund_address_id") == "77");
    BOOST_TEST((http.requests.back().intent == HttpIntent::write));
    BOOST_TEST(connector.capabilities().ship.api == "pdd.logistics.online.send");
    BOOST_TEST((connector.capabilities().ship.verification == Verification::by_reading));
    BOOST_TEST(!connector.capabilities().ship.is_repeatable);
}

BOOST_AUTO_TEST_CASE(without_a_return_address_the_platforms_default_counts)
{
    http.answer(R"({"logistics_online_send_response":{"is_success":1}})");
    OnlineShipment plain = shipment;
    plain.return_address.clear();
    plain.carrier_code = "ZTOKY";
    BOOST_TEST(run(desk.ship(plain)).has_value());

    BOOST_TEST(!has_sent("refund_address_id"));
    // The setting's, beside those that are known.
    BOOST_TEST(sent("logistics_id") == "343");
}

BOOST_AUTO_TEST_CASE(a_shipment_that_can_not_be_right_is_not_sent)
{
    OnlineShipment bad = shipment;
    bad.carrier_code = "BEAM";
    const auto error = run(desk.ship(bad)).error();
    BOOST_TEST((error.code == Errc::rejected));
    BOOST_TEST(error.remote_text.find("logistics_ids") != std::string::npos);
    bad = shipment;
    bad.number = WaybillNumber();
    BOOST_TEST((run(desk.ship(bad)).error().code == Errc::rejected));
    bad = shipment;
    bad.order.clear();
    BOOST_TEST((run(desk.ship(bad)).error().code == Errc::rejected));
    BOOST_TEST((run(desk.get_order("")).error().code == Errc::rejected));
    BOOST_TEST((run(desk.list_orders_to_ship({.cursor = "0"})).error().code == Errc::rejected));
    BOOST_TEST(http.requests.empty());
}

BOOST_AUTO_TEST_CASE(a_shipment_without_a_yes_is_uncertain)
{
    for (const std::string body :
         {R"({"logistics_online_send_response":{}})",
          R"({"logistics_online_send_response":{"is_success":false}})", "<html>"}) {
        http.answer(body);
        BOOST_TEST((run(desk.ship(shipment)).error().code == Errc::uncertain), body);
    }
    http.answer(refusal(50001, "系统开小差了"));
    BOOST_TEST((run(desk.ship(shipment)).error().code == Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(a_known_refusal_of_a_shipment_is_sure)
{
    const auto code_of = [&](const std::string& text) {
        http.answer(refusal(50001, text));
        const auto error = run(desk.ship(shipment)).error();
        BOOST_TEST((error.code == Errc::rejected || error.code == Errc::not_found), text);
        return error.remote_code;
    };
    BOOST_TEST(code_of("订单已发货，请勿重复发货") == "50001 shipped");
    BOOST_TEST(code_of("订单售后处理中，不能发货") == "50001 order");
    BOOST_TEST(code_of("订单处于风控中") == "50001 order");
    BOOST_TEST(code_of("快递公司不可用") == "50001 shipment");
    BOOST_TEST(code_of("退货地址不存在") == "50001 shipment");
    BOOST_TEST(code_of("订单不存在") == "45001");
}

BOOST_AUTO_TEST_CASE(a_permission_for_a_merchants_calls_has_its_own_advice)
{
    for (const bool is_shipping : {true, false}) {
        http.answer(refusal(20031, ""));
        const auto error =
            is_shipping ? run(desk.ship(shipment)).error() : run(desk.get_order("1")).error();
        BOOST_TEST((error.code == Errc::misconfigured));
        BOOST_TEST(error.remote_code == "20031 merchant");
    }
}

BOOST_AUTO_TEST_CASE(a_carriers_number_that_is_none_is_a_mistake_of_the_settings)
{
    settings["logistics_ids"] = std::map<std::string, std::string>{{"YTO", "eighty-five"}};
    BOOST_CHECK_THROW(Connector{context()}, std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(the_published_limits_are_kept)
{
    const auto& limits = connector.capabilities().rate_limits;
    const auto calls_of = [&](std::string_view api, RateScope scope) {
        for (const auto& limit : limits)
            if (limit.api == api && limit.scope == scope)
                return limit.calls;
        return 0;
    };
    BOOST_TEST(calls_of("pdd.order.list.get", RateScope::shop) == 10'000);
    BOOST_TEST(calls_of("pdd.order.list.get", RateScope::all) == 17'500);
    BOOST_TEST(calls_of("pdd.order.number.list.increment.get", RateScope::shop) == 3000);
    BOOST_TEST(calls_of("pdd.order.information.get", RateScope::shop) == 30'000);
    BOOST_TEST(calls_of("pdd.order.information.get", RateScope::all) == 2000);
    BOOST_TEST(calls_of("pdd.refund.address.list.get", RateScope::shop) == 3000);
    BOOST_TEST(calls_of("pdd.logistics.online.send", RateScope::all) == 5000);
}

BOOST_AUTO_TEST_SUITE_END()

#include "fixture.hpp"

#include "pinduoduo/connector.hpp"
#include "pinduoduo/failures.hpp"

#include <daifa/codec/timestamp.hpp>

#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace daifa;
using namespace daifa::pinduoduo;

namespace {

const OrderId order{MerchantId("0123456789abcdef0123456789abcdef"),
                    "fedcba9876543210fedcba9876543210"};

WaybillUpload make_upload()
{
    return {.order = order, .carrier_code = "YTO", .number = WaybillNumber("YT0000000000001")};
}

ExtraWaybillUpload make_extra_upload()
{
    return {.order = order, .carrier_code = "YTO", .numbers = {WaybillNumber("YT0000000000002")}};
}

std::string refusal(int code)
{
    return R"({"error_response":{"error_msg":"x","sub_msg":"y","sub_code":null,"error_code":)" +
           std::to_string(code) + R"(,"request_id":"17000000001234568"}})";
}

HttpResponse dated(std::string body, TimePoint at)
{
    HttpResponse response;
    response.status = 200;
    response.headers.push_back({"date", to_http_date(at)});
    response.body = std::move(body);
    return response;
}

Credential old_credential()
{
    Credential credential;
    credential.access_token = Secret("old-access");
    credential.refresh_token = Secret("old-refresh");
    credential.refresh_expires_at = TimePoint(std::chrono::seconds(1'700'500'000));
    credential.owner_id = "42";
    credential.owner_name = "demo";
    return credential;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(connector, daifa::pinduoduo::test::Fixture)

BOOST_AUTO_TEST_CASE(it_declares_the_published_limits)
{
    const Capabilities capabilities = Connector::default_capabilities();

    BOOST_TEST((capabilities.orders.window_max == std::chrono::minutes(30)));
    BOOST_TEST(capabilities.orders.page_max == 100);
    BOOST_TEST((capabilities.orders.history_max == std::chrono::hours(720)));
    BOOST_TEST(capabilities.orders.has_total);
    BOOST_TEST((capabilities.orders.time_step == Milliseconds(1)));
    BOOST_TEST(capabilities.extra_waybills_max == 10);
    BOOST_TEST((capabilities.upload.verification == Verification::by_reading));
    BOOST_TEST((capabilities.retract.verification == Verification::by_reading));
    BOOST_TEST((capabilities.extra_upload.verification == Verification::never));
    BOOST_TEST(!capabilities.extra_upload.is_repeatable);
    BOOST_TEST(capabilities.errors.size() == failure_table().size());
    BOOST_TEST(capabilities.rate_limits.size() == 24u);
}

BOOST_AUTO_TEST_CASE(settings_change_what_it_promises_about_writes)
{
    settings["slave_repeatable"] = true;
    settings["late_arrival"] = Milliseconds(5000);
    const Connector connector(context());

    BOOST_TEST(connector.capabilities().extra_upload.is_repeatable);
    BOOST_TEST(!connector.capabilities().upload.is_repeatable);
    BOOST_TEST((connector.capabilities().upload.late_arrival == Milliseconds(5000)));
    BOOST_TEST((connector.capabilities().extra_upload.late_arrival == Milliseconds(5000)));
    BOOST_TEST((connector.capabilities().retract.late_arrival == Milliseconds(5000)));
}

BOOST_AUTO_TEST_CASE(settings_that_can_not_work_are_refused)
{
    settings["timeout"] = Milliseconds(0);
    BOOST_CHECK_THROW(Connector{context()}, std::invalid_argument);
    settings["timeout"] = Milliseconds(1);
    settings["after_sale_clear"] = std::vector<std::string>{"5"};
    BOOST_CHECK_THROW(Connector{context()}, std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_window_is_read_page_by_page)
{
    Connector connector(context());
    http.answer(
        R"({"pdd_fds_order_list_get_response":{"total":1,"order_list":[{"mall_mask_id":"m",)"
        R"("order_mask_sn":"o","status":1,"return_status":0,"goods_number":1}],)"
        R"("request_id":"17000000001234567"}})");
    const PageQuery query{
        .from = clock.now() - std::chrono::minutes(30), .to = clock.now(), .cursor = "3"};

    const auto page = run(connector.list_assigned_orders(query));

    BOOST_TEST_REQUIRE(page.has_value());
    BOOST_TEST(page->rows.size() == 1u);
    BOOST_TEST(page->next.empty());
    BOOST_TEST(page->request_id == "17000000001234567");
    BOOST_TEST(find_field(last_form(), "param_fds_order_list_get_request") ==
               R"({"start_updated_time":1699998200000,"end_updated_time":1700000000000,"page":3,)"
               R"("page_size":100})");
}

BOOST_AUTO_TEST_CASE(a_row_that_can_not_be_read_is_logged_without_its_data)
{
    Connector connector(context());
    http.answer(
        R"({"pdd_fds_order_list_get_response":{"total":1,"order_list":[{"mall_mask_id":"m",)"
        R"("order_mask_sn":"o","remark":"张三"}],"request_id":"r7"}})");

    const auto page = run(connector.list_assigned_orders(PageQuery()));

    BOOST_TEST(page->rows.empty());
    BOOST_TEST((page->total == 1));
    BOOST_TEST_REQUIRE(log.lines.size() == 1u);
    BOOST_TEST(log.lines[0] ==
               "a row can not be read api=pdd.fds.order.list.get row=row 1: status is neither 0 "
               "nor 1 request_id=r7");
}

BOOST_AUTO_TEST_CASE(one_order_is_read_by_its_id)
{
    Connector connector(context());
    http.answer(
        R"({"pdd_fds_order_get_response":{"mall_mask_id":"0123456789abcdef0123456789abcdef",)"
        R"("order_mask_sn":"fedcba9876543210fedcba9876543210","status":1,"return_status":1,)"
        R"("goods_number":1}})");
    http.answer(refusal(45001));

    BOOST_TEST(run(connector.get_order(order))->has_waybill);
    BOOST_TEST((run(connector.get_order(order)).error().code == Errc::not_found));
}

BOOST_AUTO_TEST_CASE(an_upload_is_confirmed_by_its_own_flag)
{
    Connector connector(context());
    http.answer(R"({"pdd_fds_waybill_return_response":{"return_result":true,)"
                R"("request_id":"17000000001234567"}})");

    const auto receipt = run(connector.upload_waybill(make_upload()));

    BOOST_TEST_REQUIRE(receipt.has_value());
    BOOST_TEST(receipt->request_id == "17000000001234567");
    BOOST_TEST((http.requests.at(0).intent == HttpIntent::write));
    BOOST_TEST(find_field(last_form(), "sign") == "4C37B510E97FDDF7D930131C5F8171AC");
}

BOOST_AUTO_TEST_CASE(extra_numbers_and_retractions_are_confirmed_likewise)
{
    Connector connector(context());
    http.answer(R"({"pdd_fds_waybill_return_slave_response":{"result":true}})");
    http.answer(R"({"pdd_fds_waybill_cancel_response":{"return_result":true}})");

    BOOST_TEST(run(connector.upload_extra_waybills(make_extra_upload())).has_value());
    BOOST_TEST(run(connector.retract_upload(make_upload())).has_value());
    BOOST_TEST(http.requests.at(0).api == "pdd.fds.waybill.return.slave");
    BOOST_TEST(http.requests.at(1).api == "pdd.fds.waybill.cancel");
}

BOOST_AUTO_TEST_CASE(an_upload_without_a_clear_answer_is_uncertain)
{
    Connector connector(context());
    http.answer(R"({"pdd_fds_waybill_return_response":{"return_result":false}})");
    http.answer(R"({"pdd_fds_waybill_return_response":{}})");
    http.answer(R"({"pdd_fds_waybill_return_resp)");
    http.answer("<html></html>", 502);
    http.answer(refusal(50001));
    http.answer(refusal(12345));

    for (int at = 0; at < 6; ++at)
        BOOST_TEST((run(connector.upload_waybill(make_upload())).error().code == Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(an_upload_that_surely_did_nothing_says_so)
{
    Connector connector(context());
    http.answer(refusal(21001));
    http.answer(refusal(20005));
    http.answer(refusal(70031));
    http.answer(refusal(10019));

    BOOST_TEST((run(connector.upload_waybill(make_upload())).error().code == Errc::rejected));
    BOOST_TEST((run(connector.upload_waybill(make_upload())).error().code == Errc::misconfigured));
    BOOST_TEST((run(connector.upload_waybill(make_upload())).error().code == Errc::rate_limited));
    BOOST_TEST((run(connector.upload_waybill(make_upload())).error().code == Errc::token_expired));
}

BOOST_AUTO_TEST_CASE(an_upload_that_can_not_be_right_is_not_sent)
{
    Connector connector(context());
    WaybillUpload upload = make_upload();
    upload.carrier_code.clear();

    BOOST_TEST((run(connector.upload_waybill(upload)).error().code == Errc::rejected));
    BOOST_TEST(http.requests.empty());
}

BOOST_AUTO_TEST_CASE(a_code_is_exchanged_without_a_token)
{
    Connector connector(context());
    credentials.credential.reset();
    http.answer(R"({"pop_auth_token_create_response":{"access_token":"a","refresh_token":"r",)"
                R"("expires_in":86400,"owner_id":"42"}})");

    const auto credential = run(connector.exchange(Secret("demo-code-42")));

    BOOST_TEST_REQUIRE(credential.has_value());
    BOOST_TEST((credential->expires_at == clock.now() + std::chrono::hours(24)));
    BOOST_TEST((http.requests.at(0).intent == HttpIntent::write));
    BOOST_TEST(find_field(last_form(), "code") == "demo-code-42");
    BOOST_TEST(http.requests.at(0).body.find("access_token") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_refresh_keeps_what_the_answer_does_not_replace)
{
    Connector connector(context());
    http.answer(
        R"({"pop_auth_token_refresh_response":{"access_token":"new-access","expires_in":86400}})");
    http.answer(R"({"pop_auth_token_refresh_response":{"access_token":"new-access",)"
                R"("refresh_token":"new-refresh","owner_id":43}})");

    const auto kept = run(connector.refresh(old_credential()));
    const auto replaced = run(connector.refresh(old_credential()));

    BOOST_TEST(find_field(last_form(), "refresh_token") == "old-refresh");
    BOOST_TEST(kept->access_token.reveal() == "new-access");
    BOOST_TEST(kept->refresh_token.reveal() == "old-refresh");
    BOOST_TEST((kept->refresh_expires_at == old_credential().refresh_expires_at));
    BOOST_TEST(kept->owner_id == "42");
    BOOST_TEST(replaced->refresh_token.reveal() == "new-refresh");
    BOOST_TEST(replaced->owner_id == "43");
}

BOOST_AUTO_TEST_CASE(a_refused_grant_asks_for_a_person_and_a_lost_one_is_uncertain)
{
    Connector connector(context());
    Error lost;
    lost.code = Errc::uncertain;
    http.answer(refusal(10019));
    http.answer(refusal(21001));
    http.answer(refusal(50001));
    http.answer(refusal(50000));
    http.fail(lost);

    BOOST_TEST((run(connector.refresh(old_credential())).error().code == Errc::unauthorized));
    BOOST_TEST((run(connector.exchange(Secret("used-up"))).error().code == Errc::unauthorized));
    BOOST_TEST((run(connector.refresh(old_credential())).error().code == Errc::unauthorized));
    BOOST_TEST((run(connector.refresh(old_credential())).error().code == Errc::uncertain));
    BOOST_TEST((run(connector.refresh(old_credential())).error().code == Errc::uncertain));
    BOOST_TEST((run(connector.refresh(Credential())).error().code == Errc::unauthorized));
    BOOST_TEST(http.requests.size() == 5u);
}

BOOST_AUTO_TEST_CASE(the_platforms_time_needs_no_token)
{
    Connector connector(context());
    credentials.credential.reset();
    http.answer(R"({"time_get_response":{"time":"2023-11-15 06:13:20"}})");

    BOOST_TEST((run(connector.get_time()).value() == clock.now()));
}

BOOST_AUTO_TEST_CASE(a_refusal_or_unknown_format_still_tells_the_time_by_its_date)
{
    Connector connector(context());
    const TimePoint platform = clock.now() + std::chrono::minutes(11);
    http.answer(dated(refusal(10001), platform));
    http.answer(dated(R"({"time_get_response":{"time":"soon"}})", platform));
    http.answer(dated(R"({"time_get_response":{"time":"1700000000"}})", platform));

    BOOST_TEST((run(connector.get_time()).value() == platform));
    BOOST_TEST((run(connector.get_time()).value() == platform));
    BOOST_TEST((run(connector.get_time()).value() == clock.now()));
}

BOOST_AUTO_TEST_CASE(a_refusal_without_a_date_stays_a_refusal)
{
    Connector connector(context());
    http.answer(refusal(20004));

    BOOST_TEST((run(connector.get_time()).error().code == Errc::misconfigured));
}

BOOST_AUTO_TEST_CASE(the_role_and_the_carriers_are_read)
{
    Connector connector(context());
    http.answer(R"({"pdd_fds_role_get_response":{"mall_role":2,"request_id":"r1"}})");
    http.answer(
        R"({"logistics_companies_get_response":{"logistics_companies":[{"id":85,"code":"YTO",)"
        R"("logistics_company":"圆通快递","available":1}]}})");

    const auto access = run(connector.check_access());
    BOOST_TEST((access->role == ShopRole::factory));
    BOOST_TEST(access->request_id == "r1");
    BOOST_TEST(run(connector.list_carriers())->size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_owner_is_sent_to_the_configured_page)
{
    const Connector connector(context());

    BOOST_TEST(connector.authorize_url("state-1") ==
               "https://authorize.example/auth?response_type=code&client_id=demo-client-0001"
               "&redirect_uri=https%3A%2F%2Ffactory.example%2Fback&state=state-1&view=web");
}

BOOST_AUTO_TEST_SUITE_END()

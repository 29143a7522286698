#include "pinduoduo/requests.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::pinduoduo;

namespace {

const OrderId order{MerchantId("0123456789abcdef0123456789abcdef"),
                    "fedcba9876543210fedcba9876543210"};
const std::string order_text = R"("mall_mask_id":"0123456789abcdef0123456789abcdef",)"
                               R"("order_mask_sn":"fedcba9876543210fedcba9876543210")";

WaybillUpload make_upload()
{
    return {.order = order, .carrier_code = "YTO", .number = WaybillNumber("YT0000000000001")};
}

ExtraWaybillUpload make_extra_upload(std::size_t count)
{
    ExtraWaybillUpload upload{.order = order, .carrier_code = "YTO"};
    for (std::size_t at = 0; at < count; ++at)
        upload.numbers.emplace_back("YT" + std::to_string(at));
    return upload;
}

void check_single_field(const Result<Call>& call, std::string_view field, std::string_view text)
{
    BOOST_TEST_REQUIRE(call.has_value());
    BOOST_TEST_REQUIRE(call->parameters.size() == 1u);
    BOOST_TEST(call->parameters[0].first == field);
    BOOST_TEST(call->parameters[0].second == text);
}

} // namespace

BOOST_AUTO_TEST_SUITE(requests)

BOOST_AUTO_TEST_CASE(a_window_is_asked_for_in_milliseconds_with_the_page_of_the_cursor)
{
    PageQuery query{.from = TimePoint(Milliseconds(1'699'998'200'000)),
                    .to = TimePoint(Milliseconds(1'700'000'000'000))};

    check_single_field(
        build_order_list_get(query), "param_fds_order_list_get_request",
        R"({"start_updated_time":1699998200000,"end_updated_time":1700000000000,"page":1,)"
        R"("page_size":100})");
    query.cursor = "7";
    check_single_field(
        build_order_list_get(query), "param_fds_order_list_get_request",
        R"({"start_updated_time":1699998200000,"end_updated_time":1700000000000,"page":7,)"
        R"("page_size":100})");
}

BOOST_AUTO_TEST_CASE(a_cursor_that_is_no_page_is_refused)
{
    for (const char* cursor : {"0", "-1", "1x", "x", " 1", "1000001", "99999999999999999999"}) {
        const auto call = build_order_list_get({.cursor = cursor});

        BOOST_TEST_REQUIRE(call.has_error());
        BOOST_TEST((call.error().code == Errc::rejected));
    }
}

BOOST_AUTO_TEST_CASE(an_order_is_asked_for_by_both_masks)
{
    check_single_field(build_order_get(order), "param_fds_order_get_request",
                       "{" + order_text + "}");
}

BOOST_AUTO_TEST_CASE(the_main_number_goes_in_the_wrapper_of_its_call)
{
    const std::string text =
        "{" + order_text + R"(,"waybill_code":"YT0000000000001","wp_code":"YTO"})";

    check_single_field(build_waybill_return(make_upload()), "param_fds_waybill_return_request",
                       text);
    check_single_field(build_waybill_cancel(make_upload()), "pdd_fds_waybill_cancel_request", text);
}

BOOST_AUTO_TEST_CASE(extra_numbers_go_in_the_wrapper_named_request)
{
    check_single_field(build_waybill_return_slave(make_extra_upload(2)), "request",
                       "{" + order_text + R"(,"wp_code":"YTO","waybill_codes":["YT0","YT1"]})");
}

BOOST_AUTO_TEST_CASE(ten_extra_numbers_pass_and_none_or_eleven_do_not)
{
    BOOST_TEST(build_waybill_return_slave(make_extra_upload(10)).has_value());
    BOOST_TEST((build_waybill_return_slave(make_extra_upload(0)).error().code == Errc::rejected));
    BOOST_TEST((build_waybill_return_slave(make_extra_upload(11)).error().code == Errc::rejected));
}

BOOST_AUTO_TEST_CASE(an_empty_parameter_is_refused_before_it_is_sent)
{
    WaybillUpload no_carrier = make_upload();
    no_carrier.carrier_code.clear();
    WaybillUpload no_number = make_upload();
    no_number.number = WaybillNumber();
    WaybillUpload no_order = make_upload();
    no_order.order = {};
    ExtraWaybillUpload empty_extra = make_extra_upload(2);
    empty_extra.numbers[1] = WaybillNumber();

    BOOST_TEST((build_waybill_return(no_carrier).error().code == Errc::rejected));
    BOOST_TEST((build_waybill_return(no_number).error().code == Errc::rejected));
    BOOST_TEST((build_waybill_cancel(no_order).error().code == Errc::rejected));
    BOOST_TEST((build_waybill_return_slave(empty_extra).error().code == Errc::rejected));
    BOOST_TEST((build_order_get({}).error().code == Errc::rejected));
    BOOST_TEST((build_token_refresh(Secret()).error().code == Errc::rejected));
}

BOOST_AUTO_TEST_CASE(what_can_change_something_is_a_write)
{
    BOOST_TEST((build_waybill_return(make_upload())->name.kind == Operation::write));
    BOOST_TEST((build_waybill_cancel(make_upload())->name.kind == Operation::write));
    BOOST_TEST((build_waybill_return_slave(make_extra_upload(1))->name.kind == Operation::write));
    BOOST_TEST((build_token_create(Secret("code"))->name.kind == Operation::write));
    BOOST_TEST((build_token_refresh(Secret("token"))->name.kind == Operation::write));
    BOOST_TEST((build_order_get(order)->name.kind == Operation::read));
    BOOST_TEST((build_order_list_get({})->name.kind == Operation::read));
    BOOST_TEST((build_role_get().name.kind == Operation::read));
}

BOOST_AUTO_TEST_CASE(only_calls_about_a_shop_need_its_token)
{
    BOOST_TEST((build_token_create(Secret("code"))->token == TokenUse::none));
    BOOST_TEST((build_token_refresh(Secret("token"))->token == TokenUse::none));
    BOOST_TEST((build_time_get().token == TokenUse::none));
    BOOST_TEST((build_companies_get().token == TokenUse::optional));
    BOOST_TEST((build_role_get().token == TokenUse::needed));
    BOOST_TEST((build_waybill_return(make_upload())->token == TokenUse::needed));
}

BOOST_AUTO_TEST_CASE(the_authorize_address_is_encoded_and_carries_the_state)
{
    const AuthorizePage page{.url = "https://a.example/auth",
                             .app_key = "demo-client-0001",
                             .redirect_uri = "https://f.example/back?x=1"};

    BOOST_TEST(build_authorize_url(page, "s t") ==
               "https://a.example/auth?response_type=code&client_id=demo-client-0001"
               "&redirect_uri=https%3A%2F%2Ff.example%2Fback%3Fx%3D1&state=s%20t&view=web");
}

BOOST_AUTO_TEST_CASE(a_page_with_a_query_of_its_own_keeps_it)
{
    const AuthorizePage page{
        .url = "https://a.example/auth?lang=zh", .app_key = "k", .redirect_uri = "https://f"};

    BOOST_TEST(build_authorize_url(page, "s").starts_with(
        "https://a.example/auth?lang=zh&response_type=code&"));
}

BOOST_AUTO_TEST_SUITE_END()

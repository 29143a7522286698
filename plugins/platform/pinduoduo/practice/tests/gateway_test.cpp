#include "gateway_fixture.hpp"

#include <daifa/codec/json.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using daifa::practice::test::Fields;
using daifa::practice::test::Gateway;
using daifa::practice::test::form_request;
using daifa::practice::test::get_request;

BOOST_AUTO_TEST_SUITE(gateway)

BOOST_AUTO_TEST_CASE(names_the_common_parameter_that_is_missing)
{
    Gateway gateway;
    for (const char* name : {"type", "client_id", "timestamp", "sign", "access_token"}) {
        Fields fields = gateway.signed_fields("pdd.fds.role.get", {});
        fields.erase(name);
        if (std::string_view(name) == "access_token")
            gateway.sign(fields);
        const auto body = gateway.send(form_request(fields));
        BOOST_TEST(Gateway::error_code(body) == 10001);
        BOOST_TEST(text_or(body.at("error_response").get_object(), "error_msg") ==
                   std::string("公共参数错误:") + name);
    }
}

BOOST_AUTO_TEST_CASE(refuses_unknown_types_clients_and_wrong_signs)
{
    Gateway gateway;
    BOOST_TEST(gateway.refusal("pdd.fds.nothing.get") == 10017);
    Fields other_client = gateway.signed_fields("pdd.fds.role.get", {});
    other_client["client_id"] = "somebody";
    gateway.sign(other_client);
    BOOST_TEST(Gateway::error_code(gateway.send(form_request(other_client))) == 10016);
    gateway.secret = "wrong";
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 20004);
}

BOOST_AUTO_TEST_CASE(refuses_a_clock_that_is_off_by_more_than_ten_minutes)
{
    Gateway gateway;
    const auto send_with = [&](const std::string& type, const std::string& timestamp) {
        Fields fields = gateway.signed_fields(type, {});
        fields["timestamp"] = timestamp;
        gateway.sign(fields);
        return Gateway::error_code(gateway.send(form_request(fields)));
    };
    BOOST_TEST(send_with("pdd.fds.role.get", "1699999400") == 0);
    BOOST_TEST(send_with("pdd.fds.role.get", "1700000600") == 0);
    BOOST_TEST(send_with("pdd.fds.role.get", "1699999399") == 10001);
    BOOST_TEST(send_with("pdd.fds.role.get", "1700000601") == 10001);
    BOOST_TEST(send_with("pdd.fds.role.get", "1700000000000") == 10001);
    BOOST_TEST(send_with("pdd.time.get", "1699990000") == 10001);
    gateway.set("clock_error", "20004");
    gateway.set("time_checks_clock", "no");
    BOOST_TEST(send_with("pdd.fds.role.get", "1699990000") == 20004);
    BOOST_TEST(send_with("pdd.time.get", "1699990000") == 0);
}

BOOST_AUTO_TEST_CASE(refuses_callers_outside_the_white_list_and_apis_without_permission)
{
    Gateway gateway;
    gateway.control("set_app", R"({"white_list":["203.0.113.9"]})");
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 20005);
    gateway.control("set_app", R"({"white_list":["203.0.113.9","127.0.0.1"],"forbidden_apis":["pdd.fds.order.get"]})");
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 0);
    BOOST_TEST(gateway.refusal("pdd.fds.order.get") == 20031);
}

BOOST_AUTO_TEST_CASE(refuses_bodies_beyond_the_apps_size)
{
    Gateway gateway;
    gateway.control("set_app", R"({"body_size_max":1000})");
    BOOST_TEST(gateway.refusal("pdd.fds.role.get", {{"filler", std::string(2000, 'x')}}) == 52004);
    BOOST_TEST(gateway.refusal("pdd.fds.role.get", {{"filler", std::string(5u << 20, 'x')}}) == 52004);
}

BOOST_AUTO_TEST_CASE(tells_expired_from_revoked_tokens)
{
    Gateway gateway;
    gateway.control("expire_tokens", "{}");
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 10019);
    gateway.control("revoke_tokens", "{}");
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 20032);
    gateway.token = "no-token-of-ours";
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 20032);
}

BOOST_AUTO_TEST_CASE(limits_calls_over_a_sliding_window)
{
    Gateway gateway;
    for (int i = 0; i < 10; ++i)
        BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 0);
    gateway.now += Milliseconds(999);
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 52101);
    gateway.set("rate_error", "70031");
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 70031);
    gateway.now += Milliseconds(1);
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 0);

    gateway.set("limit.pdd.fds.role.get", "1/500ms");
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 70031);
    gateway.set("limits", "off");
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 0);

    const auto calls = gateway.world.platform.calls();
    BOOST_TEST(calls.at("refused_for_rate").to_number<int>() == 3);
    BOOST_TEST(calls.at("reads").to_number<int>() == 15);
    BOOST_TEST(calls.at("writes").to_number<int>() == 0);
}

BOOST_AUTO_TEST_CASE(only_a_factory_may_read_orders)
{
    Gateway gateway;
    const auto tokens = gateway.control("issue_tokens", R"({"shop":"20000001"})");
    gateway.token = text_or(tokens.at("tokens").get_array().at(0).get_object(), "access_token");

    BOOST_TEST(gateway.result("pdd.fds.role.get").at("mall_role").to_number<int>() == 1);
    const auto fields = gateway.window_fields(gateway.now_ms() - 1000, gateway.now_ms());
    BOOST_TEST(gateway.refusal("pdd.fds.order.list.get", fields) == 50001);
}

BOOST_AUTO_TEST_CASE(tells_time_carriers_and_shop)
{
    Gateway gateway;
    BOOST_TEST(text_or(gateway.result("pdd.time.get"), "time") == "2023-11-15 06:13:20");
    gateway.set("time_format", "seconds");
    BOOST_TEST(text_or(gateway.result("pdd.time.get"), "time") == "1700000000");
    gateway.set("time_format", "milliseconds");
    BOOST_TEST(text_or(gateway.result("pdd.time.get"), "time") == "1700000000000");
    gateway.set("time_format", "utc");
    BOOST_TEST(text_or(gateway.result("pdd.time.get"), "time") == "2023-11-14T22:13:20.000Z");

    int ztky = 0;
    bool has_no_code = false;
    const auto carriers = gateway.result("pdd.logistics.companies.get");
    for (const auto& entry : carriers.at("logistics_companies").get_array()) {
        ztky += text_or(entry.get_object(), "code") == "ZTKY" ? 1 : 0;
        has_no_code = has_no_code || text_or(entry.get_object(), "code").empty();
    }
    BOOST_TEST(ztky == 2);
    BOOST_TEST(has_no_code);

    const auto shop = gateway.result("pdd.mall.info.get");
    BOOST_TEST(shop.at("mall_id").to_number<int>() == 10000001);
}

BOOST_AUTO_TEST_CASE(every_answer_has_a_request_id_of_seventeen_digits_and_a_date)
{
    Gateway gateway;
    const auto first = gateway.result("pdd.fds.role.get");
    const auto error = gateway.call("pdd.nothing");
    BOOST_TEST(text_or(first, "request_id") == "17000000000000001");
    BOOST_TEST(text_or(error.at("error_response").get_object(), "request_id") == "17000000000000002");

    const auto reply = gateway.raw(form_request(gateway.signed_fields("pdd.fds.role.get", {})));
    BOOST_TEST(find_header(reply.headers, "date") == "Tue, 14 Nov 2023 22:13:20 GMT");
}

BOOST_AUTO_TEST_CASE(other_addresses_are_not_there)
{
    Gateway gateway;
    BOOST_TEST(gateway.raw(get_request("/", "")).status == 404);
    auto put = get_request("/api/router", "");
    put.method = "PUT";
    BOOST_TEST(gateway.raw(put).status == 405);
}

BOOST_AUTO_TEST_CASE(faults_are_told_in_the_gateways_own_words)
{
    const auto front = practice::make_pinduoduo_front({{"rate_error", "70031"}});
    const TimePoint now(Milliseconds(1'700'000'000'000));
    const auto says = [&](sandbox::FaultKind kind, const char* query, const char* code) {
        return front->fault_reply(kind, get_request("/api/router", query), now).body.find(code) != std::string::npos;
    };
    const char* const call = "type=pdd.fds.role.get&access_token=t";
    BOOST_TEST(says(sandbox::FaultKind::rate_limited, call, "70031"));
    BOOST_TEST(says(sandbox::FaultKind::expired_token, call, "10019"));
    BOOST_TEST(says(sandbox::FaultKind::expired_token, "type=pdd.pop.auth.token.refresh&refresh_token=r", "70031"));
    BOOST_TEST(front->api_of(get_request("/api/router", "type=pdd.time.get")) == "pdd.time.get");
    BOOST_TEST(front->api_of(get_request("/service-market/auth", "")).empty());
}

BOOST_AUTO_TEST_CASE(an_unknown_variant_or_value_is_refused_with_what_there_is)
{
    Gateway gateway;
    BOOST_CHECK_THROW(gateway.set("colour", "red"), sandbox::ControlError);
    BOOST_CHECK_THROW(gateway.set("refresh", "maybe"), sandbox::ControlError);
    BOOST_CHECK_THROW(gateway.set("row_delay", "soon"), sandbox::ControlError);
    BOOST_CHECK_THROW(gateway.set("limit.pdd.time.get", "fast"), sandbox::ControlError);
}

BOOST_AUTO_TEST_SUITE_END()

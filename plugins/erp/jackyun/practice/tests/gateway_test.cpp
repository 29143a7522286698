#include "client.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::practice;
using namespace daifa::practice::jackyun;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view list_shops = "erp.sales.get";
constexpr std::string_view first_page = R"({"pageIndex":0,"pageSize":50})";

std::string subcode_of(Client& client, const Parameters& parameters)
{
    return text_or(client.send(client.request(parameters)), "subCode");
}

boost::json::object as_json(const Parameters& parameters)
{
    boost::json::object object;
    for (const auto& [name, value] : parameters)
        object[name] = value;
    return object;
}

std::string multipart(const Parameters& parameters)
{
    std::string body;
    for (const auto& [name, value] : parameters)
        body += "--X7\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value +
                "\r\n";
    return body + "--X7--\r\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(gateway)

BOOST_AUTO_TEST_CASE(shops_warehouses_and_carriers_are_listed)
{
    Client client;

    const auto shops = client.data("erp.sales.get", first_page).at("salesChannelInfo").as_array();
    const auto warehouses =
        client.data("erp.warehouse.get", first_page).at("warehouseInfo").as_array();
    const auto carriers = client.data("erp.logistic.get", first_page).at("logisticInfo").as_array();

    BOOST_TEST((column(shops, "channelCode") == std::vector<std::string>{"DF-01", "PDD-01"}));
    BOOST_TEST(
        (column(shops, "onlinePlatTypeName") == std::vector<std::string>{"自有商城", "拼多多"}));
    BOOST_TEST(shops[0].at("channelId").is_string());
    BOOST_TEST((column(warehouses, "warehouseCode") == std::vector<std::string>{"CK-01"}));
    BOOST_TEST(
        (column(carriers, "expressCode") == std::vector<std::string>{"YTO", "ZTO", "SF", ""}));
}

BOOST_AUTO_TEST_CASE(lists_have_pages)
{
    Client client;

    const auto second = client.data("erp.logistic.get", R"({"pageIndex":1,"pageSize":3})");

    BOOST_TEST((column(second.at("logisticInfo").as_array(), "logisticCode") ==
                std::vector<std::string>{"KD-BD"}));
}

BOOST_AUTO_TEST_CASE(the_envelope_has_code_sub_code_and_a_context_id)
{
    Client client;
    auto parameters = client.parameters(list_shops, first_page);
    parameters["contextid"] = "CTX-mine";

    const auto echoed = client.send(client.request(parameters));
    const auto made = client.call(list_shops, first_page);
    const auto failed = client.call(list_shops, R"({"pageSize":201})");

    BOOST_TEST(echoed.at("code").as_int64() == 200);
    BOOST_TEST(text_or(echoed, "subCode") == "0030000004");
    BOOST_TEST(text_or(echoed.at("result").as_object(), "contextId") == "CTX-mine");
    BOOST_TEST(text_or(made.at("result").as_object(), "contextId").starts_with("CTX"));
    BOOST_TEST(failed.at("code").as_int64() == 0);
    BOOST_TEST(failed.at("result").at("data").is_null());
}

BOOST_AUTO_TEST_CASE(a_wrong_caller_is_refused_with_the_sub_code_that_says_why)
{
    Client client(Options{{"token", "TOK-1"}});
    auto good = client.parameters(list_shops, first_page);
    good["token"] = "TOK-1";
    auto unknown_key = good;
    unknown_key["appkey"] = "999";
    auto wrong_token = good;
    wrong_token["token"] = "TOK-2";
    auto without_version = good;
    without_version.erase("version");
    auto unknown_method = good;
    unknown_method["method"] = "erp.nothing.get";
    auto bad_business = good;
    bad_business["bizcontent"] = "[1";
    auto unsigned_call = client.request(good);
    unsigned_call.body += "0";

    BOOST_TEST(subcode_of(client, good) == "0030000004");
    BOOST_TEST(subcode_of(client, unknown_key) == "0858030802");
    BOOST_TEST(subcode_of(client, wrong_token) == "0858030803");
    BOOST_TEST(subcode_of(client, without_version) == "0050030002");
    BOOST_TEST(subcode_of(client, unknown_method) == "0130020310");
    BOOST_TEST(subcode_of(client, bad_business) == "0050030002");
    BOOST_TEST(text_or(client.send(unsigned_call), "subCode") == "0858030801");
}

BOOST_AUTO_TEST_CASE(the_timestamp_is_beijing_wall_clock_within_the_tolerance)
{
    Client client(Options{{"clock_tolerance", "5m"}, {"clock_subcode", "0858039999"}});
    const auto with_time = [&](Milliseconds off) {
        auto parameters = client.parameters(list_shops, first_page);
        parameters["timestamp"] = to_beijing_text(client.now + off);
        return subcode_of(client, parameters);
    };

    for (const auto off : {-300s, 0s, 300s})
        BOOST_TEST(with_time(off) == "0030000004");
    for (const auto off : {-301s, 301s, -8 * 3600s})
        BOOST_TEST(with_time(off) == "0858039999");
}

BOOST_AUTO_TEST_CASE(a_method_that_is_not_subscribed_is_refused_until_it_is)
{
    Client client;
    client.act("permit", R"({"method":"erp.sales.get","permitted":false})");
    BOOST_TEST(client.subcode(list_shops, first_page) == "0130020310");

    client.act("permit", R"({"method":"erp.sales.get"})");
    BOOST_TEST(client.subcode(list_shops, first_page) == "0030000004");
}

BOOST_AUTO_TEST_CASE(too_many_calls_of_one_method_are_refused_and_counted)
{
    Client client(Options{{"limit", "2/1s"}, {"limit.erp.logistic.get", "1/1s"}});
    client.call(list_shops, first_page);
    client.call(list_shops, first_page);
    client.call("erp.logistic.get", first_page);

    BOOST_TEST(client.subcode(list_shops, first_page) == "0859999999");
    BOOST_TEST(client.subcode("erp.logistic.get", first_page) == "0859999999");
    client.now += 1s;
    BOOST_TEST(client.subcode(list_shops, first_page) == "0030000004");
    client.front->set_option("limits", "off", client.world);
    for (int call = 0; call < 3; ++call)
        BOOST_TEST(client.subcode(list_shops, first_page) == "0030000004");

    BOOST_TEST(client.world.erp.calls().at("refused_for_rate").to_number<int>() == 2);
}

BOOST_AUTO_TEST_CASE(form_json_multipart_and_query_are_all_read)
{
    Client client;
    auto parameters = client.parameters(list_shops, first_page);
    parameters["sign"] = expected_sign("DemoJkySecret0001", parameters, true);
    sandbox::Request query;
    query.method = "POST";
    query.path = "/open/openapi/do/";
    query.query = encode_form(FormFields(parameters.begin(), parameters.end()));
    sandbox::Request json = query;
    json.query.clear();
    json.headers.push_back({"Content-Type", "application/json"});
    json.body = boost::json::serialize(as_json(parameters));
    sandbox::Request parts = query;
    parts.query.clear();
    parts.headers.push_back({"Content-Type", "multipart/form-data; boundary=X7"});
    parts.body = multipart(parameters);

    for (const auto& request : {query, json, parts}) {
        BOOST_TEST(text_or(client.send(request), "subCode") == "0030000004");
        BOOST_TEST(client.front->api_of(request) == list_shops);
    }
}

BOOST_AUTO_TEST_CASE(broken_bodies_are_refused_and_never_more_than_that)
{
    Client client;
    const std::pair<std::string_view, std::string_view> bodies[] = {
        {"application/json", "{\"method\":"},
        {"application/json", "[]"},
        {"multipart/form-data", "--X"},
        {"multipart/form-data; boundary=X", "--X\r\nname\r\n--X--"},
        {"multipart/form-data; boundary=\"", "--"},
        {"text/plain", "%%%=&&&"}};

    for (const auto& [type, body] : bodies) {
        sandbox::Request request;
        request.method = "POST";
        request.path = "/open/openapi/do";
        request.headers.push_back({"Content-Type", std::string(type)});
        request.body = body;
        BOOST_TEST(text_or(client.send(request), "subCode") == "0050030002");
    }
}

BOOST_AUTO_TEST_CASE(escaped_business_content_is_understood_as_it_was_signed)
{
    Client client;

    BOOST_TEST(client.subcode("erp.sales.get", "{\"note\":\"\\u5f20\\u4e09 \xEF\xBC\xA1\"}") ==
               "0030000004");
}

BOOST_AUTO_TEST_CASE(other_paths_and_methods_are_plain_http_refusals)
{
    Client client;
    auto elsewhere = client.request(client.parameters(list_shops, first_page));
    elsewhere.path = "/open";
    auto reading = client.request(client.parameters(list_shops, first_page));
    reading.method = "GET";

    BOOST_TEST(client.front->answer(elsewhere, client.world, client.now).status == 404);
    BOOST_TEST(client.front->answer(reading, client.world, client.now).status == 405);
}

BOOST_AUTO_TEST_CASE(success_looks_as_the_variant_says)
{
    Client zero(Options{{"code", "0"}, {"subcode", "empty"}, {"failure_code", "500"}});
    const auto answer = zero.call(list_shops, first_page);
    BOOST_TEST(answer.at("code").as_int64() == 0);
    BOOST_TEST(text_or(answer, "subCode") == "");
    BOOST_TEST(zero.call(list_shops, "1").at("code").as_int64() == 500);

    Client text(Options{{"data", "text"}});
    const auto data = text.call(list_shops, first_page).at("result").at("data");
    BOOST_TEST_REQUIRE(data.is_string());
    BOOST_TEST(parse_json(data.as_string())->at("salesChannelInfo").as_array().size() == 2u);
}

BOOST_AUTO_TEST_CASE(variants_are_described_and_wrong_ones_refused)
{
    Client client;
    for (const auto& variant : client.front->variants())
        for (const auto& value : variant.values)
            client.front->set_option(variant.key, value, client.world);

    BOOST_CHECK_THROW(make_jackyun_front(Options{{"colour", "red"}}), sandbox::ControlError);
    BOOST_CHECK_THROW(make_jackyun_front(Options{{"scroll", "never"}}), sandbox::ControlError);
    BOOST_CHECK_THROW(make_jackyun_front(Options{{"clock_tolerance", "soon"}}),
                      sandbox::ControlError);
    BOOST_CHECK_THROW(make_jackyun_front(Options{{"limit", "-1/1s"}}), sandbox::ControlError);
}

BOOST_AUTO_TEST_CASE(faults_speak_the_platforms_own_words)
{
    Client client;
    const auto request = client.request(client.parameters(list_shops, first_page));
    const auto said = [&](sandbox::FaultKind kind) {
        const auto reply = client.front->fault_reply(kind, request, client.now);
        return text_or(parse_json(reply.body)->as_object(), "subCode");
    };

    BOOST_TEST(said(sandbox::FaultKind::rate_limited) == "0859999999");
    BOOST_TEST(said(sandbox::FaultKind::expired_token) == "0858030803");
}

BOOST_AUTO_TEST_SUITE_END()

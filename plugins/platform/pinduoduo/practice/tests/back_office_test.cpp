#include "pinduoduo/practice/tests/gateway_fixture.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::practice::test;

namespace json = boost::json;

namespace {

/// A browser on the back office's page.
struct Browser {
    explicit Browser(Gateway& visited) : gateway(visited) {}

    sandbox::Reply send(const std::string& method, const std::string& path,
                        const std::string& body = {})
    {
        sandbox::Request request;
        request.method = method;
        request.path = "/back-office/" + path;
        request.headers = {{"Host", "127.0.0.1:9001"}, {"Cookie", cookie}};
        if (method == "POST")
            request.headers.insert(request.headers.end(), {{"Content-Type", "application/json"},
                                                           {"Origin", "http://127.0.0.1:9001"}});
        request.body = body;
        const auto reply = gateway.raw(request);
        const std::string set(find_header(reply.headers, "Set-Cookie"));
        if (!set.empty())
            cookie = set.substr(0, set.find(';'));
        return reply;
    }

    void log_in(const std::string& name)
    {
        const auto reply =
            send("POST", "log-in", R"({"login":")" + name + R"(","password":")" + name + "\"}");
        BOOST_TEST_REQUIRE(reply.status == 200);
    }

    /// The answer of a call for a shop, which must succeed.
    json::value ask(const std::string& method, const std::string& shop, const std::string& name,
                    const std::string& body = {})
    {
        const auto reply = send(method, "shops/" + shop + "/" + name, body);
        BOOST_TEST_REQUIRE(reply.status == 200, reply.body);
        return json::parse(reply.body);
    }

    Gateway& gateway;
    std::string cookie;
};

constexpr auto merchant = "20000001";
constexpr auto factory = "10000001";
constexpr auto good_profile =
    R"({"binding_name":"晨曦家居","sender":"李练习","phone":"13800000000","country":"中国","province":"浙江省",)"
    R"("city":"杭州市","district":"余杭区","street":"练习路1号","agreed":true})";

/// Merchant and factory are logged in, and bound.
struct Desk {
    Desk()
    {
        browser.log_in("merchant");
        browser.log_in("factory");
        browser.ask("POST", merchant, "profile", good_profile);
        browser.ask("POST", merchant, "bindings/apply", R"({"factory":"10000001"})");
        browser.ask("POST", factory, "bindings/decide", R"({"binding":"B1","agrees":true})");
    }

    std::string place()
    {
        const auto answer = gateway.control("place", R"({"shop":"20000001"})");
        return std::string(answer.at("orders").at(0).as_string());
    }

    json::value for_order(const std::string& name, const std::string& order,
                          const std::string& more)
    {
        return browser.ask("POST", merchant, "orders/" + name,
                           R"({"orders":[")" + order + "\"]" + more + "}");
    }

    Gateway gateway;
    Browser browser = Browser(gateway);
};

} // namespace

BOOST_AUTO_TEST_SUITE(back_office)

BOOST_AUTO_TEST_CASE(a_wrong_password_is_told_at_its_field)
{
    Gateway gateway;
    Browser browser(gateway);
    const auto reply = browser.send("POST", "log-in", R"({"login":"merchant","password":"guess"})");
    BOOST_TEST(reply.status == 422);
    BOOST_TEST(reply.body == "{\"fields\":{\"password\":\"wrong\"}}\n");
    BOOST_TEST(browser.cookie.empty());
}

BOOST_AUTO_TEST_CASE(nobody_speaks_for_a_shop_without_its_log_in)
{
    Gateway gateway;
    Browser browser(gateway);
    BOOST_TEST(browser.send("GET", "shops/10000001/orders").status == 401);
    browser.log_in("merchant");
    BOOST_TEST(browser.send("GET", "shops/20000001/orders").status == 200);
    BOOST_TEST(browser.send("GET", "shops/10000001/orders").status == 401);
    BOOST_TEST(browser.send("GET", "shops/99/orders").status == 401);
    browser.ask("POST", merchant, "log-out", "{}");
    BOOST_TEST(browser.send("GET", "shops/20000001/orders").status == 401);
}

BOOST_AUTO_TEST_CASE(several_shops_are_played_by_one_person)
{
    Gateway gateway;
    Browser browser(gateway);
    browser.log_in("merchant");
    browser.log_in("factory");
    const auto people = json::parse(browser.send("GET", "people").body);
    BOOST_TEST_REQUIRE(people.as_array().size() == 2u);
    BOOST_TEST(people.at(0).at("role").as_string() == "factory");
    BOOST_TEST(people.at(1).at("role").as_string() == "merchant");
}

BOOST_AUTO_TEST_CASE(another_sites_page_does_nothing)
{
    Desk desk;
    sandbox::Request request;
    request.method = "POST";
    request.path = "/back-office/shops/20000001/bindings/end";
    request.headers = {{"Host", "127.0.0.1:9001"},
                       {"Cookie", desk.browser.cookie},
                       {"Content-Type", "application/json"},
                       {"Origin", "http://evil.example"}};
    request.body = R"({"binding":"B1"})";
    BOOST_TEST(desk.gateway.raw(request).status == 403);
    request.headers = {{"Host", "evil.example"}, {"Cookie", desk.browser.cookie}};
    request.method = "GET";
    request.path = "/back-office/shops/20000001/orders";
    BOOST_TEST(desk.gateway.raw(request).status == 421);
}

BOOST_AUTO_TEST_CASE(wrong_fields_are_named)
{
    Gateway gateway;
    Browser browser(gateway);
    browser.log_in("merchant");
    const auto reply =
        browser.send("POST", "shops/20000001/profile", R"({"sender":"李","phone":"1"})");
    BOOST_TEST(reply.status == 422);
    const auto fields = json::parse(reply.body).at("fields").as_object();
    BOOST_TEST(fields.at("binding_name").as_string() == "required");
    BOOST_TEST(fields.at("phone").as_string() == "no_phone");
    BOOST_TEST(!fields.contains("sender"));
    BOOST_TEST(browser.send("POST", "shops/20000001/bindings/apply", "{}").status == 422);
}

BOOST_AUTO_TEST_CASE(the_factory_sees_the_chosen_name_and_never_the_real_one)
{
    Desk desk;
    const auto bindings = desk.browser.ask("GET", factory, "bindings");
    BOOST_TEST(bindings.at(0).at("name").as_string() == "晨曦家居");
    BOOST_TEST(bindings.at(0).at("address").at("city").as_string() == "杭州市");
    BOOST_TEST(!bindings.at(0).as_object().contains("merchant"));
    const std::string number = desk.place();
    desk.for_order("assign", number, R"(,"factory":"10000001")");
    const std::string orders = desk.browser.send("GET", "shops/10000001/orders").body;
    BOOST_TEST(orders.find("晨曦家居") != std::string::npos);
    BOOST_TEST(orders.find(number) == std::string::npos);
    BOOST_TEST(orders.find("练习商家店铺") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_assigned_order_reaches_the_gateway_and_comes_back_with_its_number)
{
    Desk desk;
    const std::string number = desk.place();
    const auto outcome = desk.for_order("assign", number, R"(,"factory":"10000001")");
    BOOST_TEST(outcome.at("done").at(0).as_string() == number);

    const auto listed = desk.gateway.result(
        "pdd.fds.order.list.get",
        desk.gateway.window_fields(desk.gateway.now_ms() - 60'000, desk.gateway.now_ms() + 60'000));
    BOOST_TEST_REQUIRE(listed.at("order_list").as_array().size() == 1u);
    const auto& row = listed.at("order_list").at(0).as_object();
    BOOST_TEST(row.at("mall_mask_name").as_string() == "晨曦家居");
    const std::pair<std::string, std::string> masked = {text_or(row, "mall_mask_id"),
                                                        text_or(row, "order_mask_sn")};

    const auto early = desk.for_order("ship", number, R"(,"address":"A1")");
    BOOST_TEST(early.at("refused").at(0).at("why").as_string() == "no_number");
    desk.gateway.result("pdd.fds.waybill.return",
                        desk.gateway.upload_fields(masked, "YT0000000000001"));
    const auto order = desk.browser.ask("GET", merchant, "orders").at(0);
    BOOST_TEST(order.at("numbers").at(0).at("number").as_string() == "YT0000000000001");
    desk.for_order("ship", number, R"(,"address":"A1")");
    BOOST_TEST(desk.browser.ask("GET", merchant, "orders").at(0).at("shipped_number").as_string() ==
               "YT0000000000001");
}

BOOST_AUTO_TEST_CASE(of_many_orders_each_is_refused_by_itself)
{
    Desk desk;
    const std::string good = desk.place();
    const std::string risky = desk.place();
    desk.gateway.control("risk", R"({"order":")" + risky + "\"}");
    const auto outcome =
        desk.browser.ask("POST", merchant, "orders/assign",
                         R"({"factory":"10000001","orders":[")" + good + R"(",")" + risky + "\"]}");
    BOOST_TEST(outcome.at("done").as_array().size() == 1u);
    BOOST_TEST(outcome.at("refused").at(0).at("order").as_string() == risky);
    BOOST_TEST(outcome.at("refused").at(0).at("why").as_string() == "risk_control");
}

BOOST_AUTO_TEST_CASE(what_no_page_sends_is_refused_in_words)
{
    Desk desk;
    BOOST_TEST(
        desk.browser.send("POST", "shops/20000001/orders/assign", R"({"orders":[]})").status ==
        400);
    BOOST_TEST(desk.browser.send("POST", "shops/20000001/orders/assign", "[1").status == 400);
    BOOST_TEST(
        desk.browser.send("POST", "shops/20000001/profile", R"({"agreed":"perhaps"})").status ==
        400);
    BOOST_TEST(desk.browser.send("GET", "shops/20000001/secrets").status == 404);
    BOOST_TEST(desk.browser.send("GET", "elsewhere").status == 404);
}

BOOST_AUTO_TEST_CASE(pages_meet_no_faults)
{
    const auto front = practice::make_pinduoduo_front({});
    sandbox::Request request;
    request.path = "/back-office/people";
    BOOST_TEST(front->api_of(request).empty());
}

BOOST_AUTO_TEST_CASE(a_shipped_order_shows_where_goods_come_back_to)
{
    Desk desk;
    const auto order = desk.place();
    const auto addresses = desk.browser.ask("GET", merchant, "profile").at("addresses").as_array();
    desk.gateway.control("give", R"({"order":")" + order + "\"}");
    const auto given = desk.gateway.world.platform.orders.all().back().id;
    desk.gateway.result("pdd.fds.waybill.return",
                        desk.gateway.upload_fields({given.merchant.text(), given.number}, "YT1"));
    desk.for_order("ship", order,
                   R"(,"address":")" + json::value_to<std::string>(addresses[0].at("id")) + "\"");

    const auto row = desk.browser.ask("GET", merchant, "orders").as_array().at(0);
    BOOST_TEST(json::serialize(row.at("shipped_address").at("street")) == "\"练习路1号\"");
}

BOOST_AUTO_TEST_CASE(what_is_shipped_through_the_gateway_is_shipped_on_the_page_too)
{
    Desk desk;
    const auto order = desk.place();
    const auto tokens = desk.gateway.control("issue_tokens", R"({"shop":"20000001"})");
    desk.gateway.token = json::value_to<std::string>(tokens.at("tokens").at(0).at("access_token"));
    desk.gateway.result("pdd.logistics.online.send",
                        {{"order_sn", order}, {"logistics_id", "44"}, {"tracking_number", "SF1"}});

    const auto row = desk.browser.ask("GET", merchant, "orders").as_array().at(0);
    BOOST_TEST(!row.at("shipped_at").as_string().empty());
    BOOST_TEST(row.at("shipped_number").as_string() == "SF1");
    BOOST_TEST(row.at("shipped_carrier").as_string() == "SF");
    const auto again = desk.for_order("ship", order, R"(,"address":"A1")");
    BOOST_TEST(again.at("refused").at(0).at("why").as_string() == "shipped_already");
}

BOOST_AUTO_TEST_CASE(an_after_sale_that_was_asked_for_is_answered_once)
{
    Desk desk;
    const auto order = desk.place();
    const auto answer = [&](const std::string& agrees) {
        return desk.for_order("after-sale", order, ",\"agrees\":" + agrees);
    };
    const auto state = [&] {
        return desk.browser.ask("GET", merchant, "orders")
            .as_array()
            .at(0)
            .at("after_sale")
            .as_string();
    };
    BOOST_TEST(answer("true").at("refused").at(0).at("why").as_string() == "not_in_this_state");
    desk.gateway.control("after_sale", R"({"order":")" + order + "\"}");
    BOOST_TEST(answer("false").at("done").as_array().size() == 1u);
    BOOST_TEST(state() == "rejected");
    desk.gateway.control("after_sale", R"({"order":")" + order + "\"}");
    BOOST_TEST(answer("true").at("done").as_array().size() == 1u);
    BOOST_TEST(state() == "refunding");
    BOOST_TEST(answer("true").at("done").as_array().empty());
}

BOOST_AUTO_TEST_CASE(a_suspended_order_says_so_and_is_not_shipped)
{
    Desk desk;
    const auto order = desk.place();
    desk.gateway.control("give", R"({"order":")" + order + "\"}");
    const auto given = desk.gateway.world.platform.orders.all().back().id;
    const auto is_on_hold = [&] {
        return desk.browser.ask("GET", merchant, "orders").as_array().at(0).at("on_hold").as_bool();
    };
    BOOST_TEST(!is_on_hold());
    desk.gateway.result("pdd.fds.waybill.return",
                        desk.gateway.upload_fields({given.merchant.text(), given.number}, "YT1"));
    desk.gateway.control("suspend", R"({"order":")" + order + "\"}");
    BOOST_TEST(is_on_hold());
    const auto answer = desk.for_order("ship", order, R"(,"address":"A1")");
    BOOST_TEST(answer.at("refused").at(0).at("why").as_string() == "on_hold");
}

BOOST_AUTO_TEST_SUITE_END()

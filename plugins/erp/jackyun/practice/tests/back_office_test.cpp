#include "jackyun/practice/tests/client.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::practice::jackyun;

namespace json = boost::json;

namespace {

/// Somebody on the ERP's page.
struct Page {
    Page()
    {
        client.act("settings", R"({"warehouse_open":false})");
        BOOST_TEST_REQUIRE(
            send("POST", "log-in", R"({"login":"admin","password":"admin"})").status == 200);
    }

    sandbox::Reply send(const std::string& method, const std::string& path,
                        const std::string& body = {})
    {
        sandbox::Request request;
        request.method = method;
        request.path = "/back-office/" + path;
        request.headers = {
            {"Host", "localhost:9002"}, {"Content-Type", "application/json"}, {"Cookie", cookie}};
        request.body = body;
        auto reply = client.front->answer(request, client.world, client.now);
        const std::string set(find_header(reply.headers, "Set-Cookie"));
        if (!set.empty())
            cookie = set.substr(0, set.find(';'));
        return reply;
    }

    json::value ask(const std::string& method, const std::string& path,
                    const std::string& body = {})
    {
        const auto reply = send(method, path, body);
        BOOST_TEST_REQUIRE(reply.status == 200, reply.body);
        return json::parse(reply.body);
    }

    /// "done", or why that one order was refused.
    std::string act(const std::string& action, const std::string& order)
    {
        const auto outcome = ask("POST", "orders/" + action, R"({"orders":[")" + order + "\"]}");
        if (outcome.at("refused").as_array().empty())
            return "done";
        return std::string(outcome.at("refused").at(0).at("why").as_string());
    }

    json::object order(const std::string& number)
    {
        const auto rows = ask("GET", "orders");
        for (const auto& row : rows.as_array())
            if (row.at("order").as_string() == number)
                return row.as_object();
        BOOST_FAIL("no order " << number);
        return {};
    }

    std::string refused(const std::string& action, const std::string& body)
    {
        const auto reply = send("POST", "orders/" + action, body);
        BOOST_TEST(reply.status == 409);
        return std::string(json::parse(reply.body).at("refused").as_string());
    }

    Client client;
    std::string cookie;
};

} // namespace

BOOST_AUTO_TEST_SUITE(back_office)

BOOST_AUTO_TEST_CASE(nobody_works_without_the_log_in)
{
    Page page;
    BOOST_TEST(page.send("POST", "log-in", R"({"login":"admin","password":"x"})").status == 422);
    page.ask("POST", "log-out", "{}");
    BOOST_TEST(page.send("GET", "orders").status == 401);
    page.cookie = "practice_jackyun=guessed";
    BOOST_TEST(page.send("GET", "orders").status == 401);
}

BOOST_AUTO_TEST_CASE(a_channel_needs_code_name_and_platform)
{
    Page page;
    const auto reply = page.send("POST", "channels", R"({"code":"DF-01","platform":"淘宝"})");
    BOOST_TEST(reply.status == 422);
    const auto fields = json::parse(reply.body).at("fields").as_object();
    BOOST_TEST(fields.at("code").as_string() == "taken");
    BOOST_TEST(fields.at("name").as_string() == "required");
    BOOST_TEST(fields.at("platform").as_string() == "unknown");
    BOOST_TEST(page.client.world.erp.shops().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_channel_of_the_marketplace_hides_its_orders_and_an_own_one_shows_them)
{
    Page page;
    page.ask("POST", "channels", R"({"code":"N-1","name":"拼多多二店","platform":"拼多多"})");
    page.ask("POST", "channels", R"({"code":"O-1","name":"代发二店","platform":"自有商城"})");
    BOOST_TEST(page.client.world.erp.shops()[2].is_native);
    BOOST_TEST(!page.client.world.erp.shops()[3].is_native);
    page.client.act("download", R"({"shop":"N-1","source":"HIDDEN-1"})");
    page.client.act("download", R"({"shop":"O-1","source":"SHOWN-1"})");
    BOOST_TEST(page.client.query("tradeNo", R"("sourceTradeNos":["HIDDEN-1"])").empty());
    BOOST_TEST(page.client.query("tradeNo", R"("sourceTradeNos":["SHOWN-1"])").size() == 1u);
    BOOST_TEST(page.ask("GET", "orders").as_array().size() == 2u);
}

BOOST_AUTO_TEST_CASE(an_order_is_audited_and_shipped_under_its_number)
{
    Page page;
    const std::string number = page.client.create("A");
    BOOST_TEST(page.order(number).at("status_name").as_string() == "待审核");
    BOOST_TEST(page.act("ship", number) == "not_audited");
    BOOST_TEST(page.act("audit", number) == "done");
    BOOST_TEST(page.act("audit", number) == "already_done");
    page.ask("POST", "orders/ship",
             R"({"orders":[")" + number + R"("],"carrier":"KD-ZTO","number":"ZT4711"})");
    const auto shipped = page.order(number);
    BOOST_TEST(shipped.at("status_name").as_string() == "发货在途");
    BOOST_TEST(shipped.at("parcels").at(0).at("number").as_string() == "ZT4711");
    BOOST_TEST(shipped.at("parcels").at(0).at("carrier").as_string() == "中通-北仓");
    BOOST_TEST(page.act("cancel", number) == "shipped_already");
}

BOOST_AUTO_TEST_CASE(many_orders_are_shipped_in_one_go_and_get_their_own_numbers)
{
    Page page;
    const std::string first = page.client.create("A");
    const std::string second = page.client.create("B");
    const std::string both = R"({"orders":[")" + first + R"(",")" + second + "\"]";
    page.ask("POST", "orders/audit", both + "}");
    BOOST_TEST(page.send("POST", "orders/ship", both + R"(,"number":"ZT1"})").status == 422);
    BOOST_TEST(page.send("POST", "orders/ship", both + R"(,"carrier":"nobody"})").status == 422);
    const auto outcome = page.ask("POST", "orders/ship", both + "}");
    BOOST_TEST(outcome.at("done").as_array().size() == 2u);
    BOOST_TEST(page.order(first).at("parcels").at(0).at("number").as_string() !=
               page.order(second).at("parcels").at(0).at("number").as_string());
}

BOOST_AUTO_TEST_CASE(orders_are_merged_and_split_where_that_makes_sense)
{
    Page page;
    const std::string first = page.client.create("A", 2);
    const std::string second = page.client.create("B", 1);
    BOOST_TEST(page.refused("merge", R"({"orders":[")" + first + "\"]}") == "too_few_orders");
    BOOST_TEST(page.refused("split", R"({"order":")" + second + "\"}") == "too_few_pieces");
    const auto parts = page.ask("POST", "orders/split", R"({"order":")" + first + "\"}");
    BOOST_TEST(parts.at("orders").as_array().size() == 2u);
    BOOST_TEST(page.refused("merge", R"({"orders":[")" + first + R"(",")" + second + "\"]}") ==
               "not_in_this_step");
    const std::string third = page.client.create("C");
    const auto whole =
        page.ask("POST", "orders/merge", R"({"orders":[")" + second + R"(",")" + third + "\"]}");
    const auto merged = page.order(std::string(whole.at("order").as_string()));
    BOOST_TEST(merged.at("sources").as_array().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_cancelled_order_stays_on_the_page_and_is_dead)
{
    Page page;
    const std::string number = page.client.create("A");
    BOOST_TEST(page.act("cancel", number) == "done");
    BOOST_TEST(page.order(number).at("live").as_bool() == false);
    BOOST_TEST(page.act("audit", number) == "not_in_this_step");
    BOOST_TEST(page.act("audit", "JY000") == "unknown_order");
}

BOOST_AUTO_TEST_SUITE_END()

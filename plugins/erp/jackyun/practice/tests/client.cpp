#include "client.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

namespace daifa::practice::jackyun {

Client::Client(const Options& options)
    : front(make_jackyun_front(options)), now(*parse_beijing_text("2026-01-02 03:04:05"))
{
}

Parameters Client::parameters(std::string_view method, std::string_view business) const
{
    return {{"method", std::string(method)},
            {"appkey", "10000001"},
            {"version", "v1.0"},
            {"contenttype", "json"},
            {"timestamp", to_beijing_text(now)},
            {"bizcontent", std::string(business)}};
}

sandbox::Request Client::request(Parameters with) const
{
    with["sign"] = expected_sign("DemoJkySecret0001", with, true);
    sandbox::Request request;
    request.method = "POST";
    request.path = "/open/openapi/do";
    request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"});
    request.body = encode_form(FormFields(with.begin(), with.end()));
    return request;
}

boost::json::object Client::send(const sandbox::Request& request)
{
    const auto reply = front->answer(request, world, now);
    BOOST_TEST_REQUIRE(reply.status == 200);
    return boost::json::parse(reply.body).as_object();
}

boost::json::object Client::call(std::string_view method, std::string_view business)
{
    return send(request(parameters(method, business)));
}

boost::json::object Client::data(std::string_view method, std::string_view business)
{
    auto answer = call(method, business);
    BOOST_TEST_CONTEXT(answer)
    BOOST_TEST_REQUIRE(answer.at("result").at("data").is_object());
    return answer.at("result").at("data").as_object();
}

std::string Client::subcode(std::string_view method, std::string_view business)
{
    return text_or(call(method, business), "subCode");
}

std::string Client::create(std::string_view source_number, int quantity)
{
    const std::string business =
        R"({"tradeOrder":{"shopCode":"DF-01","tradeTime":"2026-01-02 03:00:00",)"
        R"("receiverName":"代发","onlineTradeNo":")" +
        std::string(source_number) +
        R"(","tradeOrderDetails":[{"barcode":"B-1","sellPrice":"9.90","sellCount":)" +
        std::to_string(quantity) + "}]}}";
    return text_or(data("oms.trade.ordercreate", business).at("tradeOrder").as_object(), "tradeNo");
}

boost::json::array Client::query(std::string_view fields, std::string_view condition)
{
    const std::string business =
        R"({"fields":")" + std::string(fields) + R"(",)" + std::string(condition) + "}";
    return data("oms.trade.fullinfoget", business).at("trades").as_array();
}

void Client::act(std::string_view action, std::string_view arguments)
{
    world.erp.control(action, boost::json::parse(arguments).as_object(), now);
}

std::vector<std::string> column(const boost::json::array& rows, std::string_view name)
{
    std::vector<std::string> values;
    for (const auto& row : rows)
        values.push_back(text_or(row.as_object(), name));
    return values;
}

} // namespace daifa::practice::jackyun

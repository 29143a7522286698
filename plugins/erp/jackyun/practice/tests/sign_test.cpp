#include "jackyun/practice/sign.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::practice::jackyun;

namespace {

constexpr std::string_view secret = "DemoJkySecret0001";

Parameters make_parameters(std::string method, std::string business)
{
    return {{"appkey", "10000001"},        {"version", "v1.0"},
            {"contenttype", "json"},       {"timestamp", "2026-01-02 03:04:05"},
            {"method", std::move(method)}, {"bizcontent", std::move(business)}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(sign)

BOOST_AUTO_TEST_CASE(a_plain_query_is_signed_as_the_guide_shows)
{
    const auto parameters = make_parameters("erp.sales.get", R"({"pageIndex":0,"pageSize":50})");

    BOOST_TEST(expected_sign(secret, parameters, true) == "9a014756601d54954365734a882d5a58");
}

BOOST_AUTO_TEST_CASE(token_and_context_are_not_signed_and_the_whole_text_is_lowered)
{
    auto parameters = make_parameters(
        "oms.trade.ordercreate",
        R"({"tradeOrder":{"shopCode":"PDD-01","onlineTradeNo":"260102-123456789012345",)"
        R"("receiverName":"张三","tradeOrderDetails":[{"goodsNo":"SKU-A1","sellCount":"2"}]}})");
    parameters["token"] = "TOK-NotSigned";
    parameters["contextid"] = "CTX-1";

    BOOST_TEST(expected_sign(secret, parameters, true) == "52d7bcc662f47982d15bbfef1242af1d");
}

BOOST_AUTO_TEST_CASE(letters_beyond_ascii_are_lowered_too)
{
    const auto parameters =
        make_parameters("oms.trade.ordercreate", R"({"address":"Ａ栋ÀÉ101室"})");

    BOOST_TEST(expected_sign(secret, parameters, true) == "fc0f6a263ae3fb9c527bdeb112f4f2e7");
}

BOOST_AUTO_TEST_CASE(a_parameter_without_value_may_be_signed_or_left_out)
{
    auto parameters = make_parameters("erp.sales.get", "{}");
    parameters["extra"] = "";
    for (const bool with_empty_values : {true, false}) {
        parameters["sign"] = expected_sign(secret, parameters, with_empty_values);
        BOOST_TEST(is_signed_right(secret, parameters));
    }
    parameters["sign"] = "00000000000000000000000000000000";
    BOOST_TEST(!is_signed_right(secret, parameters));
}

BOOST_AUTO_TEST_SUITE_END()

#include "jackyun/envelope.hpp"
#include "jackyun/failures.hpp"

#include <daifa/codec/json.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::jackyun;

namespace {

Result<Answer> read(std::string body, Operation kind = Operation::read, int status = 200)
{
    HttpResponse response;
    response.status = status;
    response.body = std::move(body);
    return read_envelope(known_failures(), kind, "erp.sales.get", response);
}

Errc refusal(std::string body, Operation kind = Operation::read, int status = 200)
{
    const auto answer = read(std::move(body), kind, status);
    BOOST_TEST_REQUIRE(answer.has_error());
    return answer.error().code;
}

} // namespace

BOOST_AUTO_TEST_SUITE(envelope)

BOOST_AUTO_TEST_CASE(every_family_says_success_in_its_own_way)
{
    for (const std::string code : {"200", "0", "\"200\"", "\"0\""})
        for (const std::string sub : {"\"\"", "null", "\"0\"", "\"0000000000\"", "\"00000000\"",
                                      "\"200\"", "200", "\"0030000004\""})
            BOOST_TEST_CONTEXT(code << " " << sub)
            {
                const auto answer = read("{\"code\":" + code + ",\"subCode\":" + sub +
                                         ",\"msg\":\"ok\",\"result\":{\"data\":{\"a\":1},"
                                         "\"contextId\":\"C-1\"}}");

                BOOST_TEST_REQUIRE(answer.has_value());
                BOOST_TEST(answer->request_id == "C-1");
            }
}

BOOST_AUTO_TEST_CASE(a_failing_sub_code_beats_a_succeeding_code)
{
    const std::string body =
        R"({"code":0,"msg":"未知错误","subCode":"0130020001",
            "result":{"data":{},"contextId":"C-2"}})";

    BOOST_TEST((refusal(body) == Errc::unavailable));
    BOOST_TEST((refusal(body, Operation::write) == Errc::uncertain));
    BOOST_TEST(read(body).error().request_id == "C-2");
    BOOST_TEST(read(body).error().remote_text == "未知错误");
}

BOOST_AUTO_TEST_CASE(a_failing_code_beats_a_succeeding_sub_code)
{
    BOOST_TEST(
        (refusal(R"({"code":500,"subCode":"","result":{"data":{}}})") == Errc::bad_response));
    BOOST_TEST((refusal(R"({"subCode":"0","result":{"data":{}}})") == Errc::bad_response));
    BOOST_TEST(
        (refusal(R"({"code":500,"result":{"data":{}}})", Operation::write) == Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(success_without_data_is_no_success)
{
    for (const std::string body :
         {R"({"code":200})", R"({"code":200,"result":null})", R"({"code":200,"result":{}})",
          R"({"code":200,"result":{"data":null}})",
          R"({"code":0,"msg":"未知错误","result":{"data":""}})"}) {
        BOOST_TEST((refusal(body) == Errc::bad_response));
        BOOST_TEST((refusal(body, Operation::write) == Errc::uncertain));
    }
}

BOOST_AUTO_TEST_CASE(data_that_is_a_json_text_is_parsed_again)
{
    const auto answer =
        read(R"({"code":200,"result":{"data":"{\"trades\":[{\"tradeNo\":\"1\"}]}"}})");

    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST_REQUIRE(answer->data.is_object());
    BOOST_TEST(answer->data.as_object().contains("trades"));
    BOOST_TEST((refusal(R"({"code":200,"result":{"data":"{\"trades\":"}})") == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(a_long_second_document_is_taken_whole)
{
    std::string inner = "{\\\"note\\\":[";
    for (int row = 0; row < 1000; ++row)
        inner += (row == 0 ? "\\\"" : ",\\\"") + std::string(2000, 'x') + "\\\"";
    inner += "]}";

    BOOST_TEST(read(R"({"code":200,"result":{"data":")" + inner + "\"}}").has_value());
}

BOOST_AUTO_TEST_CASE(bodies_that_are_no_json_object_are_no_answer)
{
    for (const std::string body :
         {"", "<html>502</html>", "[1]", "{\"code\":200", "{\"msg\":\"\xC3\x28\"}"}) {
        BOOST_TEST((refusal(body) == Errc::bad_response));
        BOOST_TEST((refusal(body, Operation::write) == Errc::uncertain));
    }
    BOOST_TEST((refusal(std::string(100'000, '[')) == Errc::bad_response));
}

BOOST_AUTO_TEST_CASE(an_http_failure_counts_whatever_the_body_says)
{
    const std::string fine = R"({"code":200,"result":{"data":{}}})";

    BOOST_TEST((refusal(fine, Operation::read, 502) == Errc::unavailable));
    BOOST_TEST((refusal(fine, Operation::write, 502) == Errc::uncertain));
    BOOST_TEST((refusal(fine, Operation::read, 403) == Errc::bad_response));
    BOOST_TEST((refusal(fine, Operation::write, 429) == Errc::rate_limited));
}

BOOST_AUTO_TEST_CASE(the_wait_a_gateway_asks_for_is_kept)
{
    HttpResponse response;
    response.status = 429;
    response.headers.push_back({"retry-after", "7"});

    const auto answer = read_envelope(known_failures(), Operation::read, "erp.sales.get", response);

    BOOST_TEST_REQUIRE(answer.has_error());
    BOOST_TEST((answer.error().retry_after == std::chrono::seconds(7)));
}

BOOST_AUTO_TEST_SUITE_END()

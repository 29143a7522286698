#include "pinduoduo/envelope.hpp"

#include "pinduoduo/failures.hpp"

#include <daifa/codec/json.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::pinduoduo;

namespace {

constexpr CallName reading{api::order_get, Operation::read};
constexpr CallName writing{api::waybill_return, Operation::write};
const TimePoint now{std::chrono::seconds(1'700'000'000)};

Result<Answer> open(CallName call, std::string body, int status = 200,
                    std::vector<HttpHeader> headers = {})
{
    return open_envelope(
        call, {.status = status, .headers = std::move(headers), .body = std::move(body)}, now);
}

Errc code_of(CallName call, std::string body, int status = 200)
{
    const auto answer = open(call, std::move(body), status);
    BOOST_TEST_REQUIRE(answer.has_error());
    return answer.error().code;
}

/// Both readings of one failure: a read's, then a write's.
void check_failure(const std::string& body, Errc read, Errc write)
{
    BOOST_TEST_CONTEXT(body)
    {
        BOOST_TEST((code_of(reading, body) == read));
        BOOST_TEST((code_of(writing, body) == write));
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(envelope)

BOOST_AUTO_TEST_CASE(the_result_is_taken_out_of_a_wrapper_of_any_name)
{
    for (const char* wrapper :
         {"pdd_fds_order_get_response", "order_get_response", "response",
          "logistics_ordertrace_get_resposne", "logistics_isv_trace_notify_sub"}) {
        const auto answer = open(reading, R"({")" + std::string(wrapper) +
                                              R"(":{"x":1,"request_id":"17000000001234567"}})");

        BOOST_TEST_REQUIRE(answer.has_value());
        BOOST_TEST((find_integer(answer->body, "x") == 1));
        BOOST_TEST(answer->request_id == "17000000001234567");
    }
}

BOOST_AUTO_TEST_CASE(an_answer_without_wrapper_is_its_own_result)
{
    const auto answer = open(reading, R"({"x":1,"list":{"y":2}})");

    BOOST_TEST_REQUIRE(answer.has_value());
    BOOST_TEST((find_integer(answer->body, "x") == 1));
}

BOOST_AUTO_TEST_CASE(a_request_id_beside_the_wrapper_is_found_too)
{
    BOOST_TEST(open(reading, R"({"a_response":{"x":1},"request_id":"r1"})")->request_id == "r1");
    BOOST_TEST(open(reading, R"({"a_response":{"x":1},"request_id":17})")->request_id == "17");
}

BOOST_AUTO_TEST_CASE(an_error_response_wins_over_everything_beside_it)
{
    const auto answer =
        open(reading,
             R"({"pdd_fds_order_get_response":{"status":1},)"
             R"("error_response":{"error_msg":"签名校验失败","sub_msg":"sign","sub_code":"20004",)"
             R"("error_code":20004,"request_id":"17000000001234568"}})");

    BOOST_TEST_REQUIRE(answer.has_error());
    BOOST_TEST((answer.error().code == Errc::misconfigured));
    BOOST_TEST(answer.error().operation == "pdd.fds.order.get");
    BOOST_TEST(answer.error().remote_code == "20004");
    BOOST_TEST(answer.error().remote_text == "签名校验失败: sign");
    BOOST_TEST(answer.error().request_id == "17000000001234568");
}

BOOST_AUTO_TEST_CASE(an_error_code_may_be_text_and_its_reason_null)
{
    const auto answer =
        open(reading, R"({"error_response":{"error_msg":"限流","sub_msg":null,"sub_code":null,)"
                      R"("error_code":"52101"}})");

    BOOST_TEST((answer.error().code == Errc::rate_limited));
    BOOST_TEST(answer.error().remote_text == "限流");
}

BOOST_AUTO_TEST_CASE(an_error_response_of_another_shape_is_no_success)
{
    check_failure(R"({"error_response":"down"})", Errc::bad_response, Errc::uncertain);
    check_failure(R"({"error_response":{}})", Errc::bad_response, Errc::uncertain);
    check_failure(R"({"error_response":[20004]})", Errc::bad_response, Errc::uncertain);
}

BOOST_AUTO_TEST_CASE(a_text_that_the_gateway_says_twice_is_told_once)
{
    for (const auto* body : {R"({"error_response":{"error_code":10019,"error_msg":"过期","sub_msg":"过期"}})",
                             R"({"error_response":{"error_code":10019,"error_msg":"过期"}})",
                             R"({"error_response":{"error_code":10019,"sub_msg":"过期"}})"})
        BOOST_TEST(open(reading, body).error().remote_text == "过期");
}

BOOST_AUTO_TEST_CASE(an_unknown_code_leaves_a_write_uncertain)
{
    check_failure(R"({"error_response":{"error_code":99999}})", Errc::bad_response,
                  Errc::uncertain);
}

BOOST_AUTO_TEST_CASE(a_business_failure_leaves_a_write_uncertain_and_a_refused_sign_does_not)
{
    check_failure(R"({"error_response":{"error_code":50001,"sub_msg":"x"}})", Errc::rejected,
                  Errc::uncertain);
    check_failure(R"({"error_response":{"error_code":20004}})", Errc::misconfigured,
                  Errc::misconfigured);
}

BOOST_AUTO_TEST_CASE(each_flag_that_says_no_is_a_failure_inside_http_200)
{
    for (const char* flag : {"success", "succ", "is_success", "result", "return_result"})
        for (const char* no : {"false", "0", "\"false\"", "\"0\""})
            check_failure(R"({"response":{")" + std::string(flag) + "\":" + no + "}}",
                          Errc::bad_response, Errc::uncertain);
}

BOOST_AUTO_TEST_CASE(a_flag_that_is_a_structure_or_empty_is_no_verdict)
{
    BOOST_TEST(open(reading, R"({"a_response":{"result":{"x":1}}})").has_value());
    BOOST_TEST(open(reading, R"({"a_response":{"result":[],"success":""}})").has_value());
    BOOST_TEST(open(reading, R"({"a_response":{"result":null,"success":true}})").has_value());
}

BOOST_AUTO_TEST_CASE(a_code_inside_a_success_is_a_failure_that_never_proves_a_write_undone)
{
    check_failure(R"({"response":{"success":false,"error_code":10000,"error_msg":"x"}})",
                  Errc::rejected, Errc::uncertain);
    check_failure(R"({"response":{"errorCode":"20032"}})", Errc::unauthorized, Errc::uncertain);
    BOOST_TEST(open(writing, R"({"response":{"return_result":true,"error_code":0,"error_msg":""}})")
                   .has_value());
}

BOOST_AUTO_TEST_CASE(a_body_that_is_no_object_in_json_is_no_success)
{
    const std::string deep(1000, '[');
    for (const std::string body :
         {"", "<html>502</html>", "{\"a_response\":{\"x\":", "null", "[]", "\"ok\"", "{} {}"})
        check_failure(body, Errc::bad_response, Errc::uncertain);
    check_failure("{\"a_response\":" + deep + "}", Errc::bad_response, Errc::uncertain);
    check_failure("{\"a_response\":{\"x\":\"\xC3\x28\"}}", Errc::bad_response, Errc::uncertain);
}

BOOST_AUTO_TEST_CASE(an_answer_cut_at_any_byte_is_no_success)
{
    const std::string whole =
        R"({"pdd_fds_waybill_return_response":{"return_result":true,"request_id":"17"}})";

    for (std::size_t size = 0; size < whole.size(); ++size)
        BOOST_TEST((code_of(writing, whole.substr(0, size)) == Errc::uncertain));
    BOOST_TEST(open(writing, whole).has_value());
}

BOOST_AUTO_TEST_CASE(an_http_failure_is_judged_by_its_status)
{
    BOOST_TEST((code_of(reading, "{}", 503) == Errc::unavailable));
    BOOST_TEST((code_of(writing, "{}", 503) == Errc::uncertain));
    BOOST_TEST((code_of(reading, "{}", 404) == Errc::bad_response));
    BOOST_TEST(
        (code_of(writing, R"({"response":{"return_result":true}})", 502) == Errc::uncertain));
    BOOST_TEST((code_of(writing, "{}", 429) == Errc::rate_limited));
}

BOOST_AUTO_TEST_CASE(a_wish_to_wait_is_taken_from_seconds_and_dates_of_any_failure)
{
    const auto seconds = open(reading, "", 429, {{"retry-after", "3"}});
    const auto date = open(reading, "", 503, {{"Retry-After", "Tue, 14 Nov 2023 22:13:25 GMT"}});
    const auto past = open(reading, "", 503, {{"Retry-After", "Tue, 14 Nov 2023 22:00:00 GMT"}});
    const auto inside =
        open(reading, R"({"error_response":{"error_code":52101}})", 200, {{"Retry-After", "2"}});
    const auto nonsense = open(reading, "", 503, {{"Retry-After", "soon"}});
    const auto endless = open(reading, "", 503, {{"Retry-After", "2000000000"}});

    BOOST_TEST((seconds.error().retry_after == Milliseconds(3000)));
    BOOST_TEST((date.error().retry_after == Milliseconds(5000)));
    BOOST_TEST((past.error().retry_after == Milliseconds(0)));
    BOOST_TEST((inside.error().retry_after == Milliseconds(2000)));
    BOOST_TEST((nonsense.error().retry_after == std::nullopt));
    BOOST_TEST((endless.error().retry_after == std::chrono::hours(24)));
}

BOOST_AUTO_TEST_SUITE_END()

#include "fixture.hpp"

#include "pinduoduo/gateway.hpp"
#include "pinduoduo/requests.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::pinduoduo;

namespace {

const OrderId order{MerchantId("0123456789abcdef0123456789abcdef"),
                    "fedcba9876543210fedcba9876543210"};

} // namespace

BOOST_FIXTURE_TEST_SUITE(gateway, daifa::pinduoduo::test::Fixture)

BOOST_AUTO_TEST_CASE(a_call_is_a_signed_form_post_with_the_common_parameters)
{
    const Gateway gateway(context());
    http.answer(R"({"pdd_fds_order_get_response":{"x":1}})");

    BOOST_TEST(run(gateway.call(*build_order_get(order))).has_value());

    const HttpRequest& request = http.requests.at(0);
    BOOST_TEST(request.api == "pdd.fds.order.get");
    BOOST_TEST((request.intent == HttpIntent::read));
    BOOST_TEST(request.method == "POST");
    BOOST_TEST(request.url == "https://gateway.example/api/router");
    BOOST_TEST((request.timeout == std::chrono::seconds(10)));
    BOOST_TEST(find_header(request.headers, "Content-Type")
                   .starts_with("application/x-www-form-urlencoded"));
    const auto form = last_form();
    BOOST_TEST(form.size() == 8u);
    BOOST_TEST(find_field(form, "type") == "pdd.fds.order.get");
    BOOST_TEST(find_field(form, "client_id") == "demo-client-0001");
    BOOST_TEST(find_field(form, "access_token") == "demo-token-aaaa");
    BOOST_TEST(find_field(form, "timestamp") == "1700000000");
    BOOST_TEST(find_field(form, "data_type") == "JSON");
    BOOST_TEST(find_field(form, "version") == "V1");
    // The whole request is the first sign vector.
    BOOST_TEST(find_field(form, "sign") == "C25F9377E4715CF203F0DA310409B752");
}

BOOST_AUTO_TEST_CASE(the_timestamp_follows_the_platforms_clock)
{
    const Gateway gateway(context());
    clock.jump(std::chrono::minutes(11) + Milliseconds(999));
    http.answer("{}");

    run(gateway.call(build_role_get()));

    BOOST_TEST(find_field(last_form(), "timestamp") == "1700000660");
}

BOOST_AUTO_TEST_CASE(without_a_credential_nothing_is_sent)
{
    const Gateway gateway(context());
    credentials.credential.reset();

    const auto answer = run(gateway.call(build_role_get()));

    BOOST_TEST((answer.error().code == Errc::unauthorized));
    BOOST_TEST(http.requests.empty());
}

BOOST_AUTO_TEST_CASE(an_empty_token_is_no_credential)
{
    const Gateway gateway(context());
    credentials.credential->access_token = Secret();

    BOOST_TEST((run(gateway.call(build_role_get())).error().code == Errc::unauthorized));
    BOOST_TEST(http.requests.empty());
}

BOOST_AUTO_TEST_CASE(no_empty_parameter_is_sent_where_the_token_is_optional_or_not_wanted)
{
    const Gateway gateway(context());
    http.answer("{}");
    run(gateway.call(build_time_get()));
    BOOST_TEST(http.requests.back().body.find("access_token") == std::string::npos);

    http.answer("{}");
    run(gateway.call(build_companies_get()));
    BOOST_TEST(find_field(last_form(), "access_token") == "demo-token-aaaa");

    credentials.credential.reset();
    http.answer("{}");
    run(gateway.call(build_companies_get()));
    BOOST_TEST(http.requests.back().body.find("access_token") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_failure_on_the_way_is_passed_on_as_it_is)
{
    const Gateway gateway(context());
    Error lost;
    lost.code = Errc::uncertain;
    lost.remote_code = "time-out";
    http.fail(lost);

    const auto answer = run(gateway.call(*build_token_create(Secret("demo-code-42"))));

    BOOST_TEST((answer.error().code == Errc::uncertain));
    BOOST_TEST(answer.error().remote_code == "time-out");
}

BOOST_AUTO_TEST_SUITE_END()

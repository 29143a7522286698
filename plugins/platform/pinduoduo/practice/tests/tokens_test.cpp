#include "gateway_fixture.hpp"

#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using daifa::practice::test::Fields;
using daifa::practice::test::Gateway;
using daifa::practice::test::get_request;

namespace {

constexpr auto create_api = "pdd.pop.auth.token.create";
constexpr auto refresh_api = "pdd.pop.auth.token.refresh";
const std::string redirect_uri = "http://127.0.0.1/daifa/authorized";

FormFields authorize_query()
{
    return {{"response_type", "code"},
            {"client_id", "practice-app-key-0001"},
            {"redirect_uri", redirect_uri},
            {"state", "s&t<ate"},
            {"view", "web"}};
}

sandbox::Reply open_page(Gateway& gateway, const FormFields& query)
{
    return gateway.raw(get_request("/service-market/auth", encode_form(query)));
}

sandbox::Reply submit(Gateway& gateway, const std::string& step, const FormFields& fields)
{
    sandbox::Request request;
    request.method = "POST";
    request.path = "/service-market/auth/" + step;
    request.body = encode_form(fields);
    return gateway.raw(request);
}

/// What a browser would send along: the hidden value of the only form.
std::string form_key(const sandbox::Reply& page)
{
    const std::string mark = "name=\"csrf_token\" value=\"";
    const auto at = page.body.find(mark);
    return at == std::string::npos ? "" : page.body.substr(at + mark.size(), 32);
}

sandbox::Reply log_in(Gateway& gateway, const std::string& name)
{
    const auto page = open_page(gateway, authorize_query());
    return submit(gateway, "login", {{"csrf_token", form_key(page)}, {"username", name}, {"password", name}});
}

std::string authorize(Gateway& gateway, const std::string& name = "factory")
{
    const auto consent = log_in(gateway, name);
    const auto reply = submit(gateway, "consent", {{"csrf_token", form_key(consent)}, {"decision", "agree"}});
    BOOST_TEST_REQUIRE(reply.status == 302);
    const std::string location(find_header(reply.headers, "Location"));
    BOOST_TEST_REQUIRE(location.starts_with(redirect_uri + "?"));
    const auto answer = decode_form(location.substr(redirect_uri.size() + 1));
    BOOST_TEST(find_field(answer, "state") == "s&t<ate");
    return std::string(find_field(answer, "code"));
}

boost::json::object create(Gateway& gateway, const std::string& code)
{
    return gateway.call(create_api, {{"code", code}}, false);
}

boost::json::object refresh(Gateway& gateway, const std::string& token)
{
    return gateway.call(refresh_api, {{"refresh_token", token}}, false);
}

} // namespace

BOOST_AUTO_TEST_SUITE(tokens)

BOOST_AUTO_TEST_CASE(a_shop_walks_from_the_page_to_a_working_token)
{
    Gateway gateway;
    const auto body = create(gateway, authorize(gateway));
    BOOST_TEST_REQUIRE(body.contains("pop_auth_token_create_response"));
    const auto& grant = body.at("pop_auth_token_create_response").get_object();

    BOOST_TEST(text_or(grant, "owner_id") == "10000001");
    BOOST_TEST(grant.at("expires_in").as_int64() == 86400);
    BOOST_TEST(grant.at("expires_at").as_int64() == 1700086400);
    BOOST_TEST(grant.at("refresh_token_expires_in").as_int64() == 2592000);
    gateway.token = text_or(grant, "access_token");
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 0);
}

BOOST_AUTO_TEST_CASE(the_page_sends_nobody_to_an_address_that_is_not_registered)
{
    Gateway gateway;
    auto query = authorize_query();
    query[2].second = "http://127.0.0.1/daifa/authorized/evil";
    BOOST_TEST(open_page(gateway, query).status == 400);
    query = authorize_query();
    query[1].second = "<script>";
    const auto unknown = open_page(gateway, query);
    BOOST_TEST(unknown.status == 400);
    BOOST_TEST(unknown.body.find("<script>") == std::string::npos);
    query = authorize_query();
    query[0].second = "token";
    BOOST_TEST(open_page(gateway, query).status == 400);
}

BOOST_AUTO_TEST_CASE(a_wrong_password_shows_the_form_again)
{
    Gateway gateway;
    const auto page = open_page(gateway, authorize_query());
    const auto again = submit(gateway, "login",
                              {{"csrf_token", form_key(page)}, {"username", "factory"}, {"password", "no"}});
    BOOST_TEST(again.status == 401);
    const auto consent = submit(
        gateway, "login", {{"csrf_token", form_key(again)}, {"username", "factory"}, {"password", "factory"}});
    BOOST_TEST(consent.status == 200);
    BOOST_TEST(consent.body.find("同意授权") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_form_is_good_once_in_its_place_and_for_ten_minutes)
{
    Gateway gateway;
    const auto page = open_page(gateway, authorize_query());
    BOOST_TEST(submit(gateway, "consent", {{"csrf_token", form_key(page)}, {"decision", "agree"}}).status == 403);
    BOOST_TEST(submit(gateway, "login", {{"csrf_token", form_key(page)}}).status == 403);
    BOOST_TEST(submit(gateway, "login", {{"username", "factory"}, {"password", "factory"}}).status == 403);
    const auto consent = log_in(gateway, "factory");
    gateway.now += std::chrono::minutes(10);
    BOOST_TEST(submit(gateway, "consent", {{"csrf_token", form_key(consent)}, {"decision", "agree"}}).status == 403);
    BOOST_TEST(gateway.raw(get_request("/service-market/auth/login", "")).status == 405);
    BOOST_TEST(gateway.raw(get_request("/service-market/auth/else", "")).status == 404);
}

BOOST_AUTO_TEST_CASE(a_shop_can_say_no)
{
    Gateway gateway;
    const auto consent = log_in(gateway, "factory");
    const auto reply = submit(gateway, "consent", {{"csrf_token", form_key(consent)}, {"decision", "deny"}});
    BOOST_TEST(find_header(reply.headers, "Location").find("error=access_denied") != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(a_code_is_good_once_and_for_ten_minutes)
{
    Gateway gateway;
    const auto code = authorize(gateway);
    BOOST_TEST(Gateway::error_code(create(gateway, code)) == 0);
    BOOST_TEST(Gateway::error_code(create(gateway, code)) == 20032);
    const auto late = authorize(gateway);
    gateway.now += std::chrono::minutes(10);
    BOOST_TEST(Gateway::error_code(create(gateway, late)) == 20032);
    gateway.set("grant_error", "50001");
    BOOST_TEST(Gateway::error_code(create(gateway, "nothing")) == 50001);
    BOOST_TEST(Gateway::error_code(create(gateway, "")) == 21002);
}

BOOST_AUTO_TEST_CASE(authorizing_again_kills_the_earlier_code_and_pair)
{
    Gateway gateway;
    const auto first = authorize(gateway);
    const auto grant = create(gateway, authorize(gateway)).at("pop_auth_token_create_response").get_object();
    BOOST_TEST(Gateway::error_code(create(gateway, first)) == 20032);
    gateway.token = text_or(grant, "access_token");
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 0);
    authorize(gateway);
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 20032);
    BOOST_TEST(Gateway::error_code(refresh(gateway, text_or(grant, "refresh_token"))) == 20032);
}

BOOST_AUTO_TEST_CASE(a_refresh_keeps_the_old_pair_or_rotates)
{
    for (const bool rotates : {false, true}) {
        Gateway gateway(sandbox::FrontOptions{{"refresh", rotates ? "rotates" : "keeps_old"}});
        const auto grant = create(gateway, authorize(gateway)).at("pop_auth_token_create_response").get_object();
        const auto next = refresh(gateway, text_or(grant, "refresh_token"));
        BOOST_TEST_REQUIRE(next.contains("pop_auth_token_refresh_response"));
        gateway.token = text_or(grant, "access_token");
        BOOST_TEST(gateway.refusal("pdd.fds.role.get") == (rotates ? 20032 : 0));
        BOOST_TEST(Gateway::error_code(refresh(gateway, text_or(grant, "refresh_token"))) == (rotates ? 20032 : 0));
        gateway.token = text_or(next.at("pop_auth_token_refresh_response").get_object(), "access_token");
        BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 0);
    }
}

BOOST_AUTO_TEST_CASE(tokens_end_when_their_life_does)
{
    Gateway gateway(sandbox::FrontOptions{{"access_life", "60s"}, {"refresh_life", "120s"}});
    const auto grant = create(gateway, authorize(gateway)).at("pop_auth_token_create_response").get_object();
    gateway.token = text_or(grant, "access_token");
    gateway.now += std::chrono::seconds(60);
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 10019);
    BOOST_TEST(Gateway::error_code(refresh(gateway, text_or(grant, "refresh_token"))) == 0);
    gateway.now += std::chrono::seconds(60);
    BOOST_TEST(Gateway::error_code(refresh(gateway, text_or(grant, "refresh_token"))) == 20032);
}

BOOST_AUTO_TEST_CASE(another_shop_gets_its_own_tokens)
{
    Gateway gateway;
    const auto grant =
        create(gateway, authorize(gateway, "merchant")).at("pop_auth_token_create_response").get_object();
    BOOST_TEST(text_or(grant, "owner_id") == "20000001");
    BOOST_TEST(gateway.refusal("pdd.fds.role.get") == 0);
}

BOOST_AUTO_TEST_SUITE_END()

#include "command/daemon.hpp"

#include "support/scripted_http_client.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::command;

namespace {

struct Speaking {
    boost::asio::io_context context;
    test::ScriptedHttpClient http;
    Daemon daemon{context, http, "/run/daifa/admin.sock"};
};

std::string trouble_of(const char* remote_code)
{
    Error error;
    error.remote_code = remote_code;
    return describe_unreachable(error, "/s").what.en;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(daemon_api, Speaking)

BOOST_AUTO_TEST_CASE(answers_are_objects)
{
    http.answer(R"({"a": 1})");
    BOOST_TEST(daemon.get("/v1/status?x=1").value().at("a").as_int64() == 1);
    BOOST_TEST(http.requests.at(0).url == "http://daifa/v1/status?x=1");
    BOOST_TEST(http.requests.at(0).api == "/v1/status");

    http.answer("[]");
    BOOST_TEST(daemon.get("/").error().what.en == "the daemon's answer was not understood");
}

BOOST_AUTO_TEST_CASE(a_refusal_is_told_in_the_daemons_words)
{
    http.answer(
        R"({"error": {"en": "no", "zh": "否", "next_en": "do", "next_zh": "做"}, "candidates": []})",
        409);
    boost::json::object nothing;
    const auto answer = daemon.post("/v1/reload", nothing);

    BOOST_TEST_REQUIRE(!answer.has_value());
    BOOST_TEST(answer.error().what.zh == "否");
    BOOST_TEST(answer.error().answer.contains("candidates"));

    View view;
    const auto outcome = failed(view, answer.error());
    BOOST_TEST(outcome.code == exit_failed);
    BOOST_TEST(outcome.err == "daifa: no\n  → do\n");
    view.is_json = true;
    BOOST_TEST(failed(view, answer.error()).out.find("\"candidates\":[]") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(each_way_of_not_being_reached_has_its_sentence)
{
    BOOST_TEST(trouble_of("no such socket") == "daifad is not running: there is no socket /s");
    BOOST_TEST(trouble_of("connect refused") == "daifad is not running: nobody answers on /s");
    BOOST_TEST(trouble_of("permission denied") == "you may not open daifad's socket /s");
    BOOST_TEST(trouble_of("time-out") == "daifad did not answer in time");
    BOOST_TEST(trouble_of("connection closed") ==
               "daifad can not be reached on /s: connection closed");
}

BOOST_AUTO_TEST_SUITE_END()

#include "admin/error_json.hpp"

#include <daifa/codec/json.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::admin;

namespace {

constexpr ErrorRow table[] = {
    {"70031", Errc::rate_limited, true, "too many calls", "调用过于频繁", "wait", "请等待"},
    {"10001", Errc::rejected, true, "a wrong parameter", "参数错误", "", ""},
};

Error failure(Errc code, std::string remote_code, std::string remote_text = {})
{
    Error error;
    error.code = code;
    error.operation = "order.get";
    error.remote_code = std::move(remote_code);
    error.remote_text = std::move(remote_text);
    error.request_id = "r1";
    return error;
}

std::string told(const Error& error, const char* language)
{
    const auto made = to_json(error, table);
    return text_or(made, language) + " -> " + text_or(made, std::string("next_") + language);
}

} // namespace

BOOST_AUTO_TEST_SUITE(error_json)

BOOST_AUTO_TEST_CASE(a_code_of_the_remotes_is_told_from_the_connectors_table)
{
    BOOST_TEST(told(failure(Errc::rate_limited, "70031"), "en") ==
               "order.get (70031): too many calls -> wait");
    BOOST_TEST(told(failure(Errc::rate_limited, "70031"), "zh") ==
               "order.get (70031): 调用过于频繁 -> 请等待");
    // Without a step of its own, the class says what to do.
    BOOST_TEST(
        told(failure(Errc::rejected, "10001"), "en") ==
        "order.get (10001): a wrong parameter -> mend what the answer names, then run daifa retry");
}

BOOST_AUTO_TEST_CASE(a_refused_grant_sends_to_its_owner_whatever_its_code_asks_for_elsewhere)
{
    BOOST_TEST(told(failure(Errc::unauthorized, "70031"), "en") ==
               "order.get (70031): too many calls -> run daifa authorize for this shop");
}

BOOST_AUTO_TEST_CASE(an_address_that_does_not_answer_is_named_with_its_setting)
{
    const auto refused =
        failure(Errc::unavailable, "connect refused", "127.0.0.1:4711 (platform.settings.gateway)");
    BOOST_TEST(told(refused, "en") == "order.get: nobody answers at 127.0.0.1:4711 "
                                      "(platform.settings.gateway) -> check that address in the "
                                      "shop's file, and whether the other side or the proxy is up");
    BOOST_TEST(told(refused, "zh") ==
               "order.get：无人应答（连接被拒绝）：127.0.0.1:4711 (platform.settings.gateway) -> "
               "检查店铺文件中的该地址，以及对方或代理是否在运行");
}

BOOST_AUTO_TEST_CASE(our_own_findings_are_told_in_their_own_words)
{
    BOOST_TEST(told(failure(Errc::misconfigured, "", "choose the role"), "en")
                   .starts_with("order.get: choose the role -> "));
}

BOOST_AUTO_TEST_CASE(every_class_says_what_to_do_in_both_languages)
{
    for (const auto code : {Errc::unavailable, Errc::rate_limited, Errc::token_expired,
                            Errc::unauthorized, Errc::misconfigured, Errc::rejected,
                            Errc::not_found, Errc::bad_response, Errc::uncertain}) {
        BOOST_TEST(!next_step(code).en.empty(), to_text(code));
        BOOST_TEST(!next_step(code).zh.empty(), to_text(code));
    }
}

BOOST_AUTO_TEST_CASE(programs_find_the_parts)
{
    const auto made = to_json(failure(Errc::rejected, "10001", "words"), table);

    BOOST_TEST(text_or(made, "code") == "rejected");
    BOOST_TEST(text_or(made, "operation") == "order.get");
    BOOST_TEST(text_or(made, "remote_code") == "10001");
    BOOST_TEST(text_or(made, "remote_text") == "words");
    BOOST_TEST(text_or(made, "request_id") == "r1");
}

BOOST_AUTO_TEST_SUITE_END()

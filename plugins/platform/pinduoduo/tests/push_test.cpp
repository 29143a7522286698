#include "fixture.hpp"

#include "pinduoduo/connector.hpp"
#include "pinduoduo/failures.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::pinduoduo;
using daifa::test::ScriptedLine;

namespace {

const TimePoint vector_moment{std::chrono::milliseconds(1'700'000'000'000)};
constexpr std::string_view vector_path =
    "/message/demo-client-0001/1700000000000/ZmIwOTAzYjNmYjE1YWNlM2ZlNjFjYTIxNTgwYzY3MjY=";

std::string frame(const std::string& topic, const std::string& content)
{
    boost::json::object message;
    message["type"] = topic;
    message["mallID"] = 10'000'001;
    message["content"] = content;
    boost::json::object whole;
    whole["id"] = 7'300'000'000'000'000'001;
    whole["commandType"] = "Common";
    whole["time"] = 1'700'000'000'100;
    whole["sendTime"] = 1'700'000'000'090;
    whole["message"] = std::move(message);
    return boost::json::serialize(whole);
}

const std::string about_order = R"({"mall_mask_id":"aa11","order_mask_sn":"bb22"})";

PushMessage read(const std::string& text, const PushTopics& topics = {})
{
    const PushFrame read = parse_push_frame(text, topics);
    BOOST_TEST(read.problem == "");
    BOOST_TEST_REQUIRE(read.message.has_value());
    return *read.message;
}

/// A sent frame as an object.
boost::json::object parsed(const std::string& text)
{
    return parse_json(text).value().as_object();
}

struct Pushing : daifa::pinduoduo::test::Fixture {
    std::unique_ptr<PushLine> open()
    {
        auto line = run(connector.push()->open());
        BOOST_TEST_REQUIRE(line.has_value());
        return std::move(*line);
    }

    Connector connector{context()};
};

} // namespace

BOOST_AUTO_TEST_SUITE(push)

BOOST_AUTO_TEST_CASE(the_address_has_the_digest_of_the_published_recipe)
{
    const Secret secret("demo-secret-0123456789abcdef");

    BOOST_TEST(build_push_path("demo-client-0001", secret, vector_moment) == vector_path);
}

BOOST_AUTO_TEST_CASE(a_message_about_an_order_names_it)
{
    const auto message = read(frame("pdd_fds_OrderAssigned", about_order));

    BOOST_TEST(message.owner == "10000001");
    BOOST_TEST(message.topic == "pdd_fds_OrderAssigned");
    BOOST_TEST(message.is_news);
    BOOST_TEST_REQUIRE(message.order.has_value());
    BOOST_TEST(to_text(*message.order) == "aa11/bb22");
    BOOST_TEST(message.sent_at.time_since_epoch().count() == 1'700'000'000'090);
}

BOOST_AUTO_TEST_CASE(a_merchant_s_message_names_the_order_by_its_number)
{
    const std::string content = R"({"mall_id":1,"tid":"231115-1","refund_id":5})";
    for (const char* const topic : {"pdd_trade_TradeConfirmed", "pdd_refund_RefundCreated"}) {
        const auto message = read(frame(topic, content));
        BOOST_TEST(message.is_news);
        BOOST_TEST_REQUIRE(message.order.has_value());
        BOOST_TEST(message.order->merchant.empty());
        BOOST_TEST(message.order->number == "231115-1");
    }
    BOOST_TEST(!read(frame("pdd_goods_GoodsAdd", R"({"goods_id":1})")).is_news);
    const PushTopics topics = {"pdd_refund_RefundCreated"};
    BOOST_TEST(!read(frame("pdd_trade_TradeConfirmed", content), topics).is_news);
}

BOOST_AUTO_TEST_CASE(only_chosen_topics_count_when_some_are_chosen)
{
    const PushTopics topics = {"chosen"};

    BOOST_TEST(read(frame("chosen", about_order), topics).order.has_value());
    BOOST_TEST(!read(frame("another", about_order), topics).is_news);
    // It is news of the shop, though it doesn't say of which order.
    const auto vague = read(frame("chosen", "{}"), topics);
    BOOST_TEST(vague.is_news);
    BOOST_TEST(!vague.order.has_value());
}

BOOST_AUTO_TEST_CASE(commands_may_be_numbers_and_content_may_be_an_object)
{
    const auto message =
        read(R"({"id":"5","commandType":3,"message":{"type":"t","mallID":"9","content":)" +
             about_order + "}}");

    BOOST_TEST(message.order.has_value());
    BOOST_TEST((message.sent_at == TimePoint{}));
    const PushFrame beat = parse_push_frame(R"({"commandType":0})", {});
    BOOST_TEST(beat.problem == "");
    BOOST_TEST(!beat.message.has_value());
}

BOOST_AUTO_TEST_CASE(what_can_not_be_read_says_why_and_holds_no_data)
{
    for (const char* text :
         {"", "[]", "no json", R"({"commandType":"Other"})", R"({"commandType":"Common"})",
          R"({"commandType":"Common","message":{"type":"t","mallID":1}})",
          R"({"id":1,"commandType":"Common","message":{"type":"t","content":"{}"}})"}) {
        const PushFrame read = parse_push_frame(text, {});
        BOOST_TEST(!read.problem.empty(), text);
        BOOST_TEST(!read.message.has_value(), text);
    }
    // Content that is no JSON names no order.
    BOOST_TEST(!read(frame("t", "{broken")).is_news);
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_repeats_what_it_is_about)
{
    const auto message = read(frame("t", about_order));

    const auto sent = parsed(build_acknowledgement(message, vector_moment));

    BOOST_TEST(sent == parsed(R"({"id":7300000000000000001,"commandType":"Ack",
        "time":1700000000000,"sendTime":1700000000090,"type":"t","mallID":10000001})"));
}

BOOST_AUTO_TEST_CASE(a_refusal_says_why_in_at_most_a_thousand_bytes_of_whole_characters)
{
    const auto message = read(frame("t", about_order));
    std::string reason;
    while (reason.size() < 1200)
        reason += "错";

    const auto sent = parsed(build_refusal(message, reason, vector_moment));

    BOOST_TEST(text_or(sent, "commandType") == "Fail");
    BOOST_TEST(text_or(sent, "failReason").size() == 999u);
}

BOOST_FIXTURE_TEST_CASE(a_line_opens_where_the_settings_say, Pushing)
{
    const auto line = open();

    BOOST_TEST(sockets.urls.front() == "wss://messages.example" + std::string(vector_path));
    BOOST_TEST(connector.push()->identity().find("demo-secret") == std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(a_line_receives_messages_signs_of_life_and_noise, Pushing)
{
    const auto line = open();
    sockets.lines.back()->say(frame("t", about_order));
    sockets.lines.back()->say(R"({"commandType":"HeartBeat","time":1})");
    sockets.lines.back()->say("noise");
    sockets.lines.back()->hang_up();

    const auto first = run(line->receive());
    const auto second = run(line->receive());
    const auto third = run(line->receive());
    const auto fourth = run(line->receive());

    BOOST_TEST_REQUIRE((first.has_value() && first->has_value()));
    BOOST_TEST(to_text(*(*first)->order) == "aa11/bb22");
    BOOST_TEST((second.has_value() && !second->has_value()));
    BOOST_TEST((third.has_value() && !third->has_value()));
    BOOST_TEST_REQUIRE(log.lines.size() == 1u);
    BOOST_TEST(log.lines.front().find("can not be read") != std::string::npos);
    BOOST_TEST_REQUIRE(!fourth.has_value());
    BOOST_TEST(fourth.error().remote_code == code_push_off);
}

BOOST_FIXTURE_TEST_CASE(a_line_sends_answers_and_beats, Pushing)
{
    const auto line = open();
    const PushMessage message = read(frame("t", about_order));

    run(line->acknowledge(message));
    run(line->refuse(message, "later"));
    run(line->beat());

    const auto& heard = sockets.lines.back()->heard;
    BOOST_TEST_REQUIRE(heard.size() == 3u);
    BOOST_TEST(text_or(parsed(heard[0]), "commandType") == "Ack");
    BOOST_TEST(text_or(parsed(heard[1]), "failReason") == "later");
    BOOST_TEST(text_or(parsed(heard[2]), "commandType") == "HeartBeat");
}

BOOST_FIXTURE_TEST_CASE(a_refused_channel_asks_for_a_person_and_an_absent_one_for_patience, Pushing)
{
    Error refusal;
    refusal.code = Errc::bad_response;
    refusal.remote_code = "no WebSocket there: HTTP 403";
    sockets.refusal = refusal;
    const auto refused = run(connector.push()->open());
    sockets.refusal->code = Errc::unavailable;
    const auto absent = run(connector.push()->open());

    BOOST_TEST_REQUIRE((!refused.has_value() && !absent.has_value()));
    BOOST_TEST(refused.error().remote_code == code_push_refused);
    BOOST_TEST((refused.error().code == Errc::misconfigured));
    BOOST_TEST((absent.error().code == Errc::unavailable));
}

BOOST_FIXTURE_TEST_CASE(a_shop_is_subscribed_with_its_own_token_and_to_all_topics, Pushing)
{
    http.answer(R"({"pmc_user_permit_response":{"is_success":true,"request_id":"1"}})");

    const auto receipt = run(connector.push()->subscribe());

    BOOST_TEST(receipt.has_value());
    BOOST_TEST(find_field(last_form(), "type") == "pdd.pmc.user.permit");
    BOOST_TEST(find_field(last_form(), "access_token") == "demo-token-aaaa");
    BOOST_TEST(find_field(last_form(), "topics") == "");
}

BOOST_FIXTURE_TEST_CASE(a_subscription_counts_while_it_has_not_run_out, Pushing)
{
    const auto answer = [&](const std::string& user) {
        http.answer(R"({"pmc_user_get_response":{"pmc_user":)" + user + "}}");
        return run(connector.push()->check_subscription());
    };

    BOOST_TEST(answer(R"({"owner_id":"1234567","topics":[],"is_expire":0})").value());
    BOOST_TEST(!answer(R"({"owner_id":"1234567","topics":[],"is_expire":1})").value());
    BOOST_TEST(!answer("null").value());
    BOOST_TEST(find_field(last_form(), "owner_id") == "1234567");
    BOOST_TEST(find_field(last_form(), "access_token") == "");
}

BOOST_AUTO_TEST_CASE(push_is_off_by_its_setting_and_without_an_address)
{
    daifa::pinduoduo::test::Fixture off;
    off.settings["push"] = false;
    daifa::pinduoduo::test::Fixture nowhere;
    nowhere.settings["push_url"] = std::string();

    BOOST_TEST((Connector(off.context()).push() == nullptr));
    BOOST_TEST((Connector(nowhere.context()).push() == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()

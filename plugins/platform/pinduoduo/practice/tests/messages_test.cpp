#include "gateway_fixture.hpp"

#include "pinduoduo/practice/message_lines.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using daifa::practice::pinduoduo::expected_digest;
using daifa::practice::test::Gateway;

namespace {

namespace json = boost::json;

constexpr std::uint64_t line = 7;

std::string address(std::string_view app = "practice-app-key-0001",
                    std::string_view secret = "practice-app-secret-0001")
{
    return "/message/" + std::string(app) + "/1700000000000/" +
           expected_digest(app, "1700000000000", secret);
}

/// A gateway whose factory wants messages, and a line of its app.
struct Listening : Gateway {
    explicit Listening(const sandbox::FrontOptions& options = {}) : Gateway(options)
    {
        result("pdd.pmc.user.permit");
        lines().open_line(line, address(), world, now);
    }

    std::vector<json::object> heard()
    {
        std::vector<json::object> frames;
        for (const auto& message : lines().take_output(world, now).messages)
            frames.push_back(parse_json(message.text).value().as_object());
        return frames;
    }

    void answer(const json::object& frame, const std::string& command)
    {
        json::object said;
        said["commandType"] = command;
        said["id"] = frame.at("id");
        lines().hear(line, json::serialize(said), world, now);
    }

    void pass(Milliseconds span) { now += span; }
};

const json::object& inside(const json::object& frame)
{
    return frame.at("message").as_object();
}

/// The only message that came.
json::object only(Listening& gateway)
{
    const auto frames = gateway.heard();
    BOOST_TEST_REQUIRE(frames.size() == 1u);
    return frames.front();
}

} // namespace

BOOST_AUTO_TEST_SUITE(messages)

BOOST_AUTO_TEST_CASE(the_digest_is_that_of_the_published_recipe)
{
    BOOST_TEST(
        expected_digest("demo-client-0001", "1700000000000", "demo-secret-0123456789abcdef") ==
        "ZmIwOTAzYjNmYjE1YWNlM2ZlNjFjYTIxNTgwYzY3MjY=");
}

BOOST_AUTO_TEST_CASE(only_who_knows_an_apps_secret_may_open_a_line)
{
    Gateway gateway;
    const auto admits = [&](const std::string& target) {
        return gateway.lines().admits(target, gateway.world, gateway.now);
    };

    BOOST_TEST(admits(address()));
    BOOST_TEST(!admits(address("practice-app-key-0001", "another secret")));
    BOOST_TEST(!admits(address("no app")));
    for (const char* target : {"/", "/message/", "/message/practice-app-key-0001",
                               "/message/practice-app-key-0001/1700000000000"})
        BOOST_TEST(!admits(target), target);
}

BOOST_AUTO_TEST_CASE(a_factory_is_told_of_its_order_with_both_mask_ids)
{
    Listening gateway;
    const auto order = gateway.assign();
    const json::object frame = only(gateway);

    BOOST_TEST(text_or(frame, "commandType") == "Common");
    BOOST_TEST(text_or(inside(frame), "mallID") == "10000001");
    const auto content = parse_json(text_or(inside(frame), "content")).value();
    BOOST_TEST(text_or(content.as_object(), "mall_mask_id") == order.first);
    BOOST_TEST(text_or(content.as_object(), "order_mask_sn") == order.second);
}

BOOST_AUTO_TEST_CASE(nobody_is_told_without_a_permit_and_not_after_its_end)
{
    Gateway silent;
    silent.lines().open_line(line, address(), silent.world, silent.now);
    silent.assign();
    BOOST_TEST(silent.lines().take_output(silent.world, silent.now).messages.empty());

    Listening gateway;
    gateway.result("pdd.pmc.user.cancel", {{"owner_id", "10000001"}});
    gateway.assign();
    BOOST_TEST(gateway.heard().empty());
}

BOOST_AUTO_TEST_CASE(permits_and_the_backlog_can_be_asked_for)
{
    Listening gateway;
    gateway.assign();
    gateway.heard();

    const auto user = gateway.result("pdd.pmc.user.get", {{"owner_id", "10000001"}});
    BOOST_TEST(text_or(user.at("pmc_user").as_object(), "owner_id") == "10000001");
    BOOST_TEST(gateway.result("pdd.pmc.user.get", {{"owner_id", "1"}}).at("pmc_user").is_null());
    BOOST_TEST(gateway.refusal("pdd.pmc.user.get") == 21002);
    BOOST_TEST((find_integer(gateway.result("pdd.pmc.accrue.query"), "number") == 1));
}

BOOST_AUTO_TEST_CASE(what_is_acknowledged_never_comes_again_and_the_rest_does)
{
    Listening gateway;
    gateway.assign();
    const auto first = only(gateway);
    gateway.assign();
    const auto second = only(gateway);
    gateway.answer(first, "Ack");
    gateway.answer(second, "Fail");
    BOOST_TEST(gateway.heard().empty());
    gateway.pass(Milliseconds(30'000));

    BOOST_TEST((only(gateway).at("id") == second.at("id")));
}

BOOST_AUTO_TEST_CASE(a_new_line_gets_what_was_not_acknowledged_at_once)
{
    Listening gateway;
    gateway.assign();
    only(gateway);
    gateway.lines().close_line(line);
    gateway.assign();
    BOOST_TEST(gateway.heard().empty());
    gateway.lines().open_line(line + 1, address(), gateway.world, gateway.now);

    BOOST_TEST(gateway.heard().size() == 2u);
}

BOOST_AUTO_TEST_CASE(messages_are_kept_for_seven_days)
{
    Listening gateway;
    gateway.assign();
    gateway.pass(std::chrono::hours(24 * 7));

    BOOST_TEST(gateway.heard().empty());
    BOOST_TEST((find_integer(gateway.result("pdd.pmc.accrue.query"), "number") == 0));
}

BOOST_AUTO_TEST_CASE(changes_are_told_by_topics_of_their_own)
{
    Listening gateway;
    gateway.assign();
    std::vector<std::string> topics = {text_or(inside(only(gateway)), "type")};
    const std::vector<std::pair<std::string, std::string>> changes = {
        {"withdraw", "{}"},   {"reassign", "{}"},          {"address", "{}"},
        {"after_sale", "{}"}, {"risk", R"({"of":"any"})"}, {"quantity", R"({"of":"any"})"}};
    for (const auto& [action, arguments] : changes) {
        gateway.control(action, arguments);
        topics.push_back(text_or(inside(only(gateway)), "type"));
    }

    const std::vector<std::string> expected = {
        "pdd_fds_PracticeOrderAssigned",    "pdd_fds_PracticeOrderCancelled",
        "pdd_fds_PracticeOrderAssigned",    "pdd_fds_PracticeAddressChanged",
        "pdd_fds_PracticeAfterSaleChanged", "pdd_fds_PracticeRiskChanged",
        "pdd_fds_PracticeOrderModified"};
    BOOST_TEST(topics == expected);
}

BOOST_AUTO_TEST_CASE(a_merchant_is_told_of_its_own_order_by_its_number_and_not_of_assignments)
{
    Listening gateway;
    gateway.control("bind", R"({"shop":"20000001"})");
    gateway.world.platform.messages.permit("practice-app-key-0001", "20000001", gateway.now);
    const auto placed = gateway.control("place", R"({"shop":"20000001"})");
    const std::string number = scalar_text(placed.at("orders").get_array().at(0));
    const std::string named = R"({"orders":[")" + number + R"("])";
    const auto told = [&] {
        std::vector<std::string> topics;
        for (const auto& frame : gateway.heard()) {
            if (text_or(inside(frame), "mallID") != "20000001")
                continue;
            const auto content = parse_json(text_or(inside(frame), "content")).value();
            BOOST_TEST(text_or(content.as_object(), "tid") == number);
            topics.push_back(text_or(inside(frame), "type"));
        }
        return topics;
    };
    using Topics = std::vector<std::string>;

    BOOST_TEST(told() == Topics{"pdd_trade_TradeConfirmed"});
    gateway.control("after_sale", named + R"(,"step":"requested"})");
    BOOST_TEST(told() == Topics{"pdd_refund_RefundCreated"});
    gateway.control("after_sale", named + R"(,"step":"withdrawn"})");
    BOOST_TEST(told() == Topics{"pdd_refund_RefundCreated"});
    gateway.control("give", named + "}");
    BOOST_TEST(told() == Topics());
    gateway.control("risk", named + R"(,"on":true})");
    BOOST_TEST(told() == Topics{"pdd_trade_TradeRiskChanged"});
    gateway.control("risk", named + R"(,"on":false})");
    told();
    gateway.control("ship", named + R"(,"number":"YT1"})");
    BOOST_TEST(told() == Topics{"pdd_trade_TradeSellerShip"});
}

BOOST_AUTO_TEST_CASE(an_order_assigned_again_under_a_new_number_is_told_of_under_that)
{
    const sandbox::FrontOptions new_number = {{"reassign", "new_number"}};
    Listening gateway(new_number);
    gateway.assign();
    only(gateway);
    gateway.control("withdraw", "{}");
    only(gateway);
    gateway.control("reassign", "{}");
    const auto content = parse_json(text_or(inside(only(gateway)), "content")).value();

    BOOST_TEST(text_or(content.as_object(), "order_mask_sn") ==
               gateway.world.platform.orders.all().back().id.number);
}

BOOST_AUTO_TEST_CASE(a_heartbeat_is_answered_unless_that_is_switched_off)
{
    Listening gateway;
    gateway.lines().hear(line, R"({"commandType":"HeartBeat","time":1})", gateway.world,
                         gateway.now);
    BOOST_TEST(text_or(only(gateway), "commandType") == "HeartBeat");
    gateway.set("message_beats", "unanswered");
    gateway.lines().hear(line, R"({"commandType":"HeartBeat","time":1})", gateway.world,
                         gateway.now);
    BOOST_TEST(gateway.heard().empty());
    // Nor does noise bring anything.
    gateway.lines().hear(line, "noise", gateway.world, gateway.now);
    BOOST_TEST(gateway.heard().empty());
}

BOOST_AUTO_TEST_CASE(what_the_record_leaves_open_can_be_played_otherwise)
{
    Listening gateway({{"message_commands", "numbers"},
                       {"message_content", "as_object"},
                       {"message_topics", "trade_names"},
                       {"message_noise", "merchant_topics"},
                       {"message_kinds", "assigned_and_address"},
                       {"message_ids", "new"},
                       {"redelivery", "5s"}});
    gateway.assign();
    const auto frames = gateway.heard();
    BOOST_TEST_REQUIRE(frames.size() == 2u);
    BOOST_TEST((frames[0].at("commandType") == 3));
    BOOST_TEST(inside(frames[0]).at("content").is_object());
    BOOST_TEST(text_or(inside(frames[0]), "type") == "pdd_trade_TradeConfirmed");
    BOOST_TEST(text_or(inside(frames[1]), "content").find("tid") != std::string::npos);
    gateway.control("withdraw", "{}");
    BOOST_TEST(gateway.heard().empty());
    gateway.pass(Milliseconds(5'000));
    const auto again = gateway.heard();
    BOOST_TEST_REQUIRE(again.size() == 2u);
    BOOST_TEST((again[0].at("id") != frames[0].at("id")));
    gateway.answer(again[0], "Ack");
    gateway.pass(Milliseconds(5'000));
    BOOST_TEST(gateway.heard().empty());

    const sandbox::FrontOptions no_order = {{"message_content", "no_order"},
                                            {"message_topics", "one_for_all"}};
    Listening vague(no_order);
    vague.assign();
    const auto frame = only(vague);
    BOOST_TEST(text_or(inside(frame), "type") == "pdd_fds_PracticeOrderChanged");
    BOOST_TEST(text_or(inside(frame), "content") == R"({"mall_id":10000001})");
}

BOOST_AUTO_TEST_SUITE_END()

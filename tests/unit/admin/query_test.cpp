#include "admin/query.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::admin;

namespace {

template <class T>
std::string refusal(const Checked<T>& checked)
{
    return checked ? "no refusal" : checked.error().what.en + " -> " + checked.error().next.en;
}

boost::json::object object(const char* text)
{
    return boost::json::parse(text).as_object();
}

constexpr TimePoint now{std::chrono::seconds(1'000'000)};

} // namespace

BOOST_AUTO_TEST_SUITE(query)

BOOST_AUTO_TEST_CASE(an_empty_query_asks_for_the_oldest_orders)
{
    const auto query = parse_order_query("");

    BOOST_TEST_REQUIRE(query.has_value());
    BOOST_TEST(!query->state.has_value());
    BOOST_TEST(query->oldest_first);
    BOOST_TEST(query->limit == store::OrderQuery{}.limit);
}

BOOST_AUTO_TEST_CASE(every_part_of_a_query_is_read)
{
    const auto query = parse_order_query(
        "state=held&difference=item_unmapped&text=a%2Fb&sort=newest&limit=7&after=k");

    BOOST_TEST_REQUIRE(query.has_value());
    BOOST_TEST((query->state == store::OrderState::held));
    BOOST_TEST(query->difference == "item_unmapped");
    BOOST_TEST(query->text == "a/b");
    BOOST_TEST(!query->oldest_first);
    BOOST_TEST(query->limit == 7);
    BOOST_TEST(query->after == "k");
}

BOOST_AUTO_TEST_CASE(a_mistyped_word_is_answered_with_the_nearest_or_all)
{
    BOOST_TEST(refusal(parse_order_query("state=heldd")) ==
               "unknown state \"heldd\" -> did you mean \"held\"?");
    BOOST_TEST(refusal(parse_order_query("difference=item_unmaped")) ==
               "unknown difference \"item_unmaped\" -> did you mean \"item_unmapped\"?");
    BOOST_TEST(refusal(parse_order_query("sort=upwards")) ==
               "unknown order of sorting \"upwards\" -> use one of: oldest, newest");
    BOOST_TEST(refusal(parse_outcome("done")) ==
               "unknown outcome \"done\" -> use one of: confirmed, refused, given_up");
}

BOOST_AUTO_TEST_CASE(a_limit_has_bounds)
{
    BOOST_TEST(parse_limit("", 20).value() == 20);
    BOOST_TEST(parse_limit("1", 20).value() == 1);
    BOOST_TEST(parse_limit("1000", 20).value() == 1000);
    for (const char* const wrong :
         {"0", "-1", "1001", "99999999999999999999", "ten", "5x", " 5", "5.0"})
        BOOST_TEST(refusal(parse_limit(wrong, 20)) ==
                       "\"limit\" must be a number from 1 to 1000 -> give a number from 1 to 1000",
                   wrong);
}

BOOST_AUTO_TEST_CASE(a_body_is_one_object_or_nothing)
{
    BOOST_TEST(parse_body("").value().empty());
    BOOST_TEST(parse_body("{\"a\": 1}").value().size() == 1u);
    for (const char* const wrong : {"[]", "1", "{", "{} {}", "null"})
        BOOST_TEST(!parse_body(wrong).has_value(), wrong);
    BOOST_TEST(!parse_body(std::string(100'000, '[')).has_value());
}

BOOST_AUTO_TEST_CASE(a_text_that_must_be_there_has_a_length)
{
    BOOST_TEST(require_text(object(R"({"order": "1"})"), "order").value() == "1");
    BOOST_TEST(refusal(require_text(object("{}"), "order")) ==
               "\"order\" is missing -> give it and ask again");
    boost::json::object body;
    body["order"] = std::string(2001, 'x');
    BOOST_TEST(refusal(require_text(body, "order")) ==
               "\"order\" is longer than 2000 bytes -> shorten it and ask again");
}

BOOST_AUTO_TEST_CASE(a_segment_of_a_path_is_not_a_form)
{
    BOOST_TEST(decode_segment("a%20b+c&d=e") == "a b+c&d=e");
    BOOST_TEST(decode_segment("%E4%B9%89%E4%B9%8C") == "义乌");
}

BOOST_AUTO_TEST_CASE(brought_tokens_say_when_they_end)
{
    const auto in =
        parse_credential(object(R"({"access_token": "a", "refresh_token": "r", "expires_in": 60,
        "refresh_expires_in": 600, "owner_id": "7", "scope": ["x.y"]})"),
                         now);
    BOOST_TEST_REQUIRE(in.has_value());
    BOOST_TEST((in->expires_at == now + std::chrono::seconds(60)));
    BOOST_TEST((in->refresh_expires_at == now + std::chrono::seconds(600)));
    BOOST_TEST(in->scope.size() == 1u);

    const auto at =
        parse_credential(object(R"({"access_token": "a", "expires_at": 1000001})"), now);
    BOOST_TEST((at.value().expires_at == now + std::chrono::seconds(1)));
}

BOOST_AUTO_TEST_CASE(brought_tokens_that_can_not_be_used_are_refused_without_being_shown)
{
    for (const char* const wrong :
         {"{}", R"({"access_token": "made-up"})",
          R"({"access_token": "made-up", "expires_at": 999999})",
          R"({"access_token": "made-up", "expires_in": 0})",
          R"({"access_token": "made-up", "expires_in": -5})",
          R"({"access_token": "made-up", "expires_in": 9000000000000})"}) {
        const auto refused = refusal(parse_credential(object(wrong), now));
        BOOST_TEST(refused != "no refusal", wrong);
        BOOST_TEST(refused.find("made-up") == std::string::npos, refused);
    }
}

BOOST_AUTO_TEST_SUITE_END()

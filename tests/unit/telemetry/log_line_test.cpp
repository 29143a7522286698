#include "telemetry/log_line.hpp"

#include <daifa/codec/json.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::telemetry;

namespace {

constexpr TimePoint at(std::chrono::milliseconds(1'767'323'045'678));

std::string line_with(std::string value)
{
    return format_text_line(LogLevel::info, "e", {{"v", std::move(value)}});
}

} // namespace

BOOST_AUTO_TEST_SUITE(log_line)

BOOST_AUTO_TEST_CASE(plain_values_stand_bare_and_others_in_quotes)
{
    BOOST_TEST(format_text_line(LogLevel::warning, "waybill uploaded",
                                {{"shop", "s-1"}, {"tries", 2}, {"reason", "two words"}}) ==
               "warning waybill uploaded shop=s-1 tries=2 reason=\"two words\"");
    BOOST_TEST(line_with("") == "info e v=\"\"");
    BOOST_TEST(line_with("a=b") == "info e v=\"a=b\"");
    BOOST_TEST(line_with("say \"hi\\\"") == "info e v=\"say \\\"hi\\\\\\\"\"");
    BOOST_TEST(line_with("代发✓😀") == "info e v=代发✓😀");
}

BOOST_AUTO_TEST_CASE(no_value_can_break_the_line_or_steer_a_terminal)
{
    BOOST_TEST(line_with("a\nb\r\tc") == "info e v=\"a\\nb\\r\\tc\"");
    BOOST_TEST(line_with(std::string("\0\x1b[31m\x7f", 7)) == "info e v=\"\\u0000\\u001b[31m\\u007f\"");
    BOOST_TEST(line_with("x\xC2\x85\xE2\x80\xA8\xE2\x80\xAEy") == "info e v=x\\u0085\\u2028\\u202ey");
    BOOST_TEST(format_text_line(LogLevel::error, "bad\nevent", {{"k\n", "v"}}) ==
               "error bad\\nevent k\\n=v");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8_are_replaced)
{
    // A lone tail, a cut character, an overlong slash, a surrogate, and beyond the last character.
    BOOST_TEST(line_with("a\x80z") == "info e v=a\xEF\xBF\xBDz");
    BOOST_TEST(line_with("a\xE4\xBB") == "info e v=a\xEF\xBF\xBD\xEF\xBF\xBD");
    BOOST_TEST(line_with("\xC0\xAF") == "info e v=\xEF\xBF\xBD\xEF\xBF\xBD");
    BOOST_TEST(line_with("\xED\xA0\x80") == "info e v=\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    BOOST_TEST(line_with("\xF4\x90\x80\x80").find("\xF4") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(long_values_are_clipped_between_characters)
{
    std::string text;
    while (text.size() < 10'000)
        text += "代";

    const auto line = line_with(text);

    BOOST_TEST(line.size() < 4200u);
    BOOST_TEST(line.ends_with("代\xE2\x80\xA6"));
}

BOOST_AUTO_TEST_CASE(the_json_form_is_json_whatever_is_in_it)
{
    const auto line = format_json_line(at, LogLevel::info, "waybill \"uploaded\"",
                                       {{"text", "a\nb\xFF\x01\"\\"}, {"level", "x"}});

    const auto parsed = parse_json(line);
    BOOST_TEST_REQUIRE(parsed.has_value());
    const auto& object = parsed->as_object();
    BOOST_TEST(text_or(object, "time") == "2026-01-02T03:04:05.678Z");
    BOOST_TEST(text_or(object, "level") == "info");
    BOOST_TEST(text_or(object, "event") == "waybill \"uploaded\"");
    BOOST_TEST(text_or(object, "text") == "a\nb\xEF\xBF\xBD\x01\"\\");
    BOOST_TEST(text_or(object, "_level") == "x");
    BOOST_TEST(line.find('\n') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(levels_have_names_and_nothing_else_is_one)
{
    BOOST_TEST((parse_log_level("warning") == LogLevel::warning));
    BOOST_TEST(!parse_log_level("loud").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

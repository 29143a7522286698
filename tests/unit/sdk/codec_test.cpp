#include <daifa/codec/digest.hpp>
#include <daifa/codec/form.hpp>
#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;

BOOST_AUTO_TEST_SUITE(codec)

BOOST_AUTO_TEST_CASE(a_form_survives_the_way_there_and_back)
{
    const FormFields fields = {{"名", "a b&c=d%"}, {"empty", ""}};

    BOOST_TEST((decode_form(encode_form(fields)) == fields));
}

BOOST_AUTO_TEST_CASE(a_broken_escape_stays_as_it_is)
{
    BOOST_TEST(decode_form("a=%zz%4").front().second == "%zz%4");
}

BOOST_AUTO_TEST_CASE(times_are_beijing_wall_clock_at_the_edge_and_utc_inside)
{
    const auto at = parse_beijing_text("2026-01-02 03:04:05");

    BOOST_TEST_REQUIRE(at.has_value());
    BOOST_TEST(to_utc_text(*at) == "2026-01-01T19:04:05.000Z");
    BOOST_TEST(to_beijing_text(*at) == "2026-01-02 03:04:05");
    BOOST_TEST((parse_http_date(to_http_date(*at)) == at));
}

BOOST_AUTO_TEST_CASE(json_is_taken_up_to_each_limit_and_refused_beyond_it)
{
    JsonLimits limits;
    limits.depth = 3;
    limits.string_bytes = 4;
    limits.elements = 5;
    limits.bytes = 40;
    const auto refusal = [&](const std::string& text) {
        const auto value = parse_json(text, limits);
        return value ? std::string() : value.error().text;
    };
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + "1" + std::string(depth, ']'); };
    const auto text = [](std::size_t size) { return "[\"" + std::string(size, 'a') + "\"]"; };
    const auto values = [](std::size_t count) {
        std::string list = "[1";
        for (std::size_t at = 2; at < count; ++at)
            list += ",1";
        return list + "]";
    };
    const auto padded = [](std::size_t size) { return std::string(size - 1, ' ') + "1"; };

    BOOST_TEST(refusal(nested(2)) == "");
    BOOST_TEST(refusal(nested(3)) == "");
    BOOST_TEST(refusal(nested(4)) == "deeper than 3 levels");
    BOOST_TEST(refusal(text(3)) == "");
    BOOST_TEST(refusal(text(4)) == "");
    BOOST_TEST(refusal(text(5)) == "a string longer than 4 bytes");
    BOOST_TEST(refusal("{\"abcde\":1}") == "a string longer than 4 bytes");
    BOOST_TEST(refusal(values(4)) == "");
    BOOST_TEST(refusal(values(5)) == "");
    BOOST_TEST(refusal(values(6)) == "more than 5 values");
    BOOST_TEST(refusal(padded(39)) == "");
    BOOST_TEST(refusal(padded(40)) == "");
    BOOST_TEST(refusal(padded(41)) == "longer than 40 bytes");
}

BOOST_AUTO_TEST_CASE(json_with_invalid_utf8_or_a_tail_is_refused)
{
    BOOST_TEST(parse_json("\"\xC3\x28\"").has_error());
    BOOST_TEST(parse_json("{} x").has_error());
    BOOST_TEST(parse_json("{\"a\":").has_error());
    BOOST_TEST(parse_json("").has_error());
}

BOOST_AUTO_TEST_CASE(readers_forgive_drifting_types)
{
    const auto value = parse_json(R"({"a":"12","b":12,"c":true,"d":null,"e":12.0,"f":"x","g":1})").value();
    const auto& object = value.as_object();

    BOOST_TEST((find_integer(object, "a") == 12));
    BOOST_TEST((find_integer(object, "b") == 12));
    BOOST_TEST((find_integer(object, "e") == 12));
    BOOST_TEST((find_integer(object, "f") == std::nullopt));
    BOOST_TEST((find_boolean(object, "c") == true));
    BOOST_TEST((find_boolean(object, "g") == true));
    BOOST_TEST((find_boolean(object, "d") == std::nullopt));
    BOOST_TEST(text_or(object, "b") == "12");
}

BOOST_AUTO_TEST_CASE(digests_are_the_known_ones)
{
    BOOST_TEST(md5_hex_lower("abc") == "900150983cd24fb0d6963f7d28e17f72");
    BOOST_TEST(md5_hex_upper("abc") == "900150983CD24FB0D6963F7D28E17F72");
    BOOST_TEST(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

BOOST_AUTO_TEST_SUITE_END()

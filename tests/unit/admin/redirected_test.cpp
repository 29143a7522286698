#include "admin/redirected.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::admin;

namespace {

std::string refusal(std::string_view address)
{
    const auto parsed = parse_redirected(address);
    return parsed ? "no refusal" : parsed.error().what.en;
}

} // namespace

BOOST_AUTO_TEST_SUITE(redirected)

BOOST_AUTO_TEST_CASE(code_and_state_are_read_however_the_address_was_pasted)
{
    for (const char* const address : {"https://f.example/back?code=c%2F1&state=s1",
                                      "  \"https://f.example/back?state=s1&code=c%2F1\"\r\n",
                                      "<https://f.example/back?code=c%2F1&state=s1#top>",
                                      "http://127.0.0.1/x?y=1&code=c%2F1&state=s1"}) {
        const auto parsed = parse_redirected(address);
        BOOST_TEST_REQUIRE(parsed.has_value(), address);
        BOOST_TEST(parsed->code.reveal() == "c/1");
        BOOST_TEST(parsed->state == "s1");
    }
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_named)
{
    BOOST_TEST(refusal("") == "no address was given");
    BOOST_TEST(refusal(" \n") == "no address was given");
    BOOST_TEST(refusal("https://f.example/back") ==
               "the address has no \"?\" with the code behind it");
    BOOST_TEST(refusal("https://f.example/back?state=s1") == "the address holds no code");
    BOOST_TEST(refusal("https://f.example/back?code=&state=s1") == "the address holds no code");
    // What an unquoted "&" on a command line leaves.
    BOOST_TEST(refusal("https://f.example/back?code=c1") ==
               "the address holds no state, so it may be cut off or somebody else's");
    BOOST_TEST(refusal("https://f.example/back?x=" + std::string(9000, 'a')) ==
               "the address is longer than 8192 bytes");
}

BOOST_AUTO_TEST_CASE(a_refusal_of_the_owner_is_told_as_one)
{
    BOOST_TEST(refusal("https://f.example/back?error=access_denied&state=s1") ==
               "the platform sent the owner back without agreeing");
}

BOOST_AUTO_TEST_CASE(nothing_of_the_address_is_repeated)
{
    for (const char* const address :
         {"made-up", "https://f.example/back?code=made-up", "https://f.example/back?error=made-up",
          "https://f.example/back?state=made-up"}) {
        const auto parsed = parse_redirected(address);
        BOOST_TEST_REQUIRE(!parsed.has_value(), address);
        const auto& failure = parsed.error();
        for (const auto& text :
             {failure.what.en, failure.what.zh, failure.next.en, failure.next.zh})
            BOOST_TEST(text.find("made-up") == std::string::npos, text);
    }
}

BOOST_AUTO_TEST_SUITE_END()

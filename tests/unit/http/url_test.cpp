#include "http/url.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::http;

BOOST_AUTO_TEST_SUITE(url)

BOOST_AUTO_TEST_CASE(takes_a_url_apart_for_the_wire)
{
    const auto url = parse_url("https://api.example.com/router?type=a%20b#part");

    BOOST_TEST_REQUIRE(url.has_value());
    BOOST_TEST(url->is_tls);
    BOOST_TEST(url->host == "api.example.com");
    BOOST_TEST(url->authority == "api.example.com");
    BOOST_TEST(url->target == "/router?type=a%20b");
    BOOST_TEST(url->origin() == "https://api.example.com:443");
}

BOOST_AUTO_TEST_CASE(an_unusual_port_stands_in_the_host_header_and_an_empty_path_becomes_a_slash)
{
    const auto url = parse_url("http://[::1]:8080?q=1");

    BOOST_TEST_REQUIRE(url.has_value());
    BOOST_TEST(url->host == "::1");
    BOOST_TEST(url->authority == "[::1]:8080");
    BOOST_TEST(url->target == "/?q=1");
}

BOOST_AUTO_TEST_CASE(what_is_no_http_url_is_misconfigured_and_not_repeated)
{
    for (const auto* text : {"", "gw.example.com/router", "ftp://example.com/", "http:///path",
                             "http://user:key@example.com/", "http://example.com:0/",
                             "http://example.com:65536/", "http://example.com/a b",
                             "http://exa%00mple.com/", "http://example.com/\r\nX: y"}) {
        const auto url = parse_url(text);
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST_REQUIRE(url.has_error());
            BOOST_TEST((url.error().code == daifa::Errc::misconfigured));
            BOOST_TEST(url.error().remote_code.starts_with("bad URL: "));
            BOOST_TEST(url.error().remote_code.find("example") == std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

#include "config/detail/scalars.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::config;
using namespace daifa::config::detail;

BOOST_AUTO_TEST_SUITE(scalars)

BOOST_AUTO_TEST_CASE(amounts_are_exact_to_the_fen)
{
    BOOST_TEST(parse_yuan("99").value().fen == 9900);
    BOOST_TEST(parse_yuan("99.5").value().fen == 9950);
    BOOST_TEST(parse_yuan("0.07").value().fen == 7);
    for (const char* text : {"", ".5", "5.", "-1", "1.234", "1e3", "1,000", "99999999999999999999"})
        BOOST_TEST(!parse_yuan(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(rates_are_calls_per_span)
{
    BOOST_TEST((parse_rate("20/1s") == RateOverride{20, std::chrono::seconds(1)}));
    BOOST_TEST((parse_rate("100/m") == RateOverride{100, std::chrono::minutes(1)}));
    for (const char* text : {"20", "0/1s", "/1s", "20/", "20/0s", "20/1", "-1/s", "9999999/s"})
        BOOST_TEST(!parse_rate(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(addresses_need_a_scheme_and_a_host)
{
    for (const char* text : {"http://a", "https://a.example:8080/x?y=1", "http://[::1]:80/"})
        BOOST_TEST(is_http_url(text), text);
    for (const char* text :
         {"a.example", "ftp://a", "http://", "http://:80", "http://a b", "http://u@a"})
        BOOST_TEST(!is_http_url(text), text);
}

BOOST_AUTO_TEST_CASE(addresses_of_sockets_have_schemes_of_their_own)
{
    for (const char* text : {"ws://127.0.0.1:5000", "wss://a.example/print", "ws://[::1]:80/"})
        BOOST_TEST(is_socket_url(text), text);
    for (const char* text :
         {"127.0.0.1:5000", "http://a", "ws://", "ws://:80", "ws://a b", "ws://u@a", "ws:/a"})
        BOOST_TEST(!is_socket_url(text), text);
    BOOST_TEST(!is_http_url("ws://127.0.0.1:5000"));
}

BOOST_AUTO_TEST_CASE(endpoints_are_host_and_port)
{
    for (const char* text : {"127.0.0.1:9464", "localhost:0", "[::1]:65535"})
        BOOST_TEST(is_endpoint(text), text);
    for (const char* text : {"9464", ":9464", "a:", "a:65536", "::1:80", "a:-1", "a b:1"})
        BOOST_TEST(!is_endpoint(text), text);
}

BOOST_AUTO_TEST_CASE(permissions_are_octal)
{
    BOOST_TEST(parse_mode("0660").value() == 0660u);
    for (const char* text : {"0888", "66", "07777", "rw", "-660"})
        BOOST_TEST(!parse_mode(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(placeholders_must_exist)
{
    BOOST_TEST(find_bad_placeholder("代发 {order:6} {merchant}{province}{city}{district}") == "");
    BOOST_TEST(find_bad_placeholder("{order}") == "{order}");
    BOOST_TEST(find_bad_placeholder("{order:0}") == "{order:0}");
    BOOST_TEST(find_bad_placeholder("a {merchant") == "{merchant");
    BOOST_TEST(find_bad_placeholder("a } b") == "} b");
}

BOOST_AUTO_TEST_SUITE_END()

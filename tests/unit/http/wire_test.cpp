#include "http/wire.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::http;

namespace {

std::string head_of(const HttpRequest& request, const RequestForm& form = {})
{
    std::string head;
    append_request_head(head, request, *parse_url(request.url), form);
    return head;
}

} // namespace

BOOST_AUTO_TEST_SUITE(wire)

BOOST_AUTO_TEST_CASE(the_framing_headers_are_ours_whatever_the_caller_says)
{
    HttpRequest request;
    request.url = "http://erp.example.com/api";
    request.headers = {{"Content-Type", "text/plain"}, {"content-length", "9"}, {"HOST", "elsewhere"}};
    request.body = "abc";

    BOOST_TEST(head_of(request) == "POST /api HTTP/1.1\r\nHost: erp.example.com\r\n"
                                   "Content-Type: text/plain\r\nContent-Length: 3\r\n"
                                   "Connection: keep-alive\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(a_proxy_gets_the_whole_url)
{
    HttpRequest request;
    request.method = "GET";
    request.url = "http://erp.example.com:81/api?x=1";
    RequestForm form;
    form.is_for_proxy = true;

    BOOST_TEST(head_of(request, form).starts_with("GET http://erp.example.com:81/api?x=1 HTTP/1.1\r\n"));
}

BOOST_AUTO_TEST_CASE(nothing_can_be_smuggled_through_a_method_or_header)
{
    HttpRequest good;
    good.headers = {{"X-Text", "代发 ok\t"}};
    HttpRequest bad_method;
    bad_method.method = "GET / HTTP/1.1\r\nX:";
    HttpRequest bad_name;
    bad_name.headers = {{"X y", "1"}};
    HttpRequest bad_value;
    bad_value.headers = {{"X-Key", "1\r\nX-Other: 2"}};

    BOOST_TEST(!find_flaw(good).has_value());
    BOOST_TEST(find_flaw(bad_method).value() == "bad method");
    BOOST_TEST(find_flaw(bad_name).value() == "bad header name");
    BOOST_TEST(find_flaw(bad_value).value() == "bad value of header X-Key");
}

BOOST_AUTO_TEST_CASE(an_answer_names_its_length_unless_its_status_has_no_body)
{
    std::string head;
    append_response_head(head, text_response(200, "hello"), true);
    std::string empty_head;
    append_response_head(empty_head, Response{.status = 204}, false);

    BOOST_TEST(head == "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
                       "Content-Length: 5\r\nConnection: keep-alive\r\n\r\n");
    BOOST_TEST(empty_head == "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
}

BOOST_AUTO_TEST_SUITE_END()

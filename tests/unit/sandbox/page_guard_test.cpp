#include "sandbox/page_guard.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::sandbox;

namespace {

Request page_request(const std::string& method, const std::string& host)
{
    Request request;
    request.method = method;
    request.headers.push_back({"Host", host});
    if (method == "POST")
        request.headers.push_back({"Content-Type", "application/json"});
    return request;
}

int status_of(const Request& request)
{
    const auto objection = find_page_objection(request);
    return objection ? objection->status : 200;
}

} // namespace

BOOST_AUTO_TEST_SUITE(page_guard)

BOOST_AUTO_TEST_CASE(only_loopback_names_lead_here)
{
    for (const char* host : {"127.0.0.1:9001", "localhost:9001", "[::1]:9001", "localhost"})
        BOOST_TEST(status_of(page_request("GET", host)) == 200, host);
    for (const char* host :
         {"", "evil.example:9001", "127.0.0.1.evil.example", "localhost.evil.example:9001",
          "localhost:9001.evil.example", "localhost:", "localhost:900100"})
        BOOST_TEST(status_of(page_request("GET", host)) == 421, host);
}

BOOST_AUTO_TEST_CASE(what_a_foreign_form_can_send_changes_nothing)
{
    for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded",
                             "multipart/form-data", "application/jsonx"}) {
        Request request = page_request("POST", "127.0.0.1:9001");
        request.headers.back().value = type;
        BOOST_TEST(status_of(request) == 415, type);
    }
    Request request = page_request("POST", "127.0.0.1:9001");
    request.headers.back().value = "application/json; charset=utf-8";
    BOOST_TEST(status_of(request) == 200);
}

BOOST_AUTO_TEST_CASE(a_page_of_another_origin_changes_nothing)
{
    for (const char* origin :
         {"http://evil.example", "http://127.0.0.1:9002", "https://127.0.0.1:9001", "null"}) {
        Request request = page_request("POST", "127.0.0.1:9001");
        request.headers.push_back({"Origin", origin});
        BOOST_TEST(status_of(request) == 403, origin);
    }
    Request request = page_request("POST", "127.0.0.1:9001");
    request.headers.push_back({"Origin", "http://127.0.0.1:9001"});
    BOOST_TEST(status_of(request) == 200);
}

BOOST_AUTO_TEST_SUITE_END()

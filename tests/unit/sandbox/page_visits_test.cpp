#include "sandbox/page_visits.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::sandbox;

namespace {

Request with_cookie(const std::string& header)
{
    Request request;
    request.headers.push_back({"Cookie", header});
    return request;
}

/// What the browser sends back.
std::string cookie_of(const Reply& reply)
{
    const std::string set(find_header(reply.headers, "Set-Cookie"));
    return set.substr(0, set.find(';'));
}

} // namespace

BOOST_AUTO_TEST_SUITE(page_visits)

BOOST_AUTO_TEST_CASE(a_cookie_is_out_of_reach_of_scripts_and_other_sites)
{
    PageVisits visits("desk");
    Reply reply;
    visits.log_in({}, "1", reply);
    const std::string set(find_header(reply.headers, "Set-Cookie"));
    BOOST_TEST(set.starts_with("desk="));
    BOOST_TEST(set.ends_with("; Path=/; HttpOnly; SameSite=Strict"));
    BOOST_TEST(cookie_of(reply).size() == 5u + 32u);
}

BOOST_AUTO_TEST_CASE(several_people_share_one_visit)
{
    PageVisits visits("desk");
    Reply first;
    visits.log_in({}, "1", first);
    const Request request = with_cookie("other=x; " + cookie_of(first) + "; more=y");
    Reply second;
    visits.log_in(request, "2", second);
    BOOST_TEST(find_header(second.headers, "Set-Cookie").empty());
    BOOST_TEST(visits.people_of(request).size() == 2u);

    visits.log_out(request, "1");
    BOOST_TEST(!visits.people_of(request).contains("1"));
    BOOST_TEST(visits.people_of(request).contains("2"));
}

BOOST_AUTO_TEST_CASE(nobody_is_logged_in_without_the_right_cookie)
{
    PageVisits visits("desk");
    Reply reply;
    visits.log_in({}, "1", reply);
    const std::string key = cookie_of(reply).substr(5);
    for (const std::string& header : {std::string(), std::string("desk="),
                                      std::string("desk=guessed"), "other=" + key, "xdesk=" + key})
        BOOST_TEST(visits.people_of(with_cookie(header)).empty(), header);
    BOOST_TEST(visits.people_of({}).empty());
}

BOOST_AUTO_TEST_CASE(the_oldest_visit_makes_room)
{
    PageVisits visits("desk");
    Reply first;
    visits.log_in({}, "1", first);
    Reply last;
    for (int i = 0; i < 1000; ++i) {
        last = {};
        visits.log_in({}, "2", last);
    }
    BOOST_TEST(visits.people_of(with_cookie(cookie_of(first))).empty());
    BOOST_TEST(visits.people_of(with_cookie(cookie_of(last))).size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

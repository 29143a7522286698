#include "sandbox/sandbox.hpp"

#include "echo_front.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::sandbox;
using daifa::sandbox::test::EchoFront;

namespace {

const TimePoint start(Milliseconds(1'700'000'000'000));

struct Scene {
    Sandbox sandbox;
    EchoFront front;

    Played play_with(const std::string& kind)
    {
        const std::string plan = R"({"next":{"api":"/call","kind":")" + kind + "\"}}";
        sandbox.faults.change(boost::json::parse(plan).get_object());
        Request request;
        request.path = "/call";
        request.body = "hello";
        return sandbox.play(front, request, start);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(sandbox)

BOOST_AUTO_TEST_CASE(without_faults_the_front_answers_at_the_worlds_time)
{
    Scene scene;
    scene.sandbox.shift_time(std::chrono::hours(1));
    Request request;
    request.body = "x";
    const auto played = scene.sandbox.play(scene.front, request, start);

    BOOST_TEST(played.reply.body == "echo x");
    BOOST_TEST((played.ending == Ending::answered));
    BOOST_TEST((scene.front.seen_at == start + std::chrono::hours(1)));
}

BOOST_AUTO_TEST_CASE(a_cut_before_does_nothing_and_a_done_then_cut_does_it_first)
{
    Scene scene;
    BOOST_TEST((scene.play_with("cut_before").ending == Ending::closed_without_answer));
    BOOST_TEST(scene.front.answered == 0);
    BOOST_TEST((scene.play_with("close_at_once").ending == Ending::closed_without_answer));
    BOOST_TEST(scene.front.answered == 0);
    BOOST_TEST((scene.play_with("done_then_cut").ending == Ending::closed_without_answer));
    BOOST_TEST(scene.front.answered == 1);
}

BOOST_AUTO_TEST_CASE(each_kind_of_fault_looks_like_itself)
{
    Scene scene;
    BOOST_TEST((scene.play_with("slow").delay > Milliseconds(0)));
    BOOST_TEST(scene.play_with("http_5xx").reply.status >= 500);
    BOOST_TEST(scene.play_with("rate_limited").reply.body == "rate_limited");
    BOOST_TEST(scene.play_with("expired_token").reply.body == "expired_token");
    BOOST_TEST((scene.play_with("truncated_body").ending == Ending::cut_in_body));
    BOOST_TEST(find_header(scene.play_with("wrong_content_type").reply.headers, "content-type") == "text/html");
    boost::json::error_code problem;
    boost::json::parse(scene.play_with("garbage_body").reply.body, problem);
    BOOST_TEST(bool(problem));
}

BOOST_AUTO_TEST_CASE(finds_parts_and_fronts_by_name)
{
    Sandbox sandbox;
    sandbox.add_front(std::make_unique<EchoFront>());
    BOOST_TEST(sandbox.find_part("platform") == &sandbox.world.platform);
    BOOST_TEST(sandbox.find_part("erp") == &sandbox.world.erp);
    BOOST_TEST(sandbox.find_part("echo") == nullptr);
    BOOST_TEST(sandbox.find_front("echo") != nullptr);
    BOOST_TEST(sandbox.find_front("platform") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_page_practises_on_its_own_port_and_no_other_site_does)
{
    Scene scene;
    scene.sandbox.faults.change(boost::json::parse(R"({"rate":1})").get_object());
    Request request;
    request.method = "POST";
    request.path = "/practice/control/platform/assign";
    request.headers = {{"Host", "127.0.0.1:9001"}, {"Content-Type", "application/json"}};
    request.body = R"({"count":2})";
    BOOST_TEST(scene.sandbox.play(scene.front, request, start).reply.status == 200);
    BOOST_TEST(scene.sandbox.world.platform.orders.all().size() == 2u);

    request.headers.push_back({"Origin", "http://evil.example"});
    BOOST_TEST(scene.sandbox.play(scene.front, request, start).reply.status == 403);
    request.headers = {{"Host", "evil.example"}};
    request.path = "/practice/truth";
    request.method = "GET";
    BOOST_TEST(scene.sandbox.play(scene.front, request, start).reply.status == 421);
    BOOST_TEST(scene.sandbox.world.platform.orders.all().size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()

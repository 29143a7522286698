#include "sandbox/sandbox.hpp"

#include "echo_front.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::sandbox;
using daifa::sandbox::test::EchoFront;

namespace {

const TimePoint start(Milliseconds(1'700'000'000'000));

struct Answer {
    int status = 0;
    boost::json::object body = {};
};

class Scene {
public:
    Scene()
    {
        auto made = std::make_unique<EchoFront>();
        front = made.get();
        sandbox.add_front(std::move(made));
    }

    Answer ask(const std::string& method, const std::string& path, const std::string& body = {},
               const std::string& query = {})
    {
        Request request;
        request.method = method;
        request.path = path;
        request.query = query;
        request.body = body;
        const Reply reply = sandbox.control(request, start);
        return {reply.status, boost::json::parse(reply.body).get_object()};
    }

    Sandbox sandbox;
    EchoFront* front = nullptr;
};

} // namespace

BOOST_AUTO_TEST_SUITE(control_api)

BOOST_AUTO_TEST_CASE(an_action_reaches_its_part_and_the_truth_tells_it)
{
    Scene scene;
    BOOST_TEST(scene.ask("POST", "/control/platform/assign", R"({"count":3})").status == 200);

    const auto truth = scene.ask("GET", "/truth").body;
    BOOST_TEST(truth.at("platform").at("orders").as_array().size() == 3u);
    BOOST_TEST(truth.contains("erp"));
    const auto totals = scene.ask("GET", "/truth", "", "only=totals").body;
    BOOST_TEST(totals.at("platform").at("totals").at("orders").to_number<int>() == 3);
    BOOST_TEST(!totals.at("platform").as_object().contains("orders"));
}

BOOST_AUTO_TEST_CASE(variants_and_limits_reach_their_front)
{
    Scene scene;
    BOOST_TEST(scene.ask("POST", "/control/echo/set_variant", R"({"refresh":"rotates","delay":5})").status == 200);
    scene.ask("POST", "/control/echo/set_limits", R"({"enabled":false,"some.api":"2/1s"})");

    BOOST_TEST(scene.front->options["refresh"] == "rotates");
    BOOST_TEST(scene.front->options["delay"] == "5");
    BOOST_TEST(scene.front->options["limits"] == "off");
    BOOST_TEST(scene.front->options["limit.some.api"] == "2/1s");
    BOOST_TEST(scene.ask("GET", "/variants").body.contains("echo"));
}

BOOST_AUTO_TEST_CASE(the_clock_moves_and_what_is_due_happens)
{
    Scene scene;
    scene.ask("POST", "/control/platform/assign", "{}");
    scene.ask("POST", "/control/platform/later", R"({"action":"withdraw","after_ms":60000})");
    const auto clock = scene.ask("POST", "/clock", R"({"shift_ms":60000})").body;

    BOOST_TEST(clock.at("now").as_string() == "2023-11-14T22:14:20.000Z");
    BOOST_TEST(clock.at("shift_ms").as_int64() == 60000);
    const auto totals = scene.ask("GET", "/truth", "", "only=totals").body;
    BOOST_TEST(totals.at("platform").at("totals").at("withdrawn").to_number<int>() == 1);
}

BOOST_AUTO_TEST_CASE(faults_and_calls_can_be_read_and_faults_set)
{
    Scene scene;
    BOOST_TEST(scene.ask("POST", "/faults", R"({"rate":0.25,"kinds":"slow"})").status == 200);
    BOOST_TEST(scene.ask("GET", "/faults").body.at("rate").as_double() == 0.25);
    BOOST_TEST(scene.ask("GET", "/calls").body.contains("platform"));
}

BOOST_AUTO_TEST_CASE(senseless_requests_are_refused_with_a_reason)
{
    Scene scene;
    BOOST_TEST(scene.ask("POST", "/control/platform/dance").status == 400);
    BOOST_TEST(scene.ask("POST", "/control/nobody/dance").status == 404);
    BOOST_TEST(scene.ask("POST", "/control/echo/dance").status == 400);
    BOOST_TEST(scene.ask("POST", "/control/platform").status == 400);
    BOOST_TEST(scene.ask("POST", "/control/platform/assign", "[1]").status == 400);
    BOOST_TEST(scene.ask("POST", "/control/platform/assign", "{").status == 400);
    BOOST_TEST(scene.ask("POST", "/clock", R"({"shift_ms":"long"})").status == 400);
    BOOST_TEST(scene.ask("GET", "/control/platform/assign").status == 404);
    BOOST_TEST(scene.ask("GET", "/").body.contains("error"));
}

BOOST_AUTO_TEST_SUITE_END()

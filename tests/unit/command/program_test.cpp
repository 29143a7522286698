#include "unit/command/bench_program.hpp"

#include "command/view.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::command;

BOOST_FIXTURE_TEST_SUITE(program, test::BenchProgram)

BOOST_AUTO_TEST_CASE(a_daemon_that_does_not_run_is_said_with_what_to_do)
{
    BOOST_TEST(run({"--socket", path("admin.sock"), "status"}) == exit_failed);
    BOOST_TEST(out == "");
    BOOST_TEST(err.starts_with("daifa: daifad is not running: there is no socket " +
                               path("admin.sock") + "\n"),
               err);
    BOOST_TEST(err.find("systemctl start daifad") != std::string::npos);

    locale = "zh_CN.UTF-8";
    BOOST_TEST(run({"--socket", path("admin.sock"), "status"}) == exit_failed);
    BOOST_TEST(err.starts_with("daifa: daifad 未运行：没有套接字 " + path("admin.sock") + "\n"),
               err);
}

BOOST_AUTO_TEST_CASE(programs_get_the_same_as_json)
{
    BOOST_TEST(run({"--json", "--socket", path("admin.sock"), "plan"}) == exit_failed);
    BOOST_TEST(err == "");
    BOOST_TEST(out.find("\"error\":{\"en\":\"daifad is not running") != std::string::npos, out);
}

BOOST_AUTO_TEST_CASE(the_socket_is_the_configurations)
{
    folder.write("daifa.yaml", "admin: {socket: here.sock}\n");
    BOOST_TEST(run({"--config", path("daifa.yaml"), "orders"}) == exit_failed);
    BOOST_TEST(err.find(path("here.sock")) != std::string::npos, err);

    folder.write("daifa.yaml", "admin: {sockt: here.sock}\n");
    BOOST_TEST(run({"--config", path("daifa.yaml"), "orders"}) == exit_failed);
    BOOST_TEST(err.find("daifa.yaml:1:9: error: unknown key \"sockt\"") != std::string::npos, err);
}

BOOST_AUTO_TEST_CASE(the_language_is_asked_for_configured_or_the_locales)
{
    folder.write("daifa.yaml", "language: zh\nadmin: {socket: here.sock}\n");
    run({"--config", path("daifa.yaml"), "status"});
    BOOST_TEST(err.starts_with("daifa: daifad 未运行"), err);

    run({"--config", path("daifa.yaml"), "--lang", "en", "status"});
    BOOST_TEST(err.starts_with("daifa: daifad is not running"), err);

    locale = "zh_CN.UTF-8";
    folder.write("daifa.yaml", "language: en\nadmin: {socket: here.sock}\n");
    run({"--config", path("daifa.yaml"), "status"});
    BOOST_TEST(err.starts_with("daifa: daifad is not running"), err);
}

BOOST_AUTO_TEST_CASE(what_needs_no_daemon_runs_without_one)
{
    BOOST_TEST(run({"version"}) == exit_good);
    BOOST_TEST(out == "1.2.3\n");
    BOOST_TEST(run({"schema"}) == exit_good);
    BOOST_TEST(out.find("json-schema.org") != std::string::npos);
    BOOST_TEST(run({"plugins", "inspect", path("none.so")}) == exit_failed);
    BOOST_TEST(err.find("none.so") != std::string::npos);
    BOOST_TEST(run({"nothing"}) == exit_usage);
}

BOOST_AUTO_TEST_SUITE_END()

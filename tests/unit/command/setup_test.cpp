#include "unit/command/bench_program.hpp"

#include "command/setup.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::command;

BOOST_FIXTURE_TEST_SUITE(setup, test::BenchProgram)

BOOST_AUTO_TEST_CASE(init_says_what_it_wrote_and_what_comes_next)
{
    BOOST_TEST(run({"init", path("new")}) == exit_good);
    BOOST_TEST(out.find("written: " + path("new/daifa.key")) != std::string::npos);
    BOOST_TEST(out.find("daifa --config " + path("new/daifa.yaml") + " check") !=
               std::string::npos);

    BOOST_TEST(run({"init", path("new")}) == exit_good);
    BOOST_TEST(out.find("exists, left alone: " + path("new/daifa.key")) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(init_says_what_to_type_so_that_the_service_can_read_the_files)
{
    const View view;
    const std::string missing = describe_owner(view, "/etc/daifa", InitOwner::missing_service);
    BOOST_TEST(missing.find("sudo systemd-sysusers daifa.conf\n") != std::string::npos);
    for (const auto& text : {missing, describe_owner(view, "/etc/daifa", InitOwner::caller)}) {
        BOOST_TEST(text.find("sudo chgrp -R daifa /etc/daifa\n") != std::string::npos);
        BOOST_TEST(text.find("sudo chown -R daifa /etc/daifa/daifa.key /etc/daifa/secrets\n") !=
                   std::string::npos);
    }
    BOOST_TEST(describe_owner(view, "/etc/daifa", InitOwner::service)
                   .find("sudo install -o daifa -m 600 /dev/stdin /etc/daifa/secrets/NAME\n") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(check_ends_with_1_only_for_errors)
{
    folder.write("daifa.yaml", "plugins: {directory: plugins}\n");
    BOOST_TEST(run({"--config", path("daifa.yaml"), "check"}) == exit_failed);
    BOOST_TEST(err.find("daifa.key") != std::string::npos);

    std::filesystem::permissions(folder.write("daifa.key", std::string(64, 'a')),
                                 std::filesystem::perms(0600));
    BOOST_TEST(run({"--config", path("daifa.yaml"), "check"}) == exit_good);
    BOOST_TEST(err.find("warning: there is no file of a shop") != std::string::npos);
    BOOST_TEST(out == "errors: 0, warnings: 1\n");
}

BOOST_AUTO_TEST_CASE(check_names_the_folder_that_has_no_plugins)
{
    std::filesystem::create_directory(folder.path() / "plugins");
    std::filesystem::create_directory(folder.path() / "shops.d");
    folder.write("daifa.yaml", "plugins: {directory: plugins}\n");
    folder.write("shops.d/s.yaml", "shop: s\nstrategy: t\nplatform: {plugin: pinduoduo}\nerp: "
                                   "{plugin: jackyun, channel: c}\n");

    BOOST_TEST(run({"--config", path("daifa.yaml"), "check"}) == exit_failed);

    BOOST_TEST(
        err.find(
            "shops.d/s.yaml:3:20: error: no platform plugin \"pinduoduo\": there is no plugin in " +
            path("plugins")) != std::string::npos,
        err);
}

BOOST_AUTO_TEST_CASE(check_of_a_file_that_is_not_there_says_so)
{
    BOOST_TEST(run({"check", path("none.yaml")}) == exit_failed);
    BOOST_TEST(err.find(path("none.yaml") + ": error: there is no such file") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(programs_get_json)
{
    folder.write("daifa.yaml", "lnguage: zh\n");
    BOOST_TEST(run({"--json", "--config", path("daifa.yaml"), "check"}) == exit_failed);
    BOOST_TEST(err == "");
    BOOST_TEST(out.find("\"is_ok\":false") != std::string::npos);
    BOOST_TEST(out.find("\"hint\":\"language\"") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

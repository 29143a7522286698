#include "plugin_host/file_trust.hpp"
#include "unit/plugin_host/plugin_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

using namespace daifa::plugin_host;

BOOST_AUTO_TEST_SUITE(file_trust)

BOOST_AUTO_TEST_CASE(trusts_what_only_root_or_the_daemon_may_change)
{
    BOOST_TEST(!check_access("a.so", Access{0644, 0}, 1000).has_value());
    BOOST_TEST(!check_access("a.so", Access{0755, 1000}, 1000).has_value());
}

BOOST_AUTO_TEST_CASE(refuses_what_a_group_or_everybody_may_change)
{
    for (const mode_t mode : {0664u, 0646u, 0777u}) {
        const auto refusal = check_access("/p/a.so", Access{mode, 0}, 1000);
        BOOST_REQUIRE(refusal.has_value());
        BOOST_TEST((refusal->reason == RefusalReason::writable_by_others));
        BOOST_TEST(refusal->sentence.en ==
                   "/p/a.so: writable by its group or by everybody, so anybody could put code into "
                   "daifa; run: chmod go-w /p/a.so");
        BOOST_TEST(refusal->sentence.zh == "/p/a.so：组用户或其他用户可写，他人可借此向 daifa "
                                           "注入代码；请执行：chmod go-w /p/a.so");
    }
}

BOOST_AUTO_TEST_CASE(refuses_what_belongs_to_another_user)
{
    const auto refusal = check_access("/p/a.so", Access{0644, 1001}, 1000);

    BOOST_REQUIRE(refusal.has_value());
    BOOST_TEST((refusal->reason == RefusalReason::foreign_owner));
    BOOST_TEST(refusal->sentence.en == "/p/a.so: belongs to user 1001, not to root or the user who "
                                       "runs daifa; run: chown root /p/a.so");
}

BOOST_AUTO_TEST_CASE(says_why_a_missing_file_can_not_be_read)
{
    const auto refusal = check_file_access("/nowhere/a.so");

    BOOST_REQUIRE(refusal.has_value());
    BOOST_TEST((refusal->reason == RefusalReason::not_readable));
    BOOST_TEST(refusal->sentence.en.starts_with("/nowhere/a.so: can not be read (No such file"));
}

BOOST_AUTO_TEST_CASE(does_not_open_what_is_no_regular_file)
{
    daifa::test::PluginFolder folder;
    const auto queue = folder.path() / "queue.so";
    BOOST_REQUIRE(::mkfifo(queue.c_str(), 0600) == 0);

    const auto refusal = check_file_access(queue);

    BOOST_REQUIRE(refusal.has_value());
    BOOST_TEST((refusal->reason == RefusalReason::not_a_library));
}

BOOST_AUTO_TEST_CASE(a_file_is_no_plugin_directory)
{
    daifa::test::PluginFolder folder;
    const auto file = folder.write("a.so", "x");

    BOOST_TEST(!check_directory_access(folder.path()).has_value());
    const auto refusal = check_directory_access(file);
    BOOST_REQUIRE(refusal.has_value());
    BOOST_TEST((refusal->reason == RefusalReason::not_readable));
}

BOOST_AUTO_TEST_SUITE_END()

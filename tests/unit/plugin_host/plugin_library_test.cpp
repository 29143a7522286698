#include "plugin_host/plugin_library.hpp"
#include "unit/plugin_host/plugin_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::plugin_host;

namespace {

Refusal refusal_of(const std::filesystem::path& file)
{
    auto library = PluginLibrary::open(file);
    BOOST_REQUIRE(library.has_error());
    return library.error();
}

/// What stands behind the file's path.
std::string english(const Refusal& refusal)
{
    const std::string prefix = refusal.file.string() + ": ";
    BOOST_TEST(refusal.sentence.en.starts_with(prefix));
    BOOST_TEST(refusal.sentence.zh.starts_with(refusal.file.string() + "："));
    return refusal.sentence.en.substr(prefix.size());
}

} // namespace

BOOST_AUTO_TEST_SUITE(plugin_library)

BOOST_AUTO_TEST_CASE(opens_a_good_plugin)
{
    test::PluginFolder folder;
    const auto library = PluginLibrary::open(folder.copy("good"));

    BOOST_REQUIRE(library.has_value());
    BOOST_TEST(library->name() == "good");
    BOOST_TEST((library->kind() == PluginKind::erp));
    BOOST_TEST(library->descriptor().version == "1.2.3");
    BOOST_TEST(library->capabilities().orders.page_max == 50);
}

BOOST_AUTO_TEST_CASE(refuses_a_wrong_stamp_without_running_anything_of_the_file)
{
    test::PluginFolder folder;
    const auto refusal = refusal_of(folder.copy("wrong_stamp"));

    BOOST_TEST((refusal.reason == RefusalReason::wrong_stamp));
    BOOST_TEST(english(refusal).starts_with(
        "it was built with SDK headers 000000000000… where this daifa has "));
    BOOST_TEST(english(refusal).ends_with("; rebuild it with the installed SDK"));
}

BOOST_AUTO_TEST_CASE(refuses_a_library_without_a_stamp)
{
    test::PluginFolder folder;
    const auto refusal = refusal_of(folder.copy("no_stamp"));

    BOOST_TEST((refusal.reason == RefusalReason::no_stamp));
    BOOST_TEST(english(refusal) == "carries no daifa stamp; export it with DAIFA_EXPORT_PLATFORM or "
                                   "DAIFA_EXPORT_ERP and rebuild it with the installed SDK");
}

BOOST_AUTO_TEST_CASE(refuses_a_stamp_of_another_format)
{
    test::PluginFolder folder;
    std::string bytes = test::read_bytes(test::fixture("good"));
    bytes.replace(bytes.find("daifa-plugin 1\n"), 15, "daifa-plugin 7\n");

    const auto refusal = refusal_of(folder.write("later.so", bytes));

    BOOST_TEST((refusal.reason == RefusalReason::bad_stamp));
    BOOST_TEST(english(refusal) == "its daifa stamp is not readable by this version; rebuild it with "
                                   "the installed SDK");
}

BOOST_AUTO_TEST_CASE(refuses_a_file_that_is_no_library)
{
    test::PluginFolder folder;
    const auto refusal = refusal_of(folder.write("readme.so", "not a library at all"));

    BOOST_TEST((refusal.reason == RefusalReason::not_a_library));
    BOOST_TEST(english(refusal) == "not a shared library for this machine; remove it or put the "
                                   "built plugin here");
}

BOOST_AUTO_TEST_CASE(refuses_a_truncated_file)
{
    test::PluginFolder folder;
    const std::string bytes = test::read_bytes(test::fixture("good"));

    const auto refusal = refusal_of(folder.write("half.so", bytes.substr(0, bytes.size() / 2)));

    BOOST_TEST((refusal.reason == RefusalReason::truncated));
    BOOST_TEST(english(refusal) == "truncated, its end is missing; copy it again");
}

BOOST_AUTO_TEST_CASE(refuses_a_plugin_without_its_symbol)
{
    test::PluginFolder folder;
    const auto refusal = refusal_of(folder.copy("missing_symbol"));

    BOOST_TEST((refusal.reason == RefusalReason::missing_symbol));
    BOOST_TEST(english(refusal) == "does not export daifa_plugin; export it with "
                                   "DAIFA_EXPORT_PLATFORM or DAIFA_EXPORT_ERP");
}

BOOST_AUTO_TEST_CASE(names_the_symbol_that_no_library_has)
{
    test::PluginFolder folder;
    const auto refusal = refusal_of(folder.copy("unresolved_symbol"));

    BOOST_TEST((refusal.reason == RefusalReason::not_loadable));
    BOOST_TEST(english(refusal) ==
               "can not be loaded (undefined symbol: _Z31function_of_a_forgotten_libraryv); install "
               "what it needs or rebuild it with the installed SDK");
}

BOOST_AUTO_TEST_CASE(survives_a_plugin_that_throws_while_it_is_loaded)
{
    test::PluginFolder folder;
    const auto refusal = refusal_of(folder.copy("throws_on_load"));

    BOOST_TEST((refusal.reason == RefusalReason::fails_when_loaded));
    BOOST_TEST(english(refusal) ==
               "fails while it is loaded (no licence found); remove it or correct the plugin");
}

BOOST_AUTO_TEST_CASE(survives_a_plugin_that_crashes_while_it_is_loaded)
{
    test::PluginFolder folder;
    const auto refusal = refusal_of(folder.copy("crashes_on_load"));

    BOOST_TEST((refusal.reason == RefusalReason::fails_when_loaded));
    BOOST_TEST(english(refusal) == "fails while it is loaded (it crashed: Segmentation fault); remove "
                                   "it or correct the plugin");
}

BOOST_AUTO_TEST_CASE(survives_a_plugin_that_throws_when_it_is_asked_what_it_can_do)
{
    test::PluginFolder folder;
    const auto refusal = refusal_of(folder.copy("throws_when_asked"));

    BOOST_TEST((refusal.reason == RefusalReason::fails_when_loaded));
    BOOST_TEST(english(refusal) ==
               "fails while it is loaded (not today); remove it or correct the plugin");
}

BOOST_AUTO_TEST_CASE(refuses_a_plugin_that_describes_nothing_or_something_else)
{
    test::PluginFolder folder;
    const auto nothing = refusal_of(folder.copy("null_descriptor"));
    const auto other = refusal_of(folder.copy("other_name"));

    BOOST_TEST((nothing.reason == RefusalReason::bad_descriptor));
    BOOST_TEST(english(nothing) ==
               "describes itself with nothing; correct the plugin and rebuild it");
    BOOST_TEST((other.reason == RefusalReason::bad_descriptor));
    BOOST_TEST(english(other) == "it says it is something else than its stamp says; correct the "
                                 "plugin and rebuild it");
}

BOOST_AUTO_TEST_CASE(refuses_a_file_or_a_directory_that_others_may_change)
{
    using std::filesystem::perms;
    test::PluginFolder folder;
    const auto file = folder.copy("good");
    std::filesystem::permissions(file, perms(0664));
    BOOST_TEST((refusal_of(file).reason == RefusalReason::writable_by_others));

    std::filesystem::permissions(file, perms(0644));
    std::filesystem::permissions(folder.path(), perms(0777));
    const auto refusal = refusal_of(file);
    BOOST_TEST((refusal.reason == RefusalReason::writable_by_others));
    BOOST_TEST(english(refusal) ==
               "stands in " + folder.path().string() +
                   ": writable by its group or by everybody, so anybody could put code into daifa; "
                   "run: chmod go-w " +
                   folder.path().string());
}

BOOST_AUTO_TEST_CASE(looks_at_the_directory_a_link_leads_to)
{
    test::PluginFolder open_to_all;
    test::PluginFolder folder;
    const auto target = open_to_all.copy("good");
    std::filesystem::permissions(open_to_all.path(), std::filesystem::perms(0777));
    std::filesystem::create_symlink(target, folder.path() / "link.so");

    BOOST_TEST((refusal_of(folder.path() / "link.so").reason == RefusalReason::writable_by_others));
}

BOOST_AUTO_TEST_SUITE_END()

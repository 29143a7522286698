#include "plugin_host/plugin_catalog.hpp"
#include "support/plugin_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::plugin_host;

BOOST_AUTO_TEST_SUITE(plugin_catalog)

BOOST_AUTO_TEST_CASE(loads_a_good_plugin_next_to_bad_ones)
{
    test::PluginFolder folder;
    for (const char* bad : {"crashes_on_load", "missing_symbol", "no_stamp", "throws_on_load",
                            "unresolved_symbol", "wrong_stamp"})
        folder.copy(bad);
    folder.copy("good");
    folder.write("text.so", "text");
    folder.write("notes.txt", "not looked at");

    const auto catalog = PluginCatalog::scan(folder.path());

    BOOST_TEST_REQUIRE(catalog.plugins().size() == 1u);
    BOOST_TEST(catalog.plugins().front().name() == "good");
    BOOST_TEST(catalog.find(PluginKind::erp, "good") == &catalog.plugins().front());
    std::string refused;
    for (const Refusal& refusal : catalog.refusals())
        refused += refusal.file.stem().string() + ":" + std::string(to_text(refusal.reason)) + " ";
    BOOST_TEST(refused == "crashes_on_load:fails_when_loaded missing_symbol:missing_symbol "
                          "no_stamp:no_stamp text:not_a_library throws_on_load:fails_when_loaded "
                          "unresolved_symbol:not_loadable wrong_stamp:wrong_stamp ");
}

BOOST_AUTO_TEST_CASE(the_first_file_of_a_name_wins)
{
    test::PluginFolder folder;
    folder.copy("good", "b");
    folder.copy("duplicate_name", "a");

    const auto catalog = PluginCatalog::scan(folder.path());

    const PluginLibrary* plugin = catalog.find(PluginKind::erp, "good");
    BOOST_TEST_REQUIRE(plugin != nullptr);
    BOOST_TEST(plugin->stamp().version == "9.9.9");
    BOOST_TEST_REQUIRE(catalog.refusals().size() == 1u);
    const Refusal& refusal = catalog.refusals().front();
    BOOST_TEST((refusal.reason == RefusalReason::duplicate_name));
    BOOST_TEST(refusal.sentence.en == (folder.path() / "b.so").string() +
                                          ": the erp plugin \"good\" is already provided by " +
                                          (folder.path() / "a.so").string() +
                                          "; remove one of the two files");
    BOOST_TEST(refusal.sentence.zh == (folder.path() / "b.so").string() + "：erp 插件“good”已由 " +
                                          (folder.path() / "a.so").string() +
                                          " 提供；请删除其中一个文件");
}

BOOST_AUTO_TEST_CASE(a_refused_file_does_not_take_its_name_from_a_good_one)
{
    test::PluginFolder folder;
    std::filesystem::permissions(folder.copy("duplicate_name", "a"), std::filesystem::perms(0666));
    folder.copy("good", "b");

    const auto catalog = PluginCatalog::scan(folder.path());

    const PluginLibrary* plugin = catalog.find(PluginKind::erp, "good");
    BOOST_TEST_REQUIRE(plugin != nullptr);
    BOOST_TEST(plugin->stamp().version == "1.2.3");
}

BOOST_AUTO_TEST_CASE(refuses_a_directory_that_others_may_change_once_and_whole)
{
    test::PluginFolder folder;
    folder.copy("good");
    folder.copy("no_stamp");
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0777));

    const auto catalog = PluginCatalog::scan(folder.path());

    BOOST_TEST(catalog.plugins().empty());
    BOOST_TEST_REQUIRE(catalog.refusals().size() == 1u);
    BOOST_TEST((catalog.refusals().front().reason == RefusalReason::writable_by_others));
    BOOST_TEST(catalog.explain_missing(PluginKind::erp, "good").en ==
               "no erp plugin \"good\": " + catalog.refusals().front().sentence.en);
}

BOOST_AUTO_TEST_CASE(says_that_the_directory_is_missing)
{
    const auto catalog = PluginCatalog::scan("/nowhere/plugins");

    BOOST_TEST_REQUIRE(catalog.refusals().size() == 1u);
    BOOST_TEST(catalog.refusals().front().sentence.en ==
               "/nowhere/plugins: can not be read (No such file or directory); correct the path or "
               "its permissions");
}

BOOST_AUTO_TEST_CASE(explains_a_name_that_is_not_there)
{
    test::PluginFolder folder;
    folder.copy("good");
    folder.copy("wrong_stamp");
    const auto catalog = PluginCatalog::scan(folder.path());

    BOOST_TEST(catalog.find(PluginKind::platform, "good") == nullptr);
    BOOST_TEST(catalog.explain_missing(PluginKind::erp, "goood").en ==
               "no erp plugin \"goood\", did you mean \"good\"?");
    BOOST_TEST(catalog.explain_missing(PluginKind::erp, "goood").zh ==
               "没有名为“goood”的 erp 插件，是否想写“good”？");
    BOOST_TEST(catalog.explain_missing(PluginKind::erp, "wangdian").en ==
               "no erp plugin \"wangdian\" in " + folder.path().string() + "; there are: good");
    BOOST_TEST(catalog.explain_missing(PluginKind::platform, "good").en ==
               "no platform plugin \"good\": \"good\" is of kind erp; name it there");
    BOOST_TEST(catalog.explain_missing(PluginKind::erp, "wrong_stamp").en ==
               "no erp plugin \"wrong_stamp\": " + catalog.refusals().front().sentence.en);
}

BOOST_AUTO_TEST_CASE(names_the_directory_that_is_empty_or_missing)
{
    const test::PluginFolder folder;
    const std::string place = folder.path().string();

    BOOST_TEST(PluginCatalog::scan(folder.path()).explain_missing(PluginKind::erp, "good").en ==
               "no erp plugin \"good\": there is no plugin in " + place +
                   "; put its file there, or correct plugins.directory");
    BOOST_TEST(PluginCatalog::scan(place + "/none").explain_missing(PluginKind::erp, "good").en ==
               "no erp plugin \"good\": " + place +
                   "/none: can not be read (No such file or directory); "
                   "correct the path or its permissions");
}

BOOST_AUTO_TEST_SUITE_END()

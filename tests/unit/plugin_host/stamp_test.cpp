#include "plugin_host/stamp.hpp"
#include "unit/plugin_host/plugin_folder.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace daifa;
using namespace daifa::plugin_host;

namespace {

boost::system::result<Stamp, StampProblem> read_file(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return read_stamp(stream);
}

Stamp stamp_with(std::vector<BuildLine> build)
{
    Stamp stamp;
    stamp.kind = PluginKind::erp;
    stamp.name = "practice";
    stamp.version = "1.0.0";
    stamp.build = std::move(build);
    return stamp;
}

} // namespace

BOOST_AUTO_TEST_SUITE(stamp)

BOOST_AUTO_TEST_CASE(tells_what_a_plugin_is_without_loading_it)
{
    const auto stamp = read_file(test::fixture("good"));

    BOOST_REQUIRE(stamp.has_value());
    BOOST_TEST((stamp->kind == PluginKind::erp));
    BOOST_TEST(stamp->name == "good");
    BOOST_TEST(stamp->version == "1.2.3");
    BOOST_TEST((stamp->build == host_build()));
}

BOOST_AUTO_TEST_CASE(survives_strip)
{
    test::PluginFolder folder;
    const auto file = folder.copy("good");
    const std::string command = std::string(DAIFA_STRIP) + " --strip-all " + file.string();
    BOOST_REQUIRE(std::system(command.c_str()) == 0);

    const auto stamp = read_file(file);

    BOOST_REQUIRE(stamp.has_value());
    BOOST_TEST((stamp->build == host_build()));
}

BOOST_AUTO_TEST_CASE(states_five_facts_about_the_host)
{
    std::string keys;
    for (const BuildLine& line : host_build())
        keys += line.key + " ";

    BOOST_TEST(keys == "sdk compiler stdlib language boost ");
}

BOOST_AUTO_TEST_CASE(accepts_a_plugin_built_like_the_host)
{
    BOOST_TEST(!compare(stamp_with(host_build()), host_build()).has_value());
}

BOOST_AUTO_TEST_CASE(names_each_difference_with_both_sides)
{
    const std::vector<BuildLine> host = {{"sdk", "aaaaaaaaaaaaaaaa"}, {"compiler", "12.2.0"}};
    const std::vector<BuildLine> plugin = {{"sdk", "bbbbbbbbbbbbbbbb"}, {"compiler", "13.1.0"}};

    const auto difference = compare(stamp_with(plugin), host);

    BOOST_REQUIRE(difference.has_value());
    BOOST_TEST(difference->en ==
               "it was built with SDK headers bbbbbbbbbbbb… where this daifa has aaaaaaaaaaaa…, "
               "compiler 13.1.0 where this daifa has 12.2.0; rebuild it with the installed SDK");
    BOOST_TEST(difference->zh ==
               "编译环境不一致：SDK 头文件 为 bbbbbbbbbbbb…，而本机 daifa 为 aaaaaaaaaaaa…，"
               "编译器 为 13.1.0，而本机 daifa 为 12.2.0；请用本机已安装的 SDK 重新编译");
}

BOOST_AUTO_TEST_CASE(shows_hashes_whole_when_they_start_alike)
{
    const auto difference =
        compare(stamp_with({{"sdk", "aaaaaaaaaaaaaaa1"}}), {{"sdk", "aaaaaaaaaaaaaaa2"}});

    BOOST_REQUIRE(difference.has_value());
    BOOST_TEST(difference->en.find("aaaaaaaaaaaaaaa1") != std::string::npos);
    BOOST_TEST(difference->en.find("aaaaaaaaaaaaaaa2") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(counts_a_line_that_only_one_side_has_as_a_difference)
{
    const auto missing = compare(stamp_with({}), {{"boost", "1_81"}});
    const auto added = compare(stamp_with({{"allocator", "own"}}), {});

    BOOST_REQUIRE(missing.has_value());
    BOOST_TEST(missing->en.starts_with("it was built with Boost not stated where this daifa has 1_81"));
    BOOST_REQUIRE(added.has_value());
    BOOST_TEST(added->en.starts_with("it was built with allocator own where this daifa has none"));
}

BOOST_AUTO_TEST_CASE(refuses_texts_that_are_no_stamp)
{
    const std::string good = "daifa-plugin 1\nkind=erp\nname=a\nversion=1\n";
    BOOST_REQUIRE(parse_stamp(good).has_value());
    BOOST_REQUIRE(parse_stamp(good + std::string(3, '\0')).has_value());

    for (const std::string& bad : std::vector<std::string>{
             "", "daifa-plugin 2\nkind=erp\nname=a\nversion=1\n", "daifa-plugin 1\n",
             "daifa-plugin 1\nkind=shop\nname=a\nversion=1\n",
             "daifa-plugin 1\nkind=erp\nname=../a\nversion=1\n",
             "daifa-plugin 1\nkind=erp\nname=\nversion=1\n", "daifa-plugin 1\nkind=erp\nname=a\n",
             good + "no equals sign\n", good + "boost=\x1b[2J\n"})
        BOOST_TEST((parse_stamp(bad).error() == StampProblem::bad_stamp), bad);
}

BOOST_AUTO_TEST_CASE(says_what_kind_of_file_has_no_stamp)
{
    std::istringstream text("hello");
    BOOST_TEST((read_stamp(text).error() == StampProblem::not_a_library));

    BOOST_TEST((read_file(test::fixture("no_stamp")).error() == StampProblem::no_stamp));

    std::istringstream cut(test::read_bytes(test::fixture("good")).substr(0, 5000));
    BOOST_TEST((read_stamp(cut).error() == StampProblem::truncated));
}

BOOST_AUTO_TEST_SUITE_END()

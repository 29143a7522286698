#include "architecture/layering.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::test;

namespace {

const SourceFile& readme()
{
    for (const auto& file : repository())
        if (file.path == "core/README.md")
            return file;
    throw std::runtime_error("core/README.md is missing");
}

/// What the checker says about one file that stands among these others.
Findings say(const std::string& path, const std::string& text, std::vector<SourceFile> others = {})
{
    others.push_back(make_source(path, text));
    return check_includes(others, read_layers(readme()));
}

SourceFile header(const std::string& path)
{
    return make_source(path, "#pragma once\n");
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_repository)

BOOST_AUTO_TEST_CASE(its_table_points_one_way)
{
    expect_none(check_table(read_layers(readme()), readme()));
}

BOOST_AUTO_TEST_CASE(its_includes_follow_the_table)
{
    expect_none(check_includes(repository(), read_layers(readme())));
}

BOOST_AUTO_TEST_CASE(its_targets_link_what_the_table_allows)
{
    expect_none(check_links(repository(), read_layers(readme())));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_checker_finds)

BOOST_AUTO_TEST_CASE(an_arrow_that_the_table_does_not_have)
{
    const auto findings =
        say("core/store/a.cpp", "#include <daifa/domain/ids.hpp>\n#include \"reconcile/a.hpp\"\n",
            {header("core/reconcile/a.hpp"), header("core/sdk/daifa/domain/ids.hpp")});
    BOOST_TEST(findings.size() == 1u);
    BOOST_TEST(found(findings, "core/store/a.cpp:2: store must not include reconcile"));
}

BOOST_AUTO_TEST_CASE(a_file_of_a_folder_without_a_row)
{
    const auto findings =
        say("core/shiny/a.cpp", "#include \"store/a.hpp\"\n", {header("core/store/a.hpp")});
    BOOST_TEST(found(findings, "core/shiny/a.cpp has no row"));
}

BOOST_AUTO_TEST_CASE(somebody_elses_private_header)
{
    const auto findings = say("core/admin/a.cpp", "#include \"store/detail/a.hpp\"\n",
                              {header("core/store/detail/a.hpp")});
    BOOST_TEST(found(findings, "core/admin/a.cpp:1: store/detail/a.hpp is private to core/store"));
    const auto own = say("core/store/a.cpp", "#include \"store/detail/a.hpp\"\n",
                         {header("core/store/detail/a.hpp")});
    BOOST_TEST(own.empty());
}

BOOST_AUTO_TEST_CASE(a_library_outside_its_module)
{
    BOOST_TEST(found(say("core/reconcile/a.cpp", "#include <soci/soci.h>\n"),
                     "reconcile does without SOCI"));
    BOOST_TEST(found(say("core/store/a.cpp", "#include <yaml-cpp/yaml.h>\n"),
                     "store does without yaml-cpp"));
    BOOST_TEST(found(say("core/admin/a.cpp", "#include <boost/beast/http.hpp>\n"),
                     "admin does without Beast"));
    BOOST_TEST(found(say("core/daemon/a.cpp", "#include <boost/dll.hpp>\n"),
                     "daemon does without Boost.DLL"));
    BOOST_TEST(found(say("core/schedule/a.cpp", "#include <boost/asio/ip/tcp.hpp>\n"),
                     "schedule does without sockets"));
    BOOST_TEST(
        found(say("core/reconcile/a.cpp", "#include <mutex>\n"), "reconcile does without threads"));
    BOOST_TEST(found(say("core/sdk/daifa/domain/a.hpp", "#include <boost/json.hpp>\n"),
                     "domain does without Boost"));
    BOOST_TEST(found(say("core/http/a.cpp", "#include <nobody/knows.hpp>\n"),
                     "unknown to the table of libraries"));
}

BOOST_AUTO_TEST_CASE(a_library_that_a_public_header_passes_on)
{
    BOOST_TEST(
        found(say("core/store/a.hpp", "#include <soci/soci.h>\n"), "stands in a public header"));
    BOOST_TEST(say("core/store/a.cpp", "#include <soci/soci.h>\n").empty());
}

BOOST_AUTO_TEST_CASE(a_plugin_that_looks_into_the_core_or_its_neighbour)
{
    BOOST_TEST(found(
        say("plugins/erp/one/a.cpp", "#include \"http/a.hpp\"\n", {header("core/http/a.hpp")}),
        "plugins/*/* must not include http"));
    BOOST_TEST(found(
        say("plugins/erp/one/a.cpp", "#include \"two/a.hpp\"\n", {header("plugins/erp/two/a.hpp")}),
        "plugins/*/* must not include plugins/*/*"));
    BOOST_TEST(found(say("plugins/erp/one/a.cpp", "#include <fstream>\n"),
                     "plugins/*/* does without files"));
    BOOST_TEST(found(say("plugins/erp/one/a.cpp", "#include <boost/asio/steady_timer.hpp>\n"),
                     "does without Asio"));
}

BOOST_AUTO_TEST_CASE(a_practice_front_and_a_connector_that_share_code)
{
    BOOST_TEST(found(say("plugins/erp/one/practice/a.cpp", "#include \"one/signing.hpp\"\n",
                         {header("plugins/erp/one/signing.hpp")}),
                     "plugins/*/*/practice must not include plugins/*/*"));
    BOOST_TEST(found(say("plugins/erp/one/practice/tests/a.cpp", "#include \"one/signing.hpp\"\n",
                         {header("plugins/erp/one/signing.hpp")}),
                     "plugins/*/*/practice must not include plugins/*/*"));
    BOOST_TEST(found(say("plugins/erp/one/a.cpp", "#include \"one/practice/sign.hpp\"\n",
                         {header("plugins/erp/one/practice/sign.hpp")}),
                     "plugins/*/* must not include plugins/*/*/practice"));
    BOOST_TEST(say("plugins/erp/one/practice/a.cpp", "#include \"sandbox/world.hpp\"\n",
                   {header("core/sandbox/world.hpp")})
                   .empty());
}

BOOST_AUTO_TEST_CASE(a_program_that_somebody_includes)
{
    BOOST_TEST(
        found(say("plugins/erp/one/practice/a.cpp", "#include \"sandbox/program/shell.hpp\"\n",
                  {header("core/sandbox/program/shell.hpp")}),
              "is private to core/sandbox"));
    BOOST_TEST(found(say("core/sandbox/a.cpp", "#include \"sandbox/program/shell.hpp\"\n",
                         {header("core/sandbox/program/shell.hpp")}),
                     "sandbox must not include sandbox/program"));
}

BOOST_AUTO_TEST_CASE(code_that_includes_a_test)
{
    BOOST_TEST(found(say("core/http/a.cpp", "#include \"support/manual_clock.hpp\"\n",
                         {header("tests/support/manual_clock.hpp")}),
                     "includes a test's file"));
}

BOOST_AUTO_TEST_CASE(an_include_of_nothing)
{
    BOOST_TEST(found(say("core/http/a.cpp", "#include \"http/gone.hpp\"\n"),
                     "there is no \"http/gone.hpp\""));
    BOOST_TEST(found(say("core/http/a.cpp", "#include <daifa/domain/gone.hpp>\n"), "there is no"));
    BOOST_TEST(say("core/http/a.cpp", "// #include \"http/gone.hpp\"\n").empty());
}

BOOST_AUTO_TEST_CASE(a_cycle_of_headers)
{
    const auto findings = say("core/http/a.hpp", "#include \"http/b.hpp\"\n",
                              {make_source("core/http/b.hpp", "\n#include \"http/c.hpp\"\n"),
                               make_source("core/http/c.hpp", "#include \"http/a.hpp\"\n")});
    BOOST_TEST(
        found(findings,
              "core/http/c.hpp:1: closes a cycle of includes: core/http/a.hpp -> core/http/b.hpp"));
}

BOOST_AUTO_TEST_CASE(a_table_whose_arrows_point_down)
{
    const auto table = make_source("core/README.md",
                                   "| module | is | may include | libraries |\n|---|---|---|---|\n"
                                   "| `low` | a | `high` | |\n| `high` | b | `low` | Bogus |\n");
    const auto findings = check_table(read_layers(table), table);
    BOOST_TEST(found(findings, "core/README.md:3: low may include high"));
    BOOST_TEST(found(findings, "core/README.md:4: nobody knows a library Bogus"));
}

BOOST_AUTO_TEST_CASE(a_target_that_links_more_than_it_may)
{
    const std::vector<SourceFile> files = {make_source(
        "core/store/CMakeLists.txt", "daifa_module(store\n  SOURCES a.cpp\n  DEPENDS sdk http)\n")};
    BOOST_TEST(found(check_links(files, read_layers(readme())),
                     "core/store/CMakeLists.txt:3: store links http"));
}

BOOST_AUTO_TEST_SUITE_END()

#include "architecture/tidy_rules.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::test;

namespace {

using Rule = void (*)(const SourceFile&, Findings&);

Findings everywhere(Rule rule)
{
    Findings findings;
    for (const auto& file : repository())
        rule(file, findings);
    return findings;
}

Findings say(Rule rule, const std::string& path, std::string_view text)
{
    Findings findings;
    rule(make_source(path, text), findings);
    return findings;
}

/// What the rule of co_await says about one statement in a coroutine.
Findings say_await(const std::string& statements)
{
    return say(check_co_await, "core/http/a.cpp",
               "awaitable<void> f()\n{\n" + statements + "\n}\n");
}

} // namespace

BOOST_AUTO_TEST_SUITE(the_repository)

BOOST_AUTO_TEST_CASE(has_tidy_lines)
{
    expect_none(everywhere(check_white_space));
}

BOOST_AUTO_TEST_CASE(has_comments_that_say_why)
{
    expect_none(everywhere(check_comments));
}

BOOST_AUTO_TEST_CASE(knows_no_single_machine)
{
    expect_none(everywhere(check_machine_words));
}

BOOST_AUTO_TEST_CASE(has_headers_of_one_form)
{
    expect_none(everywhere(check_header_form));
}

BOOST_AUTO_TEST_CASE(calls_nothing_that_is_banned)
{
    expect_none(everywhere(check_banned));
}

BOOST_AUTO_TEST_CASE(has_no_mutable_statics)
{
    expect_none(everywhere(check_statics));
}

BOOST_AUTO_TEST_CASE(awaits_one_thing_at_a_time)
{
    expect_none(everywhere(check_co_await));
}

BOOST_AUTO_TEST_CASE(keeps_the_words_of_remotes_in_their_plugins)
{
    expect_none(everywhere(check_wire_words));
}

BOOST_AUTO_TEST_CASE(builds_every_source)
{
    expect_none(check_listed(repository()));
}

BOOST_AUTO_TEST_CASE(has_its_tests_where_one_looks_for_them)
{
    expect_none(check_test_places(repository()));
}

BOOST_AUTO_TEST_CASE(has_plugins_of_one_anatomy)
{
    expect_none(check_plugins(repository()));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(the_rules_find)

BOOST_AUTO_TEST_CASE(untidy_lines)
{
    BOOST_TEST(found(say(check_white_space, "a.md", "one\n\ttwo\n"), "a.md:2: a tab"));
    BOOST_TEST(
        found(say(check_white_space, "a.yaml", "one \n"), "a.yaml:1: white space at the end"));
    const std::string long_line(121, 'x');
    BOOST_TEST(found(say(check_white_space, "core/a.cpp", long_line), "121 columns"));
    BOOST_TEST(say(check_white_space, "core/a.cpp", long_line.substr(1)).empty());
    std::string chinese;
    for (int i = 0; i < 61; ++i)
        chinese += "订";
    BOOST_TEST(found(say(check_white_space, "core/a.cpp", chinese), "122 columns"));
}

BOOST_AUTO_TEST_CASE(comments_that_do_not_say_why)
{
    BOOST_TEST(found(say(check_comments, "a.hpp", "/// @brief Does it.\n"), "a.hpp:1: @brief"));
    BOOST_TEST(found(say(check_comments, "a.cpp", "\n// TODO: later\n"), "a.cpp:2: TODO"));
    BOOST_TEST(say(check_comments, "a.cpp", "// TODO(#12) later\n").empty());
    BOOST_TEST(found(say(check_comments, "a.cpp", "// ------- helpers\n"), "a banner"));
    BOOST_TEST(found(say(check_comments, "a.cpp", "    // call(it);\n"), "code in a comment"));
    BOOST_TEST(say(check_comments, "a.cpp", "auto url = \"http://a/@brief -------\"; // Why not.\n")
                   .empty());
}

BOOST_AUTO_TEST_CASE(places_on_one_machine)
{
    const std::string home = std::string("/ho") + "me/";
    BOOST_TEST(
        found(say(check_machine_words, "a.py", "open('" + home + "me/key')\n"), "a.py:1: " + home));
    BOOST_TEST(say(check_machine_words, "a.py", "open('{folder}" + home + "me')\n").empty());
}

BOOST_AUTO_TEST_CASE(headers_without_form)
{
    BOOST_TEST(
        found(say(check_header_form, "a.hpp", "#include <string>\n"), "begins with #pragma once"));
    BOOST_TEST(found(say(check_header_form, "a.hpp", "#pragma once\nusing namespace std;\n"),
                     "a.hpp:2: using namespace"));
    BOOST_TEST(found(
        say(check_header_form, "core/http/a.cpp", "#include <string>\n\n#include \"http/b.hpp\"\n"),
        "a.cpp:3: includes stand in groups"));
    BOOST_TEST(found(say(check_header_form, "core/http/a.cpp",
                         "#include \"http/a.hpp\"\n#include \"http/b.hpp\"\n"),
                     "a.cpp:2: a blank line"));
    BOOST_TEST(say(check_header_form, "core/http/a.cpp",
                   "#include \"http/a.hpp\"\n\n#include \"http/b.hpp\"\n\n#include "
                   "<daifa/domain/ids.hpp>\n\n"
                   "#include <boost/json/value.hpp>\n\n#include <string>\n#include <sys/stat.h>\n")
                   .empty());
}

BOOST_AUTO_TEST_CASE(banned_calls)
{
    BOOST_TEST(found(
        say(check_banned, "core/http/a.cpp", "\nauto now = std::chrono::system_clock::now();\n"),
        "core/http/a.cpp:2: system_clock::now: ask the Clock instead"));
    BOOST_TEST(
        say(check_banned, "core/runtime/system_clock.cpp", "system_clock::now();\n").empty());
    BOOST_TEST(
        found(say(check_banned, "plugins/erp/one/a.cpp", "std::this_thread::sleep_for(1s);\n"),
              "Clock::sleep_for"));
    BOOST_TEST(found(say(check_banned, "core/store/a.cpp", "double price = 1;\n"), "whole fen"));
    BOOST_TEST(
        found(say(check_banned, "core/store/a.cpp", "auto* p = new int;\n"), "std::make_unique"));
    BOOST_TEST(
        say(check_banned, "core/store/a.cpp", "// a new one\nrun(\"printf\");\nint renew = 1;\n")
            .empty());
    BOOST_TEST(say(check_banned, "core/daemon/main.cpp", "std::cerr << 1;\n").empty());
    BOOST_TEST(found(say(check_banned, "core/daemon/application.cpp", "std::cerr << 1;\n"),
                     "log, or print"));
}

BOOST_AUTO_TEST_CASE(variables_that_outlive_their_function)
{
    BOOST_TEST(
        found(say(check_statics, "core/http/a.cpp", "void f()\n{\n    static int calls = 0;\n}\n"),
              "a.cpp:3"));
    BOOST_TEST(found(say(check_statics, "core/http/a.cpp", "int calls = 0;\n"), "a.cpp:1"));
    BOOST_TEST(found(say(check_statics, "core/http/a.cpp", "std::string name;\n"), "a.cpp:1"));
    BOOST_TEST(found(say(check_statics, "core/http/a.cpp", "thread_local int x;\n"), "a.cpp:1"));
    BOOST_TEST(
        say(check_statics, "core/http/a.cpp",
            "constexpr int most = 3;\nconst std::string name = \"x\";\nusing namespace std;\n"
            "int f(int x = 1);\nvoid g()\n{\n    static const auto table = make();\n}\n"
            "class A {\n    static A open(int x);\n};\nenum class B : int;\nstruct C;\n")
            .empty());
}

BOOST_AUTO_TEST_CASE(statements_with_co_await_that_build_something_else)
{
    BOOST_TEST(found(say_await("    auto r = co_await send({.url = u});"),
                     "a.cpp:3: a statement with co_await"));
    BOOST_TEST(found(say_await("    auto r = co_await send(Request{.url = u});"), "miscompiles"));
    BOOST_TEST(
        found(say_await("    auto r = co_await send(std::vector<int>{1, 2});"), "miscompiles"));
    BOOST_TEST(found(say_await("    auto r = Answer{co_await send(u)};"), "miscompiles"));
    BOOST_TEST(found(say_await("    co_return Answer{1, co_await send(u)};"), "miscompiles"));
    BOOST_TEST(found(say_await("    co_await run([text = s] { use(text); });"), "miscompiles"));
    BOOST_TEST(found(say_await("    co_await run([=] { use(text); });"), "miscompiles"));
    BOOST_TEST(found(say_await("    if (co_await send({1})) {\n    }"), "miscompiles"));
    BOOST_TEST(found(say_await("    while (true) {\n        f(\n            co_await send(\n       "
                               "         {1}));\n    }"),
                     "a.cpp:6"));
    BOOST_TEST(found(say_await("    co_await run([&] { ok(); },\n        {1});"), "a.cpp:4"));
}

BOOST_AUTO_TEST_CASE(no_fault_in_statements_with_co_await_that_build_nothing)
{
    BOOST_TEST(
        say_await("    Request request{.url = u};\n    auto r = co_await send(std::move(request));")
            .empty());
    BOOST_TEST(say_await("    auto r = co_await send(u);\n    co_return Answer{r};").empty());
    BOOST_TEST(say_await("    co_await run([&] { use(Answer{1}); });").empty());
    BOOST_TEST(say_await("    co_await run([this, &x] { use(x); });").empty());
    BOOST_TEST(say_await("    if (co_await ask()) {\n        use({1});\n    }").empty());
    BOOST_TEST(
        say_await(
            "    for (auto x : list) {\n        y[x] = co_await ask(z[1]);\n    }\n    use({1});")
            .empty());
    BOOST_TEST(
        say_await("    auto f = [text]() -> awaitable<void> {\n        co_await ask();\n    };")
            .empty());
    BOOST_TEST(say_await("    use({1});\n    co_await ask();").empty());
    BOOST_TEST(say_await("    const auto [ec, size] = co_await ask();\n    for (auto& [k, v] : "
                         "co_await ask()) {\n    }")
                   .empty());
}

BOOST_AUTO_TEST_CASE(words_of_one_remote_in_the_core)
{
    BOOST_TEST(found(say(check_wire_words, "core/store/a.sql", "wp_code text\n"),
                     "core/store/a.sql:1: wp_code"));
    BOOST_TEST(say(check_wire_words, "plugins/erp/one/a.cpp", "wp_code\n").empty());
}

BOOST_AUTO_TEST_CASE(a_source_that_nothing_builds)
{
    const std::vector<SourceFile> files = {
        make_source("core/http/CMakeLists.txt", "daifa_module(http SOURCES a.cpp detail/b.cpp)\n"),
        make_source("core/http/a.cpp", ""), make_source("core/http/detail/b.cpp", ""),
        make_source("core/http/c.cpp", "")};
    const auto findings = check_listed(files);
    BOOST_TEST(findings.size() == 1u);
    BOOST_TEST(found(findings, "core/http/c.cpp:1: no CMakeLists.txt names it"));
}

BOOST_AUTO_TEST_CASE(tests_in_the_wrong_place_or_under_a_poor_name)
{
    const std::vector<SourceFile> files = {
        make_source("core/http/a.cpp", ""),
        make_source("tests/unit/htpp/a_test.cpp",
                    "BOOST_AUTO_TEST_CASE(works)\nBOOST_AUTO_TEST_CASE(\n    works)\n")};
    const auto findings = check_test_places(files);
    BOOST_TEST(found(findings, "there is no core/htpp"));
    BOOST_TEST(found(findings, "stand in no suite"));
    BOOST_TEST(found(findings, "works exists twice"));
    BOOST_TEST(found(findings, "a_test.cpp:1: works: a test's name is a sentence"));
}

BOOST_AUTO_TEST_CASE(a_plugin_of_another_anatomy)
{
    const std::vector<SourceFile> files = {
        make_source("plugins/erp/one/plugin.cpp", ""),
        make_source("plugins/erp/one/README.md", "## Purpose\n## Settings\n## Status\n")};
    const auto findings = check_plugins(files);
    BOOST_TEST(found(findings, "plugins/erp/one/failures.cpp:1: missing"));
    BOOST_TEST(found(findings, "plugins/erp/one:1: has no tests/"));
    BOOST_TEST(found(findings, "has no section \"Abilities\""));
}

BOOST_AUTO_TEST_SUITE_END()

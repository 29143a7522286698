#include "admin/case_texts.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace daifa::admin;

namespace {

constexpr std::string_view table_begin = "<!-- cases: made from the tables, do not edit -->\n";
constexpr std::string_view table_end = "<!-- end of cases -->\n";

/// `admin_test --run_test=cases_page -- --update` writes the page instead of comparing it.
bool is_update()
{
    const auto& suite = boost::unit_test::framework::master_test_suite();
    return std::any_of(suite.argv, suite.argv + suite.argc,
                       [](const char* word) { return std::string_view(word) == "--update"; });
}

std::string both(const Words& words)
{
    return std::string(words.zh) + "<br>" + std::string(words.en);
}

std::string choice_line(const ChoiceText& choice)
{
    std::string line = "`" + std::string(choice.name) + "` " + std::string(choice.meaning.zh) +
                       " · " + std::string(choice.meaning.en);
    if (!choice.command.empty())
        line += " (`" + std::string(choice.command) + "`)";
    return line;
}

std::string table()
{
    std::string text = "| 差异 difference | 含义 meaning | 由谁处理 who | 可选 choices |\n"
                       "|---|---|---|---|\n";
    for (const auto& difference : all_differences()) {
        if (!is_case(difference))
            continue;
        std::string choices;
        for (const auto& choice : choices_of(difference.name))
            choices += (choices.empty() ? "" : "<br>") + choice_line(choice);
        if (choices.empty())
            choices = "→ " + both(difference.next);
        text += "| `" + std::string(difference.name) + "` | " + both(difference.meaning) + " | " +
                both(describe(difference.who)) + " | " + choices + " |\n";
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(cases_page)

BOOST_AUTO_TEST_CASE(the_page_shows_every_case_with_its_choices)
{
    const char* const root = std::getenv("DAIFA_SOURCE_DIR");
    BOOST_TEST_REQUIRE(root != nullptr, "run the tests with ctest, or set DAIFA_SOURCE_DIR");
    const auto path = std::filesystem::path(root) / "core/admin/CASES.md";
    std::ifstream stream(path, std::ios::binary);
    const std::string page(std::istreambuf_iterator<char>(stream), {});
    const auto begin = page.find(table_begin);
    const auto end = page.find(table_end);
    BOOST_TEST_REQUIRE(begin != std::string::npos);
    BOOST_TEST_REQUIRE(end != std::string::npos);

    const std::string made =
        page.substr(0, begin) + std::string(table_begin) + "\n" + table() + "\n" + page.substr(end);

    if (is_update())
        std::ofstream(path, std::ios::binary) << made;
    else
        BOOST_TEST((page == made), path << " differs from the tables; run "
                                           "admin_test --run_test=cases_page -- --update");
}

BOOST_AUTO_TEST_SUITE_END()

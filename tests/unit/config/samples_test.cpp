#include "config/samples.hpp"

#include "config/detail/option_reader.hpp"

#include "config_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>
#include <sstream>

using namespace daifa;
using namespace daifa::config;

namespace {

constexpr std::string_view reference_begin = "<!-- options: made from the table, do not edit -->\n";
constexpr std::string_view reference_end = "<!-- end of options -->\n";

std::filesystem::path committed()
{
    const char* source = std::getenv("DAIFA_SOURCE_DIR");
    BOOST_TEST_REQUIRE(source != nullptr, "run the tests with ctest, or set DAIFA_SOURCE_DIR");
    return std::filesystem::path(source) / "config";
}

std::string content(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

/// `config_test --run_test=samples -- --update` writes the files instead of comparing them.
bool is_update()
{
    const auto& suite = boost::unit_test::framework::master_test_suite();
    return std::any_of(suite.argv, suite.argv + suite.argc,
                       [](const char* word) { return std::string_view(word) == "--update"; });
}

void compare(const std::filesystem::path& path, const std::string& generated)
{
    if (is_update()) {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << generated;
    }
    BOOST_TEST((content(path) == generated), path << " differs from what the options say; run "
                                                     "config_test --run_test=samples -- --update");
}

/// The sample with every line "#key: value" switched on.
std::string switched_on(const std::string& text)
{
    std::istringstream lines(text);
    std::string result;
    for (std::string line; std::getline(lines, line);) {
        const std::size_t mark = line.find('#');
        const bool is_option = mark != std::string::npos && mark + 1 < line.size() &&
                               line.find_first_not_of(' ') == mark &&
                               (line[mark + 1] != ' ' || line.substr(mark).starts_with("#  -"));
        if (is_option)
            line.erase(mark, 1);
        result += line + "\n";
    }
    return result;
}

std::string problems_of(detail::FileKind kind, const std::string& text)
{
    std::vector<Problem> problems;
    detail::Report report("f", text, problems);
    detail::Draft draft;
    if (const auto root = detail::parse_yaml(text, report))
        detail::read_options(kind, *root, draft, report);
    std::string lines;
    for (const Problem& problem : problems)
        lines += to_text(problem, Language::en) + "\n";
    return lines;
}

} // namespace

BOOST_AUTO_TEST_SUITE(samples)

BOOST_AUTO_TEST_CASE(the_committed_files_are_what_the_options_say)
{
    for (const SampleFile& sample : make_samples())
        compare(committed() / sample.path, sample.text);
}

BOOST_AUTO_TEST_CASE(the_readme_lists_every_option)
{
    const auto path = committed() / "README.md";
    const std::string text = content(path);
    const std::size_t begin = text.find(reference_begin);
    const std::size_t end = text.find(reference_end);
    BOOST_TEST_REQUIRE(begin != std::string::npos);
    BOOST_TEST_REQUIRE(end != std::string::npos);

    compare(path, text.substr(0, begin + reference_begin.size()) + "\n" + make_reference() +
                      text.substr(end));
}

BOOST_AUTO_TEST_CASE(are_right_as_they_stand_and_with_every_option_switched_on)
{
    const auto files = make_samples();
    const detail::FileKind kinds[] = {detail::FileKind::daemon, detail::FileKind::shop,
                                      detail::FileKind::strategy};

    for (std::size_t i = 0; i < std::size(kinds); ++i) {
        BOOST_TEST(problems_of(kinds[i], files[i].text) == "");
        BOOST_TEST(switched_on(files[i].text) != files[i].text);
        BOOST_TEST(problems_of(kinds[i], switched_on(files[i].text)) == "");
    }
}

BOOST_AUTO_TEST_CASE(a_plugins_sample_names_each_setting_and_reads_well)
{
    const auto facts = test::TwoPlugins().find(PluginKind::platform, "market");
    const std::string sample = make_plugin_sample(facts->settings, 2);

    BOOST_TEST(sample.starts_with(
        "  settings:\n    # 应用编号。\n    # Application key.\n    app_key: \"\"\n"));
    BOOST_TEST(sample.find("    app_secret: {file: app_secret}\n") != std::string::npos);
    BOOST_TEST(sample.find("    #timeout: 10s\n") != std::string::npos);
    BOOST_TEST(sample.find("    #codes: [0, 6]\n") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

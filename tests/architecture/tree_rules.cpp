#include "architecture/tidy_rules.hpp"
#include "architecture/words.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace daifa::test {
namespace {

std::string folder_of(std::string_view path)
{
    const auto slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? "" : path.substr(0, slash));
}

bool is_named_in(const SourceFile& cmake, std::string_view path)
{
    return std::any_of(cmake.lines.begin(), cmake.lines.end(),
                       [&](const std::string& line) { return has_word(line, path); });
}

} // namespace

Findings check_listed(const std::vector<SourceFile>& files)
{
    std::map<std::string, const SourceFile*> cmakes;
    for (const auto& file : files)
        if (file.name() == "CMakeLists.txt")
            cmakes.emplace(folder_of(file.path), &file);

    Findings findings;
    for (const auto& file : files) {
        if (!file.path.ends_with(".cpp") && !file.path.ends_with(".cpp.in"))
            continue;
        bool is_listed = false;
        for (std::string folder = folder_of(file.path); !is_listed && !folder.empty();
             folder = folder_of(folder)) {
            const auto cmake = cmakes.find(folder);
            if (cmake == cmakes.end())
                continue;
            const auto name = std::string_view(file.path).substr(folder.size() + 1);
            // A list of broken plugins names them without their ending.
            is_listed = is_named_in(*cmake->second, name) ||
                        (file.is_under("tests/broken_plugins") &&
                         is_named_in(*cmake->second, name.substr(0, name.find('.'))));
        }
        if (!is_listed)
            findings.push_back(
                {file.path, 1,
                 "no CMakeLists.txt names it, so nothing builds it: list it or delete it"});
    }
    return findings;
}

Findings check_test_places(const std::vector<SourceFile>& files)
{
    std::set<std::string> modules;
    for (const auto& file : files)
        if (file.is_under("core"))
            modules.insert(std::string(file.path.substr(5, file.path.find('/', 5) - 5)));

    Findings findings;
    for (const auto& file : files) {
        const bool is_test = file.path.ends_with("_test.cpp");
        if (file.is_under("tests/unit")) {
            const auto module = file.path.substr(11, file.path.find('/', 11) - 11);
            if (!modules.contains(module))
                findings.push_back(
                    {file.path, 1, "there is no core/" + module + " that it could test"});
        }
        if (!is_test)
            continue;
        const bool has_suite =
            std::any_of(file.code.begin(), file.code.end(), [](const std::string& line) {
                return line.starts_with("BOOST_AUTO_TEST_SUITE(") ||
                       line.starts_with("BOOST_FIXTURE_TEST_SUITE(");
            });
        if (!has_suite)
            findings.push_back(
                {file.path, 1, "its cases stand in no suite: --run_test could not name them"});
        std::set<std::string> names;
        for (std::size_t i = 0; i < file.code.size(); ++i) {
            if (file.code[i].starts_with("BOOST_AUTO_TEST_SUITE_END"))
                names.clear();
            for (const std::string_view macro :
                 {"BOOST_AUTO_TEST_CASE(", "BOOST_FIXTURE_TEST_CASE("})
                if (file.code[i].starts_with(macro)) {
                    // A long name stands on the next line.
                    std::string rest = file.code[i].substr(macro.size());
                    if (rest.empty() && i + 1 < file.code.size())
                        rest = trim(file.code[i + 1]);
                    const auto name = rest.substr(0, rest.find_first_of(",)"));
                    if (!names.insert(name).second)
                        findings.push_back({file.path, i + 1, name + " exists twice in its suite"});
                    if (std::count(name.begin(), name.end(), '_') < 1)
                        findings.push_back(
                            {file.path, i + 1,
                             name + ": a test's name is a sentence about behaviour"});
                }
        }
    }
    return findings;
}

Findings check_plugins(const std::vector<SourceFile>& files)
{
    constexpr std::array needed = {"CMakeLists.txt", "README.md",     "plugin.cpp",
                                   "connector.cpp",  "connector.hpp", "failures.cpp",
                                   "failures.hpp",   "requests.cpp",  "requests.hpp",
                                   "responses.cpp",  "responses.hpp", "sample.yaml",
                                   "signing.cpp",    "signing.hpp",   "practice/CMakeLists.txt"};
    constexpr std::array sections = {"Purpose",     "Status",         "Abilities",   "Settings",
                                     "Failure map", "Documents used", "Known limits"};
    std::map<std::string, std::map<std::string, const SourceFile*>> plugins;
    for (const auto& file : files) {
        const auto parts = split(file.path, '/');
        if (parts.size() < 4 || parts[0] != "plugins")
            continue;
        const std::string folder = parts[0] + "/" + parts[1] + "/" + parts[2];
        plugins[folder][file.path.substr(folder.size() + 1)] = &file;
    }

    Findings findings;
    for (const auto& [folder, contents] : plugins) {
        for (const std::string name : needed)
            if (!contents.contains(name))
                findings.push_back(
                    {folder + "/" + name, 1, "missing: every plugin has the same files"});
        const bool has_tests = std::any_of(contents.begin(), contents.end(), [](const auto& entry) {
            return entry.first.starts_with("tests/");
        });
        if (!has_tests)
            findings.push_back({folder, 1, "has no tests/"});
        const auto readme = contents.find("README.md");
        if (readme == contents.end())
            continue;
        const auto& lines = readme->second->lines;
        auto at = lines.begin();
        for (const std::string section : sections) {
            const auto next = std::find(at, lines.end(), "## " + section);
            if (next == lines.end())
                findings.push_back({readme->second->path, 1,
                                    "has no section \"" + section +
                                        "\" in its place: all READMEs of plugins are read alike"});
            else
                at = next;
        }
    }
    return findings;
}

} // namespace daifa::test

#include "pinduoduo/failures.hpp"
#include "pinduoduo/settings.hpp"

#include <daifa/support/error.hpp>

#include <boost/algorithm/string/trim.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

using namespace daifa;
using namespace daifa::pinduoduo;

namespace {

std::vector<std::string> read_lines(const std::string& name)
{
    const char* root = std::getenv("DAIFA_SOURCE_DIR");
    BOOST_TEST_REQUIRE(root != nullptr, "run the tests through ctest, or set DAIFA_SOURCE_DIR");
    std::ifstream file(std::string(root) + "/plugins/platform/pinduoduo/" + name);
    BOOST_TEST_REQUIRE(file.is_open());
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

std::string strip(std::string text)
{
    boost::algorithm::trim_if(text, [](char c) { return c == ' ' || c == '`' || c == '"'; });
    return text;
}

/// The table under a heading: first cell → the other cells.
std::map<std::string, std::vector<std::string>> read_table(const std::string& heading)
{
    std::map<std::string, std::vector<std::string>> rows;
    bool is_inside = false;
    int line_of_table = 0;
    for (const auto& line : read_lines("README.md")) {
        if (line.starts_with("## "))
            is_inside = line == "## " + heading;
        // The first two lines of a table are its head.
        if (!is_inside || !line.starts_with("|") || ++line_of_table <= 2)
            continue;
        std::vector<std::string> cells;
        for (std::size_t at = 1, end = 0; (end = line.find('|', at)) != std::string::npos;
             at = end + 1)
            cells.push_back(strip(line.substr(at, end - at)));
        BOOST_TEST_REQUIRE(!cells.empty());
        const std::string key = cells.front();
        cells.erase(cells.begin());
        BOOST_TEST(rows.emplace(key, cells).second, "twice in the README: " << key);
    }
    return rows;
}

bool is_key(std::string_view text)
{
    return !text.empty() &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
}

/// key → value of the lines under `settings:`, those that are commented out included. A line whose
/// colon follows something else than one word is a remark.
std::map<std::string, std::string> read_sample()
{
    std::map<std::string, std::string> values;
    for (std::string line : read_lines("sample.yaml")) {
        if (!line.starts_with("    "))
            continue;
        line = line.substr(line.starts_with("    # ") ? 6 : 4);
        const auto colon = line.find(": ");
        if (colon != std::string::npos && is_key(std::string_view(line).substr(0, colon)))
            values[line.substr(0, colon)] = strip(line.substr(colon + 2));
    }
    return values;
}

std::string default_of(const ConfigKey& key)
{
    return is_required(key) ? "required" : std::string(key.default_text);
}

} // namespace

BOOST_AUTO_TEST_SUITE(documents)

BOOST_AUTO_TEST_CASE(the_readme_lists_each_setting_with_its_default)
{
    const auto table = read_table("Settings");

    BOOST_TEST(table.size() == std::size(settings));
    for (const auto& key : settings) {
        const auto row = table.find(std::string(key.name));
        BOOST_TEST_REQUIRE((row != table.end()), "not in the README: " << key.name);
        BOOST_TEST(row->second.at(1) == default_of(key), key.name);
    }
}

BOOST_AUTO_TEST_CASE(the_sample_shows_each_setting_with_its_default)
{
    const auto sample = read_sample();

    BOOST_TEST(sample.size() == std::size(settings));
    for (const auto& key : settings) {
        const auto row = sample.find(std::string(key.name));
        BOOST_TEST_REQUIRE((row != sample.end()), "not in sample.yaml: " << key.name);
        std::string value = row->second;
        if (key.type == ConfigType::text_list || key.type == ConfigType::text_map)
            value = value.substr(1, value.size() - 2);
        if (!is_required(key))
            BOOST_TEST(value == key.default_text, key.name);
    }
}

BOOST_AUTO_TEST_CASE(a_secret_is_never_written_into_the_sample)
{
    const auto sample = read_sample();
    for (const auto& key : settings)
        if (key.secrecy == Secrecy::secret)
            BOOST_TEST(sample.at(std::string(key.name)).starts_with("{file: "));
}

BOOST_AUTO_TEST_CASE(every_setting_is_explained_in_both_languages)
{
    for (const auto& key : settings) {
        BOOST_TEST(!key.label_en.empty());
        BOOST_TEST(!key.label_zh.empty());
    }
}

BOOST_AUTO_TEST_CASE(the_readme_lists_each_failure_as_the_table_has_it)
{
    const auto table = read_table("Failure map");

    BOOST_TEST(table.size() == failure_table().size());
    for (const auto& row : failure_table()) {
        const auto cells = table.find(std::string(row.code));
        BOOST_TEST_REQUIRE((cells != table.end()), "not in the README: " << row.code);
        BOOST_TEST(cells->second.at(0) == to_text(row.errc), row.code);
        BOOST_TEST(cells->second.at(1) == (row.is_without_effect ? to_text(row.errc) : "uncertain"),
                   row.code);
    }
}

BOOST_AUTO_TEST_SUITE_END()

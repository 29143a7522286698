#include "jackyun/failures.hpp"
#include "jackyun/requests.hpp"
#include "jackyun/settings.hpp"

#include <boost/test/unit_test.hpp>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

using namespace daifa;
using namespace daifa::jackyun;

namespace {

std::string read_document(const std::string& name)
{
    const char* root = std::getenv("DAIFA_SOURCE_DIR");
    BOOST_TEST_REQUIRE(root != nullptr);
    std::ifstream file(std::string(root) + "/plugins/erp/jackyun/" + name);
    BOOST_TEST_REQUIRE(file.is_open());
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The lines of `text` that begin with `start`, without it.
std::vector<std::string> lines_after(const std::string& text, const std::string& start)
{
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        if (line.starts_with(start))
            lines.push_back(line.substr(start.size()));
    return lines;
}

bool is_known(const std::string& key)
{
    return std::ranges::find(config_keys, key, &ConfigKey::name) != std::ranges::end(config_keys);
}

} // namespace

BOOST_AUTO_TEST_SUITE(documents)

BOOST_AUTO_TEST_CASE(the_sample_is_yaml_and_gives_what_is_required)
{
    const auto sample = YAML::Load(read_document("sample.yaml"))["erp"];

    BOOST_TEST(sample["plugin"].as<std::string>() == "jackyun");
    BOOST_TEST(!sample["channel"].as<std::string>().empty());
    for (const auto& key : config_keys)
        BOOST_TEST_CONTEXT(key.name)
        {
            BOOST_TEST(sample["settings"][std::string(key.name)].IsDefined() == is_required(key));
        }
    for (const auto& entry : sample["settings"])
        BOOST_TEST(is_known(entry.first.as<std::string>()));
}

BOOST_AUTO_TEST_CASE(the_sample_shows_every_default)
{
    std::set<std::string> shown;
    for (const auto& line : lines_after(read_document("sample.yaml"), "    # ")) {
        const auto node = YAML::Load(line);
        const auto name = node.begin()->first.as<std::string>();
        const auto value = node.begin()->second;
        const auto key = std::ranges::find(config_keys, name, &ConfigKey::name);
        BOOST_TEST_REQUIRE((key != std::ranges::end(config_keys)), name);
        shown.insert(name);
        const bool is_plain = value.IsScalar() && name != "fields";
        if (is_plain)
            BOOST_TEST(value.as<std::string>() == key->default_text, name);
    }
    for (const auto& key : config_keys)
        BOOST_TEST(shown.contains(std::string(key.name)) == !is_required(key), key.name);
}

BOOST_AUTO_TEST_CASE(the_readme_lists_every_setting_with_its_default_and_no_other)
{
    const auto readme = read_document("README.md");
    const auto start = readme.find("## Settings");
    const auto table = readme.substr(start, readme.find("## Failure map") - start);
    const auto rows = lines_after(table, "| `");

    BOOST_TEST(rows.size() == std::size(config_keys));
    for (const auto& row : rows)
        BOOST_TEST(is_known(row.substr(0, row.find('`'))), row);
    for (const auto& key : config_keys) {
        const bool is_shown =
            !is_required(key) && !key.default_text.empty() && key.name != "fields";
        const std::string cell = is_required(key) ? "| required |"
                                 : is_shown       ? "| `" + std::string(key.default_text) + "` |"
                                                  : "|";
        const bool is_listed = std::ranges::any_of(rows, [&](const std::string& row) {
            return row.starts_with(std::string(key.name) + "` |") &&
                   row.find(cell) != std::string::npos &&
                   (row.find(", secret |") != std::string::npos) ==
                       (key.secrecy == Secrecy::secret);
        });
        BOOST_TEST(is_listed, key.name);
    }
}

BOOST_AUTO_TEST_CASE(the_readme_names_every_code_and_every_method)
{
    const auto readme = read_document("README.md");

    for (const auto& row : known_failures()) {
        const std::string cells = "| `" + std::string(row.code) + "` | " +
                                  std::string(to_text(row.errc)) + " | " +
                                  (row.is_without_effect ? "yes" : "no") + " |";
        BOOST_TEST((readme.find(cells) != std::string::npos), cells);
    }
    for (const auto name : all_methods)
        BOOST_TEST((readme.find("`" + std::string(name) + "`") != std::string::npos), name);
}

BOOST_AUTO_TEST_CASE(every_setting_is_labelled_in_both_languages)
{
    std::set<std::string_view> names;
    for (const auto& key : config_keys) {
        BOOST_TEST(names.insert(key.name).second, key.name);
        BOOST_TEST(!key.label_en.empty(), key.name);
        BOOST_TEST(!key.label_zh.empty(), key.name);
    }
}

BOOST_AUTO_TEST_SUITE_END()

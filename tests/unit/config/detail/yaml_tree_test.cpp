#include "config/detail/yaml_tree.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::config;
using namespace daifa::config::detail;

namespace {

struct Parsed {
    std::optional<YamlNode> root = {};
    std::string problems = {}; ///< In English, one a line.
};

Parsed parse(std::string_view text)
{
    std::vector<Problem> problems;
    Report report("f", text, problems);
    Parsed parsed{.root = parse_yaml(text, report)};
    for (const Problem& problem : problems)
        parsed.problems += (parsed.problems.empty() ? "" : "\n") + to_text(problem, Language::en);
    return parsed;
}

std::string repeated(std::string_view text, int count)
{
    std::string all;
    for (int i = 0; i < count; ++i)
        all += text;
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(yaml_tree)

BOOST_AUTO_TEST_CASE(keeps_the_text_and_place_of_each_value)
{
    const Parsed parsed = parse("a: 1\n快递: {中通: \"ZTO\", 圆通: YTO}\n");

    BOOST_TEST(parsed.problems == "");
    BOOST_TEST_REQUIRE(parsed.root.has_value());
    const YamlEntry& carriers = parsed.root->entries.at(1);
    BOOST_TEST(carriers.key == "快递");
    BOOST_TEST(carriers.at.line == 2);
    const YamlEntry& second = carriers.value.entries.at(1);
    BOOST_TEST(second.value.text == "YTO");
    BOOST_TEST(second.at.column == 17);
    BOOST_TEST(carriers.value.entries.at(0).value.is_quoted);
}

BOOST_AUTO_TEST_CASE(takes_a_file_of_comments_only_as_empty)
{
    BOOST_TEST((parse("# nothing\n").root->kind == YamlNode::Kind::null));
    BOOST_TEST((parse("").root->kind == YamlNode::Kind::null));
}

BOOST_AUTO_TEST_CASE(names_each_syntax_error_in_plain_words_with_its_place)
{
    const std::pair<const char*, const char*> cases[] = {
        {"a: b: c\n",
         "f:1:5: error: syntax: a colon is not expected here: check the indentation, or "
         "quote a text that holds a colon"},
        {"a: [1, 2\n", "f:2:1: error: syntax: \"[\" has no matching \"]\", or a comma is missing"},
        {"a: {b: 1\n", "f:2:1: error: syntax: \"{\" has no matching \"}\", or a comma is missing"},
        {"a: 1\n b: 2\n",
         "f:2:3: error: syntax: a colon is not expected here: check the indentation, "
         "or quote a text that holds a colon"},
        {"a:\n  b: 1\n c: 2\n",
         "f:3:2: error: syntax: the indentation does not fit, or the line above "
         "lacks a colon"},
        {"a: \"open\n", "f:1:4: error: syntax: a quotation mark is not closed"},
        {"a: 'it''s\n", "f:1:4: error: syntax: a quotation mark is not closed"},
        {"a: @b\n", "f:1:4: error: syntax: this character can not stand here; quote the text"},
        {"a: *b\n",
         "f:1:4: error: syntax: aliases (*) are not supported: write the value; quote a text "
         "that begins with *"},
        {"a: !b c\n",
         "f:1:4: error: syntax: tags (!) are not supported: quote a text that begins with !"},
        {"a:\n\tb: 1\n\tc: 2\n", "f:2:1: error: syntax: a tab in the indentation; use spaces\n"
                                 "f:3:1: error: syntax: a tab in the indentation; use spaces"},
    };
    for (const auto& [text, expected] : cases) {
        const Parsed parsed = parse(text);
        BOOST_TEST(!parsed.root.has_value(), text);
        BOOST_TEST(parsed.problems == expected);
    }
}

BOOST_AUTO_TEST_CASE(reports_a_doubled_key_and_keeps_the_first)
{
    const Parsed parsed = parse("a: 1\nb: 2\na: 3\n");

    BOOST_TEST(parsed.problems == "f:3:1: error: the key \"a\" stands twice, first in line 1");
    BOOST_TEST(parsed.root->entries.size() == 2u);
    BOOST_TEST(parsed.root->entries.front().value.text == "1");
}

BOOST_AUTO_TEST_CASE(refuses_a_second_document)
{
    BOOST_TEST(parse("a: 1\n---\nb: 2\n").problems ==
               "f:3:1: error: a file holds one YAML document only (there is a second ---)");
}

BOOST_AUTO_TEST_CASE(refuses_nesting_one_level_too_deep_and_survives_a_flood_of_brackets)
{
    const auto nested = [](int depth) { return repeated("[", depth) + repeated("]", depth); };

    BOOST_TEST(parse(nested(yaml_depth_max)).problems == "");
    BOOST_TEST(parse(nested(yaml_depth_max + 1)).problems ==
               "f:1:17: error: nested too deeply: at most 16 levels");
    BOOST_TEST(!parse(repeated("[", 100'000)).root.has_value());
    BOOST_TEST(!parse(repeated("{a: ", 100'000)).root.has_value());
    BOOST_TEST(!parse(repeated("- ", 100'000)).root.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

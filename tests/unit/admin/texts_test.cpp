#include "admin/case_texts.hpp"
#include "reconcile/cases.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

using namespace daifa::admin;

namespace {

/// What keys of writes begin with; no rules and no differences.
const std::set<std::string> write_words = {"import", "audit", "cancel", "upload", "extra", "take", "void", "print"};

std::string source(const std::filesystem::path& file)
{
    const char* const root = std::getenv("DAIFA_SOURCE_DIR");
    BOOST_TEST_REQUIRE(root != nullptr, "run the tests with ctest, or set DAIFA_SOURCE_DIR");
    std::ifstream stream(std::filesystem::path(root) / "core/reconcile" / file);
    BOOST_TEST_REQUIRE(stream.good(), file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void collect(std::set<std::string>& words, const std::string& text, const std::string& pattern)
{
    const std::regex wanted(pattern);
    for (auto at = std::sregex_iterator(text.begin(), text.end(), wanted);
         at != std::sregex_iterator(); ++at)
        words.insert((*at)[1].str());
}

/// Every word in quotes that the rules say, besides sentences: names of rules and of differences.
std::set<std::string> words_of_the_rules()
{
    const char* const root = std::getenv("DAIFA_SOURCE_DIR");
    BOOST_TEST_REQUIRE(root != nullptr, "run the tests with ctest, or set DAIFA_SOURCE_DIR");
    std::set<std::string> words;
    const std::string word = R"re("([a-z]+(?:[._][a-z]+)*)")re";
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(root) / "core/reconcile/rules"))
        if (entry.path().extension() == ".cpp")
            collect(words, source("rules" / entry.path().filename()), word);
    // The words of this one that are not paths of options are types of orders.
    collect(words, source("selection.cpp"), R"re("([a-z]+(?:[._][a-z]+)*\.[a-z_]+)")re");
    collect(words, source("stock_decision.cpp"), word);
    collect(words, source("merchant_decision.cpp"), word);
    collect(words, source("stock_driver.cpp"), R"re("(stock\.[a-z_]+)")re");
    // Besides the rules, a few places set a verdict's parts themselves.
    for (const char* const file : {"decide.cpp", "driver.cpp", "judge.cpp", "turns.cpp"}) {
        const std::string text = source(file);
        collect(words, text, R"re((?:difference|rule) = (?:[a-z_]+ \? )?"([a-z._]+)")re");
        collect(words, text, R"re(rule = [a-z_]+ \? "[a-z._]+" : "([a-z._]+)")re");
        collect(words, text, R"re(differs\([A-Za-z:]+, "([a-z._]+)")re");
        collect(words, text, R"re(differs\([A-Za-z:]+, "[a-z._]+", "([a-z._]+)")re");
    }
    // The ledger knows this one.
    words.insert(std::string(daifa::store::waits_for_recipient));
    return words;
}

bool is_chinese(std::string_view text)
{
    // The first byte of the characters U+3000 to U+9FFF.
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xE3 && byte <= 0xE9;
    });
}

void check(const Words& words, std::string_view name)
{
    BOOST_TEST(!words.en.empty(), name);
    BOOST_TEST(!is_chinese(words.en.substr(0, words.en.find('('))), name);
    BOOST_TEST(is_chinese(words.zh), name);
}

} // namespace

BOOST_AUTO_TEST_SUITE(texts)

BOOST_AUTO_TEST_CASE(every_rule_and_difference_that_a_decision_names_has_its_texts)
{
    const auto words = words_of_the_rules();

    BOOST_TEST(words.contains("undecided"));
    BOOST_TEST(words.contains("waybill_in_use"));
    BOOST_TEST(words.contains("platform.stopped"));
    for (const auto& word : words)
        BOOST_TEST((find_difference(word) != nullptr || find_rule(word) != nullptr ||
                    write_words.contains(word)),
                   "core/reconcile says \"" << word << "\", which has no text in core/admin");
}

BOOST_AUTO_TEST_CASE(there_is_no_text_for_what_no_decision_names)
{
    const auto words = words_of_the_rules();

    for (const auto& difference : all_differences())
        BOOST_TEST(words.contains(std::string(difference.name)), difference.name);
    for (const auto& rule : all_rules())
        BOOST_TEST(words.contains(std::string(rule.name)), rule.name);
}

BOOST_AUTO_TEST_CASE(every_text_stands_in_both_languages)
{
    for (const auto& difference : all_differences()) {
        check(difference.meaning, difference.name);
        check(difference.next, difference.name);
        check(describe(difference.who), difference.name);
    }
    for (const auto& rule : all_rules())
        check(rule.meaning, rule.name);
}

BOOST_AUTO_TEST_CASE(every_choice_of_a_case_has_its_texts_and_a_way_to_be_carried_out)
{
    namespace reconcile = daifa::reconcile;
    for (const auto& kind : reconcile::all_case_kinds()) {
        const auto* difference = find_difference(kind.difference);
        BOOST_TEST_REQUIRE(difference != nullptr, kind.difference);
        BOOST_TEST(is_case(*difference), kind.difference);
        for (const auto& choice : kind.choices)
            BOOST_TEST(
                (choice.name.empty() || find_choice_text(kind.difference, choice.name) != nullptr),
                kind.difference << " " << choice.name);
    }
    std::set<std::pair<std::string_view, std::string_view>> names;
    for (const auto& choice : all_choices()) {
        BOOST_TEST(find_difference(choice.difference) != nullptr, choice.difference);
        check(choice.meaning, choice.difference);
        BOOST_TEST(names.emplace(choice.difference, choice.name).second, choice.name);
        const auto* kind = reconcile::find_case_kind(choice.difference);
        const bool is_ruled =
            kind != nullptr && reconcile::find_choice(*kind, choice.name) != nullptr;
        BOOST_TEST(is_ruled == choice.command.empty(), choice.difference << " " << choice.name);
        const auto together = choices_of(choice.difference);
        BOOST_TEST(
            std::count_if(all_choices().begin(), all_choices().end(), [&](const ChoiceText& other) {
                return other.difference == choice.difference;
            }) == static_cast<std::ptrdiff_t>(together.size()));
    }
}

BOOST_AUTO_TEST_CASE(no_name_stands_twice)
{
    std::set<std::string_view> names;
    for (const auto& difference : all_differences())
        BOOST_TEST(names.insert(difference.name).second, difference.name);
    std::set<std::string_view> rules;
    for (const auto& rule : all_rules())
        BOOST_TEST(rules.insert(rule.name).second, rule.name);
}

BOOST_AUTO_TEST_SUITE_END()

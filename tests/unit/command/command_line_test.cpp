#include "command/command_line.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::command;

namespace {

ParsedLine parse(std::vector<std::string> arguments,
                 config::Language language = config::Language::en)
{
    return parse_command_line(std::move(arguments), language, "1.2.3");
}

} // namespace

BOOST_AUTO_TEST_SUITE(command_line)

BOOST_AUTO_TEST_CASE(options_may_stand_before_and_behind_the_command)
{
    const auto before =
        parse({"--json", "--config", "/a.yaml", "orders", "--state", "held", "--limit", "7"});
    BOOST_TEST_REQUIRE(!before.is_answered, before.answer.err);
    BOOST_TEST((before.line.verb == Verb::orders));
    BOOST_TEST(before.line.is_json);
    BOOST_TEST(before.line.has_config);
    BOOST_TEST(before.line.orders.limit == 7);

    const auto behind = parse({"explain", "1", "--json", "--shop", "yiwu"});
    BOOST_TEST_REQUIRE(!behind.is_answered, behind.answer.err);
    BOOST_TEST(behind.line.is_json);
    BOOST_TEST(behind.line.action.shop == "yiwu");
    BOOST_TEST(!behind.line.has_config);
}

BOOST_AUTO_TEST_CASE(every_command_is_known)
{
    const std::vector<std::pair<Verb, std::vector<std::string>>> commands = {
        {Verb::init, {"init", "/d"}},
        {Verb::check, {"check"}},
        {Verb::plan, {"plan", "--refresh"}},
        {Verb::status, {"status"}},
        {Verb::explain, {"explain", "1"}},
        {Verb::authorize, {"authorize", "yiwu"}},
        {Verb::retry, {"retry", "1"}},
        {Verb::resolve, {"resolve", "1", "--write", "w", "--outcome", "refused", "--reason", "r"}},
        {Verb::resolve, {"resolve", "1", "--uploaded", "YT1,YT2", "--reason", "r"}},
        {Verb::resolve,
         {"resolve", "1", "--case", "missing_in_erp@0", "--choice", "closed", "--reason", "r"}},
        {Verb::cases, {"cases", "--shop", "s", "--owner", "warehouse", "--closed"}},
        {Verb::hold, {"hold", "1", "--reason", "r"}},
        {Verb::release, {"release", "1"}},
        {Verb::windows, {"windows", "--holes"}},
        {Verb::plugins, {"plugins"}},
        {Verb::inspect_plugin, {"plugins", "inspect", "a.so"}},
        {Verb::reload, {"reload"}},
        {Verb::doctor, {"doctor"}},
        {Verb::schema, {"schema"}},
        {Verb::version, {"version"}},
    };
    for (const auto& [verb, arguments] : commands) {
        const auto parsed = parse(arguments);
        BOOST_TEST(!parsed.is_answered, arguments.front() << ": " << parsed.answer.err);
        BOOST_TEST((parsed.line.verb == verb), arguments.front());
    }
}

BOOST_AUTO_TEST_CASE(wrong_arguments_end_with_64_and_say_which)
{
    for (const auto& arguments : std::vector<std::vector<std::string>>{
             {},
             {"nothing"},
             {"status", "--nothing"},
             {"explain"},
             {"hold", "1"},
             {"orders", "--limit", "0"},
             {"windows", "--limit", "x"},
             {"resolve", "1", "--write", "w", "--outcome", "done", "--reason", "r"},
             {"resolve", "1", "--write", "w", "--reason", "r"},
             {"resolve", "1", "--reason", "r"},
             {"resolve", "1", "--case", "missing_in_erp", "--reason", "r"},
             {"resolve", "1", "--case", "a", "--choice", "b", "--write", "w", "--reason", "r"},
             {"resolve", "1", "--choice", "closed", "--reason", "r"},
             {"cases", "--owner", "nobody"},
             {"resolve", "1", "--uploaded", "YT1", "--outcome", "confirmed", "--reason", "r"},
             {"authorize", "a", "--tokens", "f", "--redirected", "u"},
             {"--lang", "fr", "status"}}) {
        const auto parsed = parse(arguments);
        BOOST_TEST(parsed.is_answered);
        BOOST_TEST(parsed.answer.code == exit_usage);
        BOOST_TEST(!parsed.answer.err.empty());
        BOOST_TEST(parsed.answer.out.empty());
    }
}

BOOST_AUTO_TEST_CASE(help_and_version_are_good_and_in_the_readers_language)
{
    BOOST_TEST(parse({"--version"}).answer.code == exit_good);
    BOOST_TEST(parse({"--version"}).answer.out == "1.2.3\n");
    const auto help = parse({"--help"}).answer;
    BOOST_TEST(help.code == exit_good);
    BOOST_TEST(help.out.find("2 plan found differences") != std::string::npos);
    BOOST_TEST(parse({"--help"}, config::Language::zh).answer.out.find("退出码") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_language_is_asked_for_or_the_locales)
{
    using config::Language;
    BOOST_TEST((find_language({"status"}, "zh_CN.UTF-8") == Language::zh));
    BOOST_TEST((find_language({"status"}, "") == Language::en));
    BOOST_TEST((find_language({"--lang", "en", "status"}, "zh_CN.UTF-8") == Language::en));
    BOOST_TEST((find_language({"status", "--lang=zh"}, "C") == Language::zh));
    BOOST_TEST((find_language({"--lang", "auto"}, "zh_CN") == Language::zh));
    BOOST_TEST((find_language({"--lang"}, "zh_CN") == Language::zh));
}

BOOST_AUTO_TEST_SUITE_END()

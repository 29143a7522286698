#include "command/access_file.hpp"

#include "support/plugin_folder.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::command;

namespace {

struct TokenFile : test::PluginFolder {
    std::string refusal(const std::string& content, unsigned mode = 0600)
    {
        const auto file = write("tokens.json", content);
        std::filesystem::permissions(file, static_cast<std::filesystem::perms>(mode));
        const auto read = read_access_file(file);
        return read ? "no refusal" : read.error().what.en;
    }

    std::string name() const { return (path() / "tokens.json").string(); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(access_file, TokenFile)

BOOST_AUTO_TEST_CASE(a_private_json_object_is_read)
{
    BOOST_TEST(refusal(R"({"access_token": "made-up"})") == "no refusal");
    BOOST_TEST(refusal(R"({"access_token": "made-up"})", 0400) == "no refusal");
}

BOOST_AUTO_TEST_CASE(what_others_may_read_is_refused)
{
    for (const unsigned mode : {0640u, 0604u, 0660u})
        BOOST_TEST(refusal("{}", mode) ==
                   name() + " may be read by others, so its tokens may be known");
}

BOOST_AUTO_TEST_CASE(what_is_no_object_is_refused_without_being_shown)
{
    for (const char* const content : {"", "[]", "made-up", "{\"access_token\": \"made-up\""}) {
        const auto told = refusal(content);
        BOOST_TEST(told.starts_with(name() + " is no JSON object"), told);
        BOOST_TEST(told.find("made-up") == std::string::npos, told);
    }
    BOOST_TEST(refusal(std::string(65 * 1024, ' ')) == name() + " is longer than 64 KiB");
    BOOST_TEST(read_access_file(path() / "none").error().what.en.find("No such file") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

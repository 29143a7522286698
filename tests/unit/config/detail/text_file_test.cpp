#include "config/detail/text_file.hpp"

#include "../config_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::config;
using namespace daifa::config::detail;

namespace {

std::string problems_of(const test::ConfigDirectory& directory, const std::string& name,
                        Language language = Language::en)
{
    std::vector<Problem> problems;
    const auto text = read_text_file(directory / name, 1024, problems);
    BOOST_TEST(text.has_value() == problems.empty());
    return problems.empty() ? "" : directory.shortened(to_text(problems.front(), language));
}

} // namespace

BOOST_AUTO_TEST_SUITE(text_file)

BOOST_AUTO_TEST_CASE(reads_utf8_with_and_without_a_byte_order_mark)
{
    const test::ConfigDirectory directory;
    directory.write("f", "\xef\xbb\xbf代发\n");
    std::vector<Problem> problems;

    BOOST_TEST(read_text_file(directory / "f", 1024, problems).value_or("") == "代发\n");
}

BOOST_AUTO_TEST_CASE(names_the_encoding_that_it_sees_instead)
{
    const test::ConfigDirectory directory;
    directory.write("gbk", "a: b\nname: \xb4\xfa\xb7\xa2\n"); // "代发" in GBK
    directory.write("utf16", std::string_view("\xff\xfe"
                                              "a\0",
                                              4));
    directory.write("broken", "a: \xff\xe4\n");

    BOOST_TEST(problems_of(directory, "gbk") ==
               "gbk:2:7: error: the file is not UTF-8 (it looks like GBK); save it as UTF-8");
    BOOST_TEST(problems_of(directory, "gbk", Language::zh) ==
               "gbk:2:7: 错误: 文件编码不是 UTF-8（看起来是 GBK），请另存为 UTF-8");
    BOOST_TEST(problems_of(directory, "utf16") ==
               "utf16:1:1: error: the file is UTF-16; save it as UTF-8");
    BOOST_TEST(problems_of(directory, "broken") ==
               "broken:1:4: error: the file is not UTF-8; save it as UTF-8");
}

BOOST_AUTO_TEST_CASE(refuses_what_can_not_be_a_text_file)
{
    const test::ConfigDirectory directory;
    directory.write("large", std::string(1025, 'a'));
    directory.write("control", "a: b\x04"
                               "c\n");

    BOOST_TEST(problems_of(directory, "none") == "none: error: the file does not exist");
    BOOST_TEST(problems_of(directory, "shops.d") == "shops.d: error: this is not a regular file");
    BOOST_TEST(problems_of(directory, "large") ==
               "large: error: the file is too large: at most 1 KiB");
    BOOST_TEST(problems_of(directory, "control") ==
               "control:1:5: error: there is a control character; remove it");
}

BOOST_AUTO_TEST_SUITE_END()

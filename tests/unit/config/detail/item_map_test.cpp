#include "config/detail/item_map.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa::config;
using namespace daifa::config::detail;

namespace {

std::string problems_of(std::string_view text, Language language = Language::en)
{
    std::vector<Problem> problems;
    parse_item_map("items.csv", text, problems);
    std::string lines;
    for (const Problem& problem : problems)
        lines += (lines.empty() ? "" : "\n") + to_text(problem, language);
    return lines;
}

} // namespace

BOOST_AUTO_TEST_SUITE(item_map)

BOOST_AUTO_TEST_CASE(maps_each_key_to_a_barcode_or_to_goods_and_spec)
{
    std::vector<Problem> problems;

    const auto items = parse_item_map("items.csv",
                                      "key,barcode,goods_no,spec\r\n"
                                      "SKU-1, 690001 ,,\r\n"
                                      "\r\n"
                                      "\"A,1/红\",,G1,\"红 \"\"大\"\"\"\n",
                                      problems);

    BOOST_TEST(problems.empty());
    BOOST_TEST(items.size() == 2u);
    BOOST_TEST(items.at("SKU-1").barcode == "690001");
    BOOST_TEST(items.at("A,1/红").goods_code == "G1");
    BOOST_TEST(items.at("A,1/红").variant_name == "红 \"大\"");
}

BOOST_AUTO_TEST_CASE(reports_each_wrong_row_with_its_line)
{
    BOOST_TEST(problems_of("key,barcode\n,690001\nSKU-1,\nSKU-2\nSKU-3,1\nSKU-3,2\n") ==
               "items.csv:2:1: error: the key is empty\n"
               "items.csv:3:1: error: \"SKU-1\" has neither barcode nor goods_no\n"
               "items.csv:4:1: error: this row has 1 columns instead of 2\n"
               "items.csv:6:1: error: \"SKU-3\" stands twice, first in line 5");
}

BOOST_AUTO_TEST_CASE(reports_a_wrong_header_instead_of_every_row)
{
    BOOST_TEST(problems_of("key,bar_code\na,b\n") ==
               "items.csv:1:5: error: unknown column \"bar_code\": key, barcode, goods_no or spec, "
               "did you "
               "mean \"barcode\"?");
    BOOST_TEST(problems_of("barcode\na\n", Language::zh) ==
               "items.csv:1:1: 错误: 第一行应为列名，且要有 key 列，如 key,barcode,goods_no,spec");
    BOOST_TEST(problems_of("") == "items.csv:1:1: error: the file is empty; its first line must be "
                                  "key,barcode,goods_no,spec");
}

BOOST_AUTO_TEST_CASE(reports_quotes_that_do_not_fit)
{
    BOOST_TEST(problems_of("key,barcode\n\"a\"b,1\n") ==
               "items.csv:2:4: error: a comma or line break must follow the quote\n"
               "items.csv:2:1: error: this row has 1 columns instead of 2");
    BOOST_TEST(problems_of("key,barcode\na,\"1\n") ==
               "items.csv:2:3: error: a quotation mark is not closed");
}

BOOST_AUTO_TEST_SUITE_END()

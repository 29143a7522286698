#include "command/proposal_files.hpp"

#include <daifa/codec/json.hpp>

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::command;
namespace json = boost::json;

namespace {

json::array proposals(const std::string& product, const std::string& factory = "一厂")
{
    json::object item;
    item["product"] = product;
    item["variant"] = "红";
    item["sku_code"] = "CUP-R";
    item["quantity"] = 2;
    json::object proposal;
    proposal["shop"] = "shop";
    proposal["order"] = "261127-1";
    proposal["items"] = json::array{item};
    proposal["region"] = "浙江省 金华市 义乌市";
    proposal["factory"] = factory;
    proposal["rule"] = "shops.d/shop.yaml:13";
    proposal["since"] = "2026-11-27T00:00:00.000Z";
    proposal["ship_by"] = nullptr;
    proposal["obstacles"] = json::array{"after_sale_open", "risk_control"};
    return json::array{proposal};
}

bool holds(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(proposal_files)

BOOST_AUTO_TEST_CASE(a_spreadsheet_reads_it_as_utf_8_with_every_field_quoted)
{
    const std::string text = to_csv(View(), proposals("玻璃\"杯\",大"));

    BOOST_TEST(text.starts_with("\xEF\xBB\xBF\"Order\",\"Goods\","));
    BOOST_TEST(holds(text, "\r\n\"261127-1\",\"玻璃\"\"杯\"\",大 红 ×2\",\"CUP-R\",\"2\","));
    BOOST_TEST(holds(text, "\"after-sale under way, risk control\""));
    BOOST_TEST(text.ends_with("\"shop\"\r\n"));
}

BOOST_AUTO_TEST_CASE(no_field_is_a_formula_and_none_breaks_its_line)
{
    for (const std::string bad : {"=1+1", "+1", "-1", "@x", " =1", "\t=1", "|x", "%x"})
        BOOST_TEST(holds(to_csv(View(), proposals("p", bad)), "\"'" + bad + "\""), bad);
    const std::string text = to_csv(View(), proposals("p", "a\r\nb"));
    BOOST_TEST(holds(text, "\"a  b\""));
    BOOST_TEST(!holds(to_csv(View(), proposals("p", "a-b")), "'"));
}

BOOST_AUTO_TEST_CASE(a_page_escapes_what_others_wrote)
{
    const std::string text = to_html(View(), proposals("<script>alert('x')</script> & \"y\""));

    BOOST_TEST(!holds(text, "<script>"));
    BOOST_TEST(holds(text, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;"));
}

BOOST_AUTO_TEST_CASE(a_page_needs_nothing_else_and_says_what_no_program_can_do)
{
    View chinese;
    chinese.language = config::Language::zh;
    for (const View& view : {View(), chinese}) {
        const std::string text = to_html(view, proposals("p"));
        BOOST_TEST(!holds(text, "http"));
        BOOST_TEST(!holds(text, "src="));
        BOOST_TEST(holds(text, "name=\"viewport\""));
        BOOST_TEST(holds(text, "代发管理"));
        BOOST_TEST(holds(text, by_hand_sentence(view).substr(0, 20)));
    }
}

BOOST_AUTO_TEST_SUITE_END()

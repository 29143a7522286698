#include "jackyun/signing.hpp"

#include <daifa/codec/digest.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace daifa;
using namespace daifa::jackyun;

namespace {

const Secret secret("DemoJkySecret0001");

FormFields fields_of(const std::string& method, const std::string& business)
{
    return {{"method", method},       {"appkey", "10000001"},
            {"version", "v1.0"},      {"contenttype", "json"},
            {"bizcontent", business}, {"timestamp", "2026-01-02 03:04:05"}};
}

const std::string order_text =
    R"({"tradeOrder":{"shopCode":"PDD-01","onlineTradeNo":"260102-123456789012345",)"
    R"("receiverName":"张三","tradeOrderDetails":[{"goodsNo":"SKU-A1","sellCount":"2"}]}})";

/// The text of the algorithm without its lower-casing step: what the tests hold against it.
std::string plain_text(FormFields fields)
{
    std::ranges::sort(fields);
    std::string text = secret.reveal();
    for (const auto& [name, value] : fields)
        text += name + value;
    return text + secret.reveal();
}

} // namespace

BOOST_AUTO_TEST_SUITE(signing)

BOOST_AUTO_TEST_CASE(a_read_is_signed_like_the_first_vector)
{
    const auto fields = fields_of("erp.sales.get", R"({"pageIndex":0,"pageSize":50})");

    BOOST_TEST(sign(fields, secret) == "9a014756601d54954365734a882d5a58");
}

BOOST_AUTO_TEST_CASE(token_and_context_stay_outside_and_the_whole_text_is_lowered)
{
    auto fields = fields_of("oms.trade.ordercreate", order_text);
    const std::string not_lowered = md5_hex_lower(plain_text(fields));
    fields.emplace_back("token", "TOK-NotSigned");
    fields.emplace_back("contextid", "CTX-1");
    fields.emplace_back("sign", "whatever stood here before");

    BOOST_TEST(sign(fields, secret) == "52d7bcc662f47982d15bbfef1242af1d");
    BOOST_TEST(not_lowered == "19b5d1ac51364cd32fa99b7086fd250a");
}

BOOST_AUTO_TEST_CASE(full_width_and_accented_letters_are_lowered_too)
{
    const auto fields = fields_of("oms.trade.ordercreate", R"({"address":"Ａ栋ÀÉ101室"})");
    std::string ascii_lowered = plain_text(fields);
    for (char& c : ascii_lowered)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');

    BOOST_TEST(sign(fields, secret) == "fc0f6a263ae3fb9c527bdeb112f4f2e7");
    BOOST_TEST(md5_hex_lower(ascii_lowered) == "9ae81e9901b80a88dd6a2cb95d9a9a27");
}

BOOST_AUTO_TEST_CASE(lowering_changes_letters_one_for_one_and_nothing_else)
{
    BOOST_TEST(lower_unicode("ＡｂÀÉÑΣЖ栋😀#9") == "ａｂàéñσж栋😀#9");
    BOOST_TEST(lower_unicode("") == "");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8_stay)
{
    BOOST_TEST(lower_unicode("A\xFF\xC3(B\xE4\xB8") == "a\xFF\xC3(b\xE4\xB8");
}

BOOST_AUTO_TEST_SUITE_END()

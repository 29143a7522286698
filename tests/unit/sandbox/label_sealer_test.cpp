#include "sandbox/label_sealer.hpp"

#include "sandbox/recipient_maker.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::sandbox;

namespace {

LabelContents make_label()
{
    LabelContents label;
    label.carrier = "YTO";
    label.branch = "义乌练习圆通网点1";
    label.number = "YT0010000000001";
    label.three_segment_code = "571-B12 034";
    label.merchant = "晨曦家居旗舰店";
    label.recipient = {"王小满", "12600000000", "四川省成都市武侯区练习路1号"};
    label.sender = {"云帆仓", "12600000001", "浙江省金华市义乌市北苑街道"};
    label.items = {{"毛毯 \"大\"", 2}, {"袜子", 1}};
    label.orders = {"order-1", "order-2"};
    return label;
}

} // namespace

BOOST_AUTO_TEST_SUITE(label_sealer)

BOOST_AUTO_TEST_CASE(opens_to_what_was_sealed)
{
    const LabelContents label = make_label();
    const SealedLabel sealed = seal_label(label);
    BOOST_TEST((open_label(sealed) == label));
    BOOST_TEST((seal_label(label).encrypted == sealed.encrypted));
    BOOST_TEST(sealed.signature.size() == 172u); // Base64 of 128 bytes
    BOOST_TEST((open_label(seal_label({})) == LabelContents{}));
}

BOOST_AUTO_TEST_CASE(a_filler_makes_it_longer_and_nothing_else)
{
    const LabelContents label = make_label();
    const SealedLabel large = seal_label(label, 3'000'000);
    BOOST_TEST(large.encrypted.size() > 4'000'000u);
    BOOST_TEST((open_label(large) == label));
}

BOOST_AUTO_TEST_CASE(opens_nothing_that_was_changed)
{
    const SealedLabel sealed = seal_label(make_label());
    SealedLabel other = sealed;
    other.encrypted[20] = other.encrypted[20] == 'A' ? 'B' : 'A';
    BOOST_TEST(!open_label(other).has_value());
    other = sealed;
    other.signature[3] = other.signature[3] == 'A' ? 'B' : 'A';
    BOOST_TEST(!open_label(other).has_value());
    for (const char* text : {"", "A", "====", "AAAA", "no base64!!!"})
        BOOST_TEST(!open_label({text, sealed.signature}).has_value());
}

BOOST_AUTO_TEST_CASE(a_recipient_group_is_always_the_same_made_up_person)
{
    const Region region{"四川省", "成都市", "武侯区"};
    const LabelParty one = make_recipient("R1", region);
    BOOST_TEST((make_recipient("R1", region) == one));
    BOOST_TEST((make_recipient("R2", region) != one));
    BOOST_TEST(one.phone.size() == 11u);
    BOOST_TEST(one.phone.starts_with("126"));
    BOOST_TEST(one.address.starts_with("四川省成都市武侯区"));
}

BOOST_AUTO_TEST_CASE(a_three_segment_code_follows_carrier_and_region)
{
    const std::string code = three_segment_code("YTO", {"四川省", "成都市", "武侯区"});
    BOOST_TEST(code.size() == 11u);
    BOOST_TEST(code == three_segment_code("YTO", {"四川省", "成都市", "武侯区"}));
    BOOST_TEST(code != three_segment_code("ZTO", {"四川省", "成都市", "武侯区"}));
    BOOST_TEST(code != three_segment_code("YTO", {"四川省", "成都市", "金牛区"}));
}

BOOST_AUTO_TEST_SUITE_END()

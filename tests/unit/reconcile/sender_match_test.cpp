#include "reconcile/sender_match.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;

namespace {

SenderAddress at(const std::string& detail, const std::string& district = "义乌市")
{
    return {"", "浙江省", "金华市", district, "", detail};
}

WaybillDesk desk_of(const std::vector<SenderAddress>& addresses)
{
    WaybillDesk desk;
    WaybillContract contract;
    contract.carrier_code = "YTO";
    contract.addresses = addresses;
    desk.contracts = {contract};
    return desk;
}

} // namespace

BOOST_AUTO_TEST_SUITE(sender_match)

BOOST_AUTO_TEST_CASE(only_what_differs_is_marked)
{
    const auto marked = mark_differences(at("练习路1688号 3号楼"), at("练习路1688号 4号楼"));

    BOOST_TEST(marked.ours == "浙江省 金华市 义乌市 练习路1688号 【3】号楼");
    BOOST_TEST(marked.theirs == "浙江省 金华市 义乌市 练习路1688号 【4】号楼");
}

BOOST_AUTO_TEST_CASE(a_blank_that_is_missing_or_too_much_can_be_seen)
{
    const auto missing = mark_differences(at("练习路1688号3号楼"), at("练习路1688号 3号楼"));
    BOOST_TEST(missing.ours == "浙江省 金华市 义乌市 练习路1688号【】3号楼");
    BOOST_TEST(missing.theirs == "浙江省 金华市 义乌市 练习路1688号【␣】3号楼");

    const auto behind = mark_differences(at("练习路1号 "), at("练习路1号"));
    BOOST_TEST(behind.ours == "浙江省 金华市 义乌市 练习路1号【␣】");
    BOOST_TEST(behind.theirs == "浙江省 金华市 义乌市 练习路1号【】");
}

BOOST_AUTO_TEST_CASE(characters_that_look_alike_show_their_code_points)
{
    const auto digit = mark_differences(at("练习路１号"), at("练习路1号"));
    BOOST_TEST(digit.ours == "浙江省 金华市 义乌市 练习路【１(U+FF11)】号");
    BOOST_TEST(digit.theirs == "浙江省 金华市 义乌市 练习路【1】号");

    const auto blank = mark_differences(at("1号　3号楼"), at("1号 3号楼"));
    BOOST_TEST(blank.ours == "浙江省 金华市 义乌市 1号【␣(U+3000)】3号楼");
    BOOST_TEST(blank.theirs == "浙江省 金华市 义乌市 1号【␣】3号楼");
}

BOOST_AUTO_TEST_CASE(several_parts_may_differ_and_a_country_counts_only_where_ours_has_one)
{
    SenderAddress theirs = at("练习路1号", "义乌");
    theirs.country = "中国";
    theirs.town = "北苑街道";

    const auto marked = mark_differences(at("练习路1号"), theirs);

    BOOST_TEST(marked.ours == "浙江省 金华市 义乌【市】 【】 练习路1号");
    BOOST_TEST(marked.theirs == "浙江省 金华市 义乌【】 【北苑街道】 练习路1号");
}

BOOST_AUTO_TEST_CASE(the_nearest_address_is_the_one_with_the_most_in_common)
{
    const auto desk =
        desk_of({at("演练路88号", "柯桥区"), at("演练路88号"), at("练习路1688号 3号楼")});

    const auto nearest = find_nearest(at("练习路1688号3号楼"), desk);

    BOOST_TEST_REQUIRE(nearest.has_value());
    BOOST_TEST(nearest->theirs == "浙江省 金华市 义乌市 练习路1688号【␣】3号楼");
    BOOST_TEST(!find_nearest(at("练习路1号"), desk_of({})).has_value());
}

BOOST_AUTO_TEST_CASE(text_that_is_no_utf8_is_shown_all_the_same)
{
    const auto marked = mark_differences(at("\x80\xFF"), at("\xE4"));

    BOOST_TEST(!marked.ours.empty());
    BOOST_TEST(marked.theirs.find("【") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

#include "reconcile/merchant_numbers.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using namespace std::chrono_literals;
using store::WriteKind;
using store::WriteState;

namespace {

/// A merchant's order, and the factory's order that it was assigned as.
struct Pair {
    Pair()
    {
        order.number = "261127-1";
        order.region = {"浙江省", "金华市", "义乌市"};
        OrderItem item;
        item.product_name = "杯子";
        item.variant_name = "红";
        item.sku_code = "CUP-R";
        item.quantity = 2;
        order.items.push_back(item);
        factory.name = "义乌厂";
        factory.binding_name = "某某旗舰店";
        seen.id = {MerchantId("m1"), "D1"};
        seen.platform.is_assigned = true;
        seen.body.emplace();
        seen.body->merchant_name = "某某旗舰店";
        seen.body->region = order.region;
        seen.body->item = item;
    }

    store::WriteRecord& wrote(WriteKind kind, WriteState state, TimePoint at = {})
    {
        store::WriteRecord write;
        write.kind = kind;
        write.state = state;
        write.subject = "YTO/YT1";
        write.settled_at = at;
        seen.writes.push_back(write);
        return seen.writes.back();
    }

    store::FoundNumber match(std::vector<store::OrderRecord> orders) const
    {
        NotedCandidates candidates;
        candidates.factory = factory;
        candidates.orders = std::move(orders);
        return match_factories(order, std::vector{candidates});
    }
    store::FoundNumber match() const { return match({seen}); }

    MerchantOrder order;
    BoundFactory factory;
    store::OrderRecord seen;
};

ErpOrder erp_order(const std::string& id, ErpStage stage, const std::string& number)
{
    ErpOrder made;
    made.id = ErpOrderId(id);
    made.stage = stage;
    Parcel parcel;
    parcel.carrier.code = "YTO";
    parcel.number = WaybillNumber(number);
    made.parcels.push_back(parcel);
    return made;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(merchant_numbers, Pair)

BOOST_AUTO_TEST_CASE(the_one_order_that_agrees_is_the_merchant_s)
{
    const auto found = match();
    BOOST_TEST(found.origin == "m1/D1");
    BOOST_TEST(found.factory == "义乌厂");
    BOOST_TEST(!found.has_number());
    BOOST_TEST(found.problem.empty());
}

BOOST_AUTO_TEST_CASE(only_a_confirmed_upload_is_a_number)
{
    wrote(WriteKind::upload_waybill, WriteState::uncertain);
    BOOST_TEST(!match().has_number());
    seen.writes[0].state = WriteState::confirmed;
    BOOST_TEST(match().has_number());
    BOOST_TEST(match().carrier.code == "YTO");
    BOOST_TEST((match().number == WaybillNumber("YT1")));
    seen.generation = 2;
    BOOST_TEST(!match().has_number());
}

BOOST_AUTO_TEST_CASE(a_number_that_was_or_may_be_taken_back_is_none)
{
    wrote(WriteKind::upload_waybill, WriteState::confirmed, TimePoint(1h));
    wrote(WriteKind::retract_upload, WriteState::uncertain, TimePoint(2h));
    BOOST_TEST(!match().has_number());
    seen.writes[1].state = WriteState::confirmed;
    BOOST_TEST(!match().has_number());
    seen.writes[1].state = WriteState::refused;
    BOOST_TEST(match().has_number());
}

BOOST_AUTO_TEST_CASE(another_merchant_s_note_and_a_withdrawn_order_say_nothing)
{
    seen.body->merchant_name = "别家";
    BOOST_TEST(match().origin.empty());
    BOOST_TEST(match().problem.empty());
    seen.body->merchant_name = factory.binding_name;
    seen.platform.is_assigned = false;
    BOOST_TEST(match().origin.empty());
}

BOOST_AUTO_TEST_CASE(what_disagrees_is_named_and_not_linked)
{
    const auto check = [&](const char* why) {
        BOOST_TEST(match().origin.empty());
        BOOST_TEST(match().problem.find(why) != std::string::npos, match().problem);
    };
    seen.body->item.quantity = 3;
    check("quantity");
    seen.body->item = order.items[0];
    seen.body->item.sku_code = "CUP-B";
    check("goods");
    seen.body->item = order.items[0];
    seen.body->region.district = "东阳市";
    check("region");
    seen.body->region = order.region;
    order.items.push_back(order.items[0]);
    check("several lines");
}

BOOST_AUTO_TEST_CASE(goods_without_codes_agree_by_their_names)
{
    seen.body->item.sku_code.clear();
    BOOST_TEST(match().origin == "m1/D1");
    seen.body->item.variant_name = "蓝";
    BOOST_TEST(match().origin.empty());
}

BOOST_AUTO_TEST_CASE(two_orders_that_agree_are_nobody_s_guess)
{
    auto other = seen;
    other.id.number = "D2";
    const auto found = match({seen, other});
    BOOST_TEST(found.origin.empty());
    BOOST_TEST(found.problem.find("D2") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_erp_s_number_counts_from_the_strategy_s_moment_on)
{
    UploadStrategy strategy;
    const auto number = [&](ErpStage stage) {
        return find_erp_number({erp_order("E1", stage, "YT1")}, strategy).has_number();
    };
    BOOST_TEST(number(ErpStage::shipped));
    BOOST_TEST(!number(ErpStage::in_progress));
    BOOST_TEST(!number(ErpStage::part_shipped));
    BOOST_TEST(!number(ErpStage::cancelled));
    strategy.part_shipping = PartShipping::any;
    BOOST_TEST(number(ErpStage::part_shipped));
    strategy.moment = UploadMoment::reserved;
    BOOST_TEST(number(ErpStage::in_progress));
    BOOST_TEST(!number(ErpStage::waiting_audit));
    BOOST_TEST(!number(ErpStage::merged));
}

BOOST_AUTO_TEST_CASE(several_erp_orders_with_several_numbers_are_a_person_s)
{
    const UploadStrategy strategy;
    const auto first = erp_order("E1", ErpStage::shipped, "YT1");
    const auto other = erp_order("E2", ErpStage::shipped, "YT2");
    BOOST_TEST(!find_erp_number({first, other}, strategy).has_number());
    BOOST_TEST(find_erp_number({first, erp_order("E2", ErpStage::cancelled, "YT2")}, strategy)
                   .has_number());
    BOOST_TEST(find_erp_number({erp_order("E1", ErpStage::in_progress, "")}, strategy).origin ==
               "E1");
}

BOOST_AUTO_TEST_SUITE_END()

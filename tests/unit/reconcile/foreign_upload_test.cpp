#include "reconcile/foreign_upload.hpp"

#include "reconcile/observers.hpp"
#include "unit/reconcile/lane_scene.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using reconcile::Adoption;
using reconcile::StepKind;
using store::WriteKind;
using store::WriteState;

namespace {

/// The ERP shipped it with two numbers, the platform has a number, and this ledger knows of no
/// upload.
struct Adopting : test::LaneScene {
    Adopting() { shipped("D1", {"YT1", "YT2"}); }

    void shipped(const std::string& number, const std::vector<std::string>& waybills)
    {
        auto row = test::make_order(number);
        row.has_waybill = true;
        record(row);
        ErpOrder order = test::make_erp_row(number, "T-" + number, ErpStage::shipped).order;
        for (const auto& waybill : waybills) {
            Parcel parcel;
            parcel.carrier.code = "YTO";
            parcel.number = WaybillNumber(waybill);
            order.parcels.push_back(parcel);
        }
        std::vector<ErpOrder> orders(1, order);
        run(ledger->record_erp_orders(shop, reconcile::rows_of(orders), clock.now(), "window", ""));
    }

    Adoption adopt(const std::vector<std::string>& numbers, const std::string& order = "D1")
    {
        std::vector<WaybillNumber> waybills;
        for (const auto& number : numbers)
            waybills.emplace_back(number);
        return run(reconcile::adopt_uploads(lane, test::make_order(order).id, waybills,
                                            "li: seen in the back office"));
    }

    store::OrderRecord order() { return load(test::make_order("D1").id); }
    reconcile::Decision decide() { return reconcile::decide(order(), lane.decide_context()); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(foreign_upload, Adopting)

BOOST_AUTO_TEST_CASE(a_number_that_a_person_knows_to_be_ours_is_an_upload_of_ours)
{
    BOOST_TEST(decide().verdict.difference == "uploaded_by_other");

    BOOST_TEST((adopt({"YT2"}) == Adoption::adopted));

    const auto upload = order().writes.at(0);
    BOOST_TEST(upload.key == "upload/1/YTO/YT2");
    BOOST_TEST((upload.state == WriteState::confirmed));
    BOOST_TEST(history(order().id).back() == "upload confirmed/li: seen in the back office");
    // The way of the order goes on where the lost ledger was.
    BOOST_TEST_REQUIRE(decide().step.has_value());
    BOOST_TEST((decide().step->kind == StepKind::adopt_order));
}

BOOST_AUTO_TEST_CASE(extra_numbers_are_adopted_with_it_and_not_sent_again)
{
    plan->strategy.upload.parcels = UploadParcels::all;
    claim(order().id, "import/1");
    settle(order().id, "import/1", WriteState::confirmed);

    BOOST_TEST((adopt({"YT1", "YT2"}) == Adoption::adopted));

    BOOST_TEST(!decide().step);
    BOOST_TEST((decide().verdict.state == store::OrderState::uploaded));
    BOOST_TEST(decide().verdict.difference == "");
}

BOOST_AUTO_TEST_CASE(a_number_that_the_erp_does_not_show_is_not_adopted)
{
    BOOST_TEST((adopt({"YT1", "YT9"}) == Adoption::unknown_parcel));
    BOOST_TEST(order().writes.empty());
}

BOOST_AUTO_TEST_CASE(a_number_that_another_order_holds_is_not_adopted)
{
    shipped("D2", {"YT1"});
    BOOST_TEST((adopt({"YT1"}, "D2") == Adoption::adopted));

    BOOST_TEST((adopt({"YT1"}) == Adoption::clash));
    BOOST_TEST(decide().verdict.difference == "uploaded_by_other");
}

BOOST_AUTO_TEST_CASE(only_an_order_that_somebody_else_uploaded_has_one_to_adopt)
{
    BOOST_TEST((adopt({"YT1"}) == Adoption::adopted));
    BOOST_TEST((adopt({"YT2"}) == Adoption::not_foreign));
    BOOST_TEST((adopt({"YT2"}, "D7") == Adoption::not_foreign));
}

BOOST_AUTO_TEST_SUITE_END()

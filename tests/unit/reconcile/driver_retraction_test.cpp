#include "unit/reconcile/driving.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace std::chrono_literals;
using store::OrderState;
using store::WriteKind;
using store::WriteState;
using test::failure;

namespace {

/// YT-D1 was uploaded, then the warehouse corrected it to YT-NEW.
struct Retracting : test::Driving {
    Retracting()
    {
        plan->strategy.upload.on_changed_number = OnChangedNumber::retract;
        imported("D1", ErpStage::shipped);
        platform.uploads.push_back(Receipt{"r-up"});
        platform.during_upload = [this]() -> awaitable<void> { return show_number(true); };
        drive();
        BOOST_TEST_REQUIRE((write("D1", old_upload).state == WriteState::confirmed));
        erp.shelf.front().parcels.front().number = WaybillNumber("YT-NEW");
        see_erp();
    }

    void see_erp()
    {
        run(ledger->record_erp_orders(shop, reconcile::rows_of(erp.shelf), clock.now(), "window",
                                      ""));
    }

    awaitable<void> show_number(bool is_there)
    {
        clock.advance(1ms);
        platform.shelf["D1"].has_waybill = is_there;
        co_return;
    }

    void check_new_number_alone()
    {
        BOOST_TEST((write("D1", retraction).state == WriteState::confirmed));
        BOOST_TEST((write("D1", "upload/1/YTO/YT-NEW").state == WriteState::confirmed));
        BOOST_TEST((order("D1").verdict.state == OrderState::uploaded));
        BOOST_TEST(order("D1").verdict.difference.empty());
        BOOST_TEST(platform.uploaded.size() == 2u);
    }

    const std::string old_upload = "upload/1/YTO/YT-D1";
    const std::string retraction = "retract/1/YTO/YT-D1";
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(driver_retraction, Retracting)

BOOST_AUTO_TEST_CASE(the_old_number_goes_before_the_new_one_comes)
{
    platform.during_retract = [this]() -> awaitable<void> { return show_number(false); };
    platform.retracts.push_back(Receipt{"r-off"});
    platform.uploads.push_back(Receipt{"r-new"});

    drive_for(10s);

    BOOST_TEST_REQUIRE(platform.retracted.size() == 1u);
    BOOST_TEST(platform.retracted[0].number.text() == "YT-D1");
    check_new_number_alone();
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_settled_by_reading)
{
    platform.during_retract = [this]() -> awaitable<void> { return show_number(false); };
    platform.retracts.push_back(failure(Errc::uncertain));
    platform.uploads.push_back(Receipt{"r-new"});

    drive_for(2min);

    BOOST_TEST(platform.retracted.size() == 1u);
    check_new_number_alone();
}

BOOST_AUTO_TEST_CASE(a_lost_request_is_repeated_after_two_looks_and_nothing_goes_before)
{
    platform.retracts.push_back(failure(Errc::uncertain));
    drive_for(59s);
    BOOST_TEST((write("D1", retraction).state == WriteState::uncertain));
    BOOST_TEST(platform.retracted.size() == 1u);
    BOOST_TEST(platform.uploaded.size() == 1u);

    platform.during_retract = [this]() -> awaitable<void> { return show_number(false); };
    platform.retracts.push_back(Receipt{"r-off"});
    platform.uploads.push_back(Receipt{"r-new"});
    drive_for(5min);

    BOOST_TEST(platform.retracted.size() == 2u);
    check_new_number_alone();
}

BOOST_AUTO_TEST_CASE(a_refusal_leaves_the_old_number_and_names_the_order)
{
    platform.retracts.push_back(failure(Errc::rejected, "shipped"));

    drive_for(10min);

    BOOST_TEST(platform.retracted.size() == 1u);
    BOOST_TEST(platform.uploaded.size() == 1u);
    BOOST_TEST((order("D1").verdict.state == OrderState::uploaded));
    BOOST_TEST(order("D1").verdict.difference == "upload_not_retracted");
}

BOOST_AUTO_TEST_CASE(a_number_that_stays_after_a_good_answer_is_somebody_elses)
{
    platform.during_retract = [this]() -> awaitable<void> { return show_number(true); };
    platform.retracts.push_back(Receipt{"r-off"});

    drive_for(10s);

    BOOST_TEST(platform.uploaded.size() == 1u);
    BOOST_TEST(order("D1").verdict.difference == "uploaded_by_other");
}

BOOST_AUTO_TEST_CASE(after_a_death_between_the_two_the_new_number_goes_once)
{
    claim(test::make_order("D1").id, retraction, WriteKind::retract_upload, "YTO/YT-D1");
    run(ledger->doubt_claimed_writes(shop, clock.now(), 60s));
    platform.shelf["D1"].has_waybill = false;
    platform.uploads.push_back(Receipt{"r-new"});

    drive_for(2min);

    BOOST_TEST(platform.retracted.empty());
    check_new_number_alone();
}

BOOST_AUTO_TEST_SUITE_END()

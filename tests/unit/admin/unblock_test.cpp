#include "admin/unblock.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::admin;

namespace {

struct Case {
    store::OrderRecord order;
    reconcile::LaneStatus status;

    Case() { order.verdict.rule = "import"; }

    Unblock find() const { return find_unblock(order, &status); }

    static reconcile::SideStop stop(Errc code, bool needs_person)
    {
        reconcile::SideStop made;
        made.error.code = code;
        made.needs_person = needs_person;
        made.next_try = TimePoint(std::chrono::seconds(5));
        return made;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(unblock, Case)

BOOST_AUTO_TEST_CASE(every_difference_says_who_and_how)
{
    for (const auto& difference : all_differences()) {
        order.verdict.difference = std::string(difference.name);
        BOOST_TEST((find().who == difference.who), difference.name);
        BOOST_TEST(find().how.en == difference.next.en);
        BOOST_TEST(find().how.zh == difference.next.zh);
    }
}

BOOST_AUTO_TEST_CASE(what_keeps_the_shop_keeps_its_orders)
{
    BOOST_TEST(find_unblock(order, nullptr).how.en == "the shop is not running: see daifa status");

    status.token_problem = Error{};
    BOOST_TEST(find().how.en == "run daifa authorize for this shop");

    status.store_problem.emplace(store::StoreFailure::Kind::disk_full, "disk full");
    BOOST_TEST(find().how.en == "the ledger can not be written: see daifa status");
}

BOOST_AUTO_TEST_CASE(a_stopped_side_keeps_only_the_orders_that_need_it)
{
    status.platform_stop = stop(Errc::unauthorized, true);
    order.verdict.state = store::OrderState::shipped;
    BOOST_TEST((find().who == Unblocker::administrator));
    BOOST_TEST((find().next_at == TimePoint(std::chrono::seconds(5))));

    order.verdict.state = store::OrderState::imported;
    BOOST_TEST((find().who == Unblocker::nobody));

    status.erp_stop = stop(Errc::unavailable, false);
    BOOST_TEST((find().who == Unblocker::nobody));
    BOOST_TEST((find().next_at == TimePoint(std::chrono::seconds(5))));
}

BOOST_AUTO_TEST_CASE(an_order_without_a_difference_waits_for_whom_its_rule_names)
{
    order.verdict.rule = "erp.wait";
    order.verdict.state = store::OrderState::imported;
    BOOST_TEST((find().who == Unblocker::warehouse));

    store::WriteRecord write;
    write.state = store::WriteState::uncertain;
    order.writes.push_back(write);
    BOOST_TEST((find().who == Unblocker::nobody));
    BOOST_TEST(find().how.en.find("daifa resolve") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_order_ends_when_nothing_is_left_to_do_or_to_look_at)
{
    for (const auto state :
         {store::OrderState::uploaded, store::OrderState::withdrawn, store::OrderState::skipped}) {
        order.verdict.state = state;
        BOOST_TEST(has_ended(order));
    }
    order.verdict.due_at = TimePoint{};
    BOOST_TEST(!has_ended(order));
    order.verdict.due_at.reset();
    order.verdict.difference = "extra_parcel_unverifiable";
    BOOST_TEST(!has_ended(order));
    order.verdict.difference.clear();
    order.verdict.state = store::OrderState::held;
    BOOST_TEST(!has_ended(order));
}

BOOST_AUTO_TEST_CASE(waiting_and_looking_are_equal_and_what_is_on_its_way_is_not)
{
    reconcile::PlannedStep planned;
    planned.decision.verdict.state = store::OrderState::imported;
    BOOST_TEST(is_equal(planned));
    planned.decision.step.emplace().kind = reconcile::StepKind::look_at_erp;
    BOOST_TEST(is_equal(planned));
    planned.decision.step->kind = reconcile::StepKind::upload_waybill;
    BOOST_TEST(!is_equal(planned));
    planned.decision.step.reset();
    planned.decision.verdict.state = store::OrderState::shipped;
    BOOST_TEST(!is_equal(planned));
    planned.decision.verdict.state = store::OrderState::uploaded;
    planned.decision.verdict.difference = "waybill_mismatch";
    BOOST_TEST(!is_equal(planned));
}

BOOST_AUTO_TEST_SUITE_END()

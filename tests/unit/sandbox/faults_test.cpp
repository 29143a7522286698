#include "sandbox/faults.hpp"

#include "sandbox/world_part.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <set>

using namespace daifa::sandbox;

namespace {

void change(FaultPlan& plan, const char* text)
{
    plan.change(boost::json::parse(text).get_object());
}

std::vector<int> kinds_of(FaultPlan& plan, int calls)
{
    std::vector<int> kinds;
    for (int i = 0; i < calls; ++i) {
        const auto fault = plan.next("front", "api");
        kinds.push_back(fault ? static_cast<int>(fault->kind) * 2 + (fault->is_done ? 1 : 0) : -1);
    }
    return kinds;
}

} // namespace

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(the_same_seed_meets_the_same_faults)
{
    FaultPlan first;
    FaultPlan second;
    FaultPlan other;
    change(first, R"({"seed":7,"rate":0.5})");
    change(second, R"({"seed":7,"rate":0.5})");
    change(other, R"({"seed":8,"rate":0.5})");

    const auto kinds = kinds_of(first, 200);
    BOOST_TEST((kinds == kinds_of(second, 200)));
    BOOST_TEST((kinds != kinds_of(other, 200)));
}

BOOST_AUTO_TEST_CASE(a_fifth_of_the_calls_meets_every_kind_in_the_long_run)
{
    FaultSettings settings;
    settings.rate = 0.2;
    std::set<FaultKind> kinds;
    int count = 0;
    for (std::uint64_t i = 0; i < 10'000; ++i)
        if (const auto fault = decide_fault(settings, "front", "api", i)) {
            kinds.insert(fault->kind);
            ++count;
        }
    BOOST_TEST(count > 1850);
    BOOST_TEST(count < 2150);
    BOOST_TEST(kinds.size() == all_fault_kinds().size());
}

BOOST_AUTO_TEST_CASE(a_cut_before_is_never_done_and_a_done_then_cut_always)
{
    FaultSettings settings;
    settings.rate = 1;
    for (std::uint64_t i = 0; i < 500; ++i) {
        settings.kinds = {FaultKind::cut_before};
        BOOST_TEST(!decide_fault(settings, "f", "a", i)->is_done);
        settings.kinds = {FaultKind::done_then_cut};
        BOOST_TEST(decide_fault(settings, "f", "a", i)->is_done);
        settings.kinds = {FaultKind::http_5xx};
        BOOST_TEST(decide_fault(settings, "f", "a", i)->status >= 500);
        settings.kinds = {FaultKind::slow};
        const auto slow = decide_fault(settings, "f", "a", i);
        BOOST_TEST((slow->delay >= settings.slow_least && slow->delay <= settings.slow_most));
    }
}

BOOST_AUTO_TEST_CASE(filters_spare_other_fronts_and_apis_and_pages_for_people)
{
    FaultPlan plan;
    change(plan, R"({"rate":1,"fronts":["a"],"apis":["x"]})");

    BOOST_TEST(plan.next("a", "x").has_value());
    BOOST_TEST(!plan.next("a", "y").has_value());
    BOOST_TEST(!plan.next("b", "x").has_value());
    change(plan, R"({"fronts":[],"apis":[]})");
    BOOST_TEST(plan.next("b", "y").has_value());
    BOOST_TEST(!plan.next("b", "").has_value());
}

BOOST_AUTO_TEST_CASE(a_single_fault_hits_the_call_that_was_named_and_no_other)
{
    FaultPlan plan;
    change(plan, R"({"next":{"api":"x","kind":"done_then_cut","skip":1,"times":2}})");

    BOOST_TEST(plan.is_active());
    BOOST_TEST(!plan.next("a", "y").has_value());
    BOOST_TEST(!plan.next("a", "x").has_value());
    BOOST_TEST((plan.next("a", "x")->kind == FaultKind::done_then_cut));
    BOOST_TEST((plan.next("a", "x")->kind == FaultKind::done_then_cut));
    BOOST_TEST(!plan.next("a", "x").has_value());
    BOOST_TEST(!plan.is_active());
    BOOST_TEST(plan.to_json().at("happened").at("done_then_cut").to_number<int>() == 2);
}

BOOST_AUTO_TEST_CASE(a_wrong_request_changes_nothing)
{
    FaultPlan plan;
    for (const char* text : {R"({"rate":2})", R"({"rate":"much"})", R"({"kinds":["flood"]})", R"({"next":7})",
                             R"({"next":[7]})", R"({"rate":0.5,"slow_least_ms":9,"slow_most_ms":3})"})
        BOOST_CHECK_THROW(change(plan, text), ControlError);
    BOOST_TEST(!plan.is_active());
}

BOOST_AUTO_TEST_SUITE_END()

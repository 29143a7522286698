#include "admin/cases.hpp"

#include "unit/admin/bench_backend.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
namespace json = boost::json;

namespace {

struct Bench : test::BenchBackend {
    Bench() : BenchBackend({"yiwu"}) { record_in("yiwu", test::make_order("250101-1")); }

    void stand(const std::string& difference, store::OrderState state = store::OrderState::held,
               const std::string& number = "250101-1")
    {
        const auto order = load(test::make_order(number).id);
        store::Ledger::VerdictUpdate update;
        update.order = order.id;
        update.revision = order.revision;
        update.verdict.state = state;
        update.verdict.difference = difference;
        update.verdict.detail = "T1";
        run(ledger().save_verdicts(shop, {update}, StoreFixture::clock.now()));
    }

    json::array cases(const std::string& query = {})
    {
        return ask("GET", "/v1/cases?" + query).second.at("cases").as_array();
    }

    std::pair<int, json::object> decide(const std::string& name, const std::string& choice)
    {
        return ask("POST", "/v1/orders/resolve",
                   R"({"order": "250101-1", "reason": "asked", "by": "li", "case": ")" + name +
                       R"(", "choice": ")" + choice + R"("})");
    }

    std::string refusal(const std::string& name, const std::string& choice)
    {
        return test::refusal_of(decide(name, choice).second);
    }

    store::OrderRecord order() { return load(test::make_order("250101-1").id); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(cases, Bench)

BOOST_AUTO_TEST_CASE(open_cases_are_listed_with_owner_choices_and_commands)
{
    stand("missing_in_erp");

    const auto list = cases();

    BOOST_TEST_REQUIRE(list.size() == 1u);
    const auto& one = list.front().as_object();
    BOOST_TEST(text_or(one, "shop") == "yiwu");
    BOOST_TEST(text_or(one, "order") == "m1/250101-1");
    BOOST_TEST(text_or(one, "detail") == "T1");
    BOOST_TEST(text_or(one.at("difference").as_object(), "who") == "warehouse");
    const auto& choice = one.at("choices").as_array().at(0).as_object();
    BOOST_TEST(text_or(choice, "name") == "closed");
    const std::string name = admin::case_name(order(), "missing_in_erp");
    BOOST_TEST(text_or(one, "case") == name);
    BOOST_TEST(name.starts_with("missing_in_erp@"));
    BOOST_TEST(text_or(choice, "command") ==
               "daifa resolve m1/250101-1 --case " + name + " --choice closed --reason TEXT");
}

BOOST_AUTO_TEST_CASE(the_oldest_case_stands_first_and_owners_are_told_apart)
{
    record(test::make_order("250101-2"));
    stand("uploaded_by_other", store::OrderState::held, "250101-2");
    StoreFixture::clock.advance(std::chrono::seconds(1));
    stand("missing_in_erp");

    BOOST_TEST(cases().size() == 2u);
    BOOST_TEST(text_or(cases().front().as_object(), "order") == "m1/250101-2");
    BOOST_TEST(cases("owner=warehouse").size() == 1u);
    BOOST_TEST(cases("owner=merchant").empty());
    BOOST_TEST(cases("limit=1").size() == 1u);
    BOOST_TEST(ask("GET", "/v1/cases?owner=nobody").first == 400);
    BOOST_TEST(ask("GET", "/v1/cases?shop=nowhere").first == 404);
}

BOOST_AUTO_TEST_CASE(what_ends_by_itself_is_no_case)
{
    for (const std::string difference :
         {"risk_control", "after_sale_open", "unverifiable", "waybill_not_in_erp", ""}) {
        stand(difference);
        BOOST_TEST(cases().empty(), difference);
    }
    stand("carrier_unmapped");
    BOOST_TEST(cases().size() == 1u);
    BOOST_TEST(cases().front().at("choices").as_array().empty());
    const auto status = ask("GET", "/v1/status").second;
    BOOST_TEST(status.at("shops").as_array().at(0).at("cases").as_int64() == 1);
}

BOOST_AUTO_TEST_CASE(the_write_that_a_choice_is_about_is_named)
{
    const auto id = order().id;
    claim(id, "print/1/YTO/YT1/1", store::WriteKind::print_label, "YTO/YT1");
    settle(id, "print/1/YTO/YT1/1", store::WriteState::given_up);
    stand("print_unknown");

    const auto list = cases();

    BOOST_TEST(text_or(list.front().at("choices").as_array().at(0).as_object(), "command") ==
               "daifa resolve m1/250101-1 --write print/1/YTO/YT1/1 --outcome confirmed "
               "--reason TEXT");
}

BOOST_AUTO_TEST_CASE(a_decision_is_kept_under_its_persons_name_and_shown)
{
    stand("missing_in_erp");
    BOOST_TEST(decide(admin::case_name(order(), "missing_in_erp"), "closed").first == 200);

    const auto kept = order().decisions;
    BOOST_TEST_REQUIRE(kept.size() == 1u);
    BOOST_TEST(kept.front().by == "li (uid=1000)");
    BOOST_TEST(kept.front().detail == "T1");
    const auto explained = ask("GET", "/v1/orders/explain?order=250101-1").second;
    const auto& shown = explained.at("decisions").as_array().at(0).as_object();
    BOOST_TEST(text_or(shown, "choice") == "closed");
    BOOST_TEST(text_or(shown, "reason") == "asked");
    BOOST_TEST(shown.at("stands").as_bool());
    const auto closed = cases("closed=1");
    BOOST_TEST_REQUIRE(closed.size() == 1u);
    BOOST_TEST(text_or(closed.front().as_object(), "difference") == "missing_in_erp");
    BOOST_TEST(closed.front().at("stands").as_bool());

    // The order is seen in the ERP again: what was decided is about other facts.
    run(ledger().record_erp_orders(
        shop, std::vector{test::make_erp_row("250101-1", "E2", ErpStage::in_progress)},
        StoreFixture::clock.now(), "w", ""));
    BOOST_TEST(!cases("closed=1").front().at("stands").as_bool());
}

BOOST_AUTO_TEST_CASE(what_was_listed_must_still_be_so)
{
    stand("missing_in_erp");
    const std::string now = admin::case_name(order(), "missing_in_erp");

    BOOST_TEST(refusal("missing_in_erp@00000000", "closed") ==
               "the order has changed since that case was listed -> look again (daifa explain), "
               "then decide " +
                   now);
    BOOST_TEST(decide("missing_in_erp", "closed").first == 200);
}

BOOST_AUTO_TEST_CASE(what_can_not_be_decided_is_refused_with_what_can)
{
    stand("missing_in_erp");
    BOOST_TEST(refusal("changed_after_import", "accepted") ==
               "the order has no case \"changed_after_import\" -> its case is " +
                   admin::case_name(order(), "missing_in_erp"));
    BOOST_TEST(refusal("missing_in_erp", "accepted") ==
               "\"accepted\" can not be chosen about missing_in_erp of this order -> choose one "
               "of: closed");
    BOOST_TEST(refusal("missing_in_erp", "") == "\"choice\" is missing -> give it and ask again");
    BOOST_TEST(refusal("missing_in_erp", "reopen") ==
               "nothing was decided about that case -> see daifa explain");
    stand("joint_parcel_waits");
    BOOST_TEST(refusal("joint_parcel_waits", "single") ==
               "nothing can be chosen about joint_parcel_waits -> daifa resolve ORDER --single "
               "--reason TEXT");
    stand("waybill_mismatch");
    BOOST_TEST(refusal("waybill_mismatch", "retract") ==
               "\"retract\" can not be chosen about waybill_mismatch of this order -> choose one "
               "of: keep");
}

BOOST_AUTO_TEST_CASE(a_closed_order_is_decided_anew_or_reopened)
{
    stand("withdrawn_after_ship");
    decide("withdrawn_after_ship", "intercepted");
    stand("", store::OrderState::closed);

    BOOST_TEST(decide("withdrawn_after_ship", "settled").first == 200);
    BOOST_TEST(order().decisions.front().choice == "settled");
    BOOST_TEST(order().decisions.front().detail == "T1");
    BOOST_TEST(decide("withdrawn_after_ship", "reopen").first == 200);
    BOOST_TEST(order().decisions.empty());
    BOOST_TEST(history(order().id).back() == "reopened: withdrawn_after_ship/li (uid=1000): asked");
}

BOOST_AUTO_TEST_SUITE_END()

#include "unit/admin/bench_backend.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
namespace json = boost::json;

namespace {

constexpr const char* number = "261127-100000000000001";

/// A merchant's order that somebody shipped with another number, beside a factory's shop.
struct Bench : test::BenchBackend {
    Bench() : BenchBackend({"store", "yiwu"})
    {
        entries.front().role = TradeRole::merchant;
        shop = ShopId("store");
        MerchantOrder order;
        order.number = number;
        order.stage = MerchantStage::shipped;
        order.waybill = WaybillNumber("YT9");
        run(ledger().merchant().record_orders(shop, std::vector{order}, StoreFixture::clock.now(),
                                              "window", ""));
        stand("shipped_by_other", "platform YT9, ERP YT1");
    }

    void stand(const std::string& difference, const std::string& detail)
    {
        store::MerchantVerdictUpdate update;
        update.order = number;
        update.revision = run(ledger().merchant().find_order(shop, number))->revision;
        update.verdict.state = store::MerchantState::held;
        update.verdict.difference = difference;
        update.verdict.detail = detail;
        run(ledger().merchant().save_verdicts(shop, std::vector{update},
                                              StoreFixture::clock.now()));
    }

    std::pair<int, json::object> decide(const std::string& name, const std::string& choice)
    {
        json::object body;
        body["order"] = number;
        body["case"] = name;
        body["choice"] = choice;
        body["reason"] = "the other parcel left";
        body["by"] = "li";
        return ask("POST", "/v1/orders/resolve", json::serialize(body));
    }

    std::string refusal(const std::string& name, const std::string& choice)
    {
        return test::refusal_of(decide(name, choice).second);
    }

    json::object explain()
    {
        return ask("GET", std::string("/v1/merchant/explain?order=") + number).second;
    }

    std::vector<store::CaseDecision> decisions()
    {
        return run(ledger().merchant().find_order(shop, number))->decisions;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(merchant_cases, Bench)

BOOST_AUTO_TEST_CASE(an_order_is_explained_with_its_choice_and_the_command)
{
    const auto explained = explain();

    const std::string name = text_or(explained, "case");
    BOOST_TEST(name.starts_with("shipped_by_other@"));
    const auto& choices = explained.at("choices").as_array();
    BOOST_TEST_REQUIRE(choices.size() == 1u);
    BOOST_TEST(text_or(choices.front().as_object(), "command") ==
               std::string("daifa resolve ") + number + " --case " + name +
                   " --choice theirs --reason TEXT");
    BOOST_TEST(explained.at("decisions").as_array().empty());
}

BOOST_AUTO_TEST_CASE(a_decision_is_kept_with_its_name_and_reason_as_those_of_factories)
{
    BOOST_TEST(decide(text_or(explain(), "case"), "theirs").first == 200);

    BOOST_TEST_REQUIRE(decisions().size() == 1u);
    BOOST_TEST(decisions()[0].detail == "platform YT9, ERP YT1");
    const auto made = explain().at("decisions").as_array().at(0).as_object();
    BOOST_TEST(text_or(made, "reason") == "the other parcel left");
    BOOST_TEST(text_or(made, "by").starts_with("li ("));
    BOOST_TEST(made.at("stands").as_bool());
    const auto closed = ask("GET", "/v1/cases?closed=1").second.at("cases").as_array();
    BOOST_TEST_REQUIRE(closed.size() == 1u);
    BOOST_TEST(text_or(closed.front().as_object(), "order") == number);
    BOOST_TEST(text_or(closed.front().as_object(), "shop") == "store");
    BOOST_TEST(text_or(closed.front().as_object(), "state") == "held");

    stand("shipped_by_other", "platform YT9, ERP YT2");
    BOOST_TEST(!explain().at("decisions").as_array().at(0).as_object().at("stands").as_bool());
}

BOOST_AUTO_TEST_CASE(a_decision_can_be_taken_back_once)
{
    decide("shipped_by_other", "theirs");

    BOOST_TEST(decide("shipped_by_other", "reopen").first == 200);
    BOOST_TEST(decisions().empty());
    BOOST_TEST(refusal("shipped_by_other", "reopen").starts_with("nothing was decided"));
}

BOOST_AUTO_TEST_CASE(other_facts_differences_and_choices_are_refused)
{
    const std::string seen = text_or(explain(), "case");
    BOOST_TEST(refusal(seen, "ours") ==
               "\"ours\" can not be chosen about shipped_by_other of this order -> "
               "choose one of: theirs");
    BOOST_TEST(refusal("shipment_gone", "theirs").ends_with("its case is " + seen));

    stand("shipped_by_other", "platform YT9, ERP YT2");
    BOOST_TEST(refusal(seen, "theirs").starts_with("the order has changed since"));
    stand("shipment_gone", "YTO/YT1");
    BOOST_TEST(refusal("shipment_gone", "theirs").starts_with("nothing can be chosen"));
    BOOST_TEST(decisions().empty());
}

BOOST_AUTO_TEST_CASE(an_order_that_no_merchant_has_is_decided_as_a_factory_s)
{
    const auto order = test::make_order("250101-1");
    record_in("yiwu", order);
    store::Ledger::VerdictUpdate update;
    update.order = order.id;
    update.revision = load(order.id).revision;
    update.verdict.state = store::OrderState::held;
    update.verdict.difference = "missing_in_erp";
    run(ledger().save_verdicts(shop, std::vector{update}, StoreFixture::clock.now()));
    json::object body;
    body["order"] = "250101-1";
    body["case"] = "missing_in_erp";
    body["choice"] = "closed";
    body["reason"] = "by hand";

    BOOST_TEST(ask("POST", "/v1/orders/resolve", json::serialize(body)).first == 200);
    BOOST_TEST(load(order.id).decisions.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

#include "reconcile/merchant_cases.hpp"
#include "reconcile/merchant_decision.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::reconcile;
using namespace std::chrono_literals;
using store::MerchantState;
using store::WriteState;

namespace {

/// An order that a factory has shipped, read ten seconds ago, in a shop that ships by itself.
struct Order {
    Order()
    {
        plan.role = TradeRole::merchant;
        plan.merchant.ship.mode = RepairMode::repair;
        plan.merchant.assign.emplace_back();
        record.order.number = "261127-1";
        record.read_at = now - 10s;
        record.factory.origin = "m1/D1";
        record.factory.factory = "义乌厂";
        record.factory.carrier.code = "YTO";
        record.factory.number = WaybillNumber("YT1");
        record.factory.since = now - 1min;
    }

    MerchantDecision decide() const
    {
        return decide_merchant(record, {plan, 60s, carriers, addresses, now, can_ask_erp, 1s});
    }

    store::ShipWrite& sent(WriteState state, const std::string& number = "YT1")
    {
        store::ShipWrite write;
        write.shipment = {record.order.number, "YTO", WaybillNumber(number), ""};
        write.state = state;
        write.attempts = 1;
        write.claimed_at = now - 30s;
        write.settled_at = now - 30s;
        write.verify_after = now + 30s;
        record.write = write;
        return *record.write;
    }

    void without_number()
    {
        record.factory = {};
        record.erp = {};
    }

    void check(MerchantStep step, MerchantState state, const std::string& rule,
               const std::string& difference = {}) const
    {
        const auto decision = decide();
        BOOST_TEST((decision.step == step));
        BOOST_TEST(store::to_text(decision.verdict.state) == store::to_text(state));
        BOOST_TEST(decision.verdict.rule == rule);
        BOOST_TEST(decision.verdict.difference == difference);
    }

    TimePoint now{std::chrono::hours(500'000)};
    ShopPlan plan;
    CarrierTable carriers{{{"YTO", "圆通快递", true}, {"SF", "顺丰快递", true}}};
    std::optional<std::vector<ReturnAddress>> addresses;
    store::MerchantRecord record;
    bool can_ask_erp = false;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(merchant_decision, Order)

BOOST_AUTO_TEST_CASE(ships_with_the_factory_s_number_and_the_configured_address)
{
    plan.merchant.ship.return_address = "77";

    check(MerchantStep::ship, MerchantState::shipping, "ship");
    const auto decision = decide();
    BOOST_TEST(decision.shipment.order == "261127-1");
    BOOST_TEST(decision.shipment.carrier_code == "YTO");
    BOOST_TEST((decision.shipment.number == WaybillNumber("YT1")));
    BOOST_TEST(decision.shipment.return_address == "77");
    BOOST_TEST(decision.attempts == 1);
}

BOOST_AUTO_TEST_CASE(ships_nothing_that_must_not_leave)
{
    record.order.after_sale = AfterSale::open;
    check(MerchantStep::wait, MerchantState::held, "after_sale", "after_sale_open");
    record.order.after_sale = AfterSale::refunded;
    check(MerchantStep::wait, MerchantState::held, "after_sale", "after_sale_refunded");
    record.order.after_sale = AfterSale::none;
    record.order.is_under_risk_control = true;
    check(MerchantStep::wait, MerchantState::held, "after_sale", "risk_control");
    record.order.is_under_risk_control = false;
    record.order.is_on_hold = true;
    check(MerchantStep::wait, MerchantState::held, "ship.on_hold", "on_hold");
}

BOOST_AUTO_TEST_CASE(reads_an_old_order_again_before_it_ships)
{
    record.read_at = now - 2min;
    check(MerchantStep::look, MerchantState::ready, "ship.fresh");
}

BOOST_AUTO_TEST_CASE(waits_by_name_for_whoever_has_no_number)
{
    without_number();
    check(MerchantStep::wait, MerchantState::waiting, "ship.number", "waits_for_assignment");
    record.factory.origin = "m1/D1";
    check(MerchantStep::wait, MerchantState::waiting, "ship.number", "waits_for_number");
    without_number();
    plan.merchant.assign.clear();
    check(MerchantStep::wait, MerchantState::waiting, "ship.number", "waits_for_number");
}

BOOST_AUTO_TEST_CASE(asks_the_merchant_s_erp_now_and_then)
{
    without_number();
    can_ask_erp = true;
    plan.strategy.download.recheck = 30min;
    check(MerchantStep::look_erp, MerchantState::waiting, "ship.number", "waits_for_assignment");
    record.erp_read_at = now - 1min;
    check(MerchantStep::wait, MerchantState::waiting, "ship.number", "waits_for_assignment");
    BOOST_TEST((decide().verdict.due_at == now + 29min));
}

BOOST_AUTO_TEST_CASE(takes_no_side_when_two_sources_disagree)
{
    record.erp.origin = "JY1";
    record.erp.carrier.code = "YTO";
    record.erp.number = WaybillNumber("YT2");
    check(MerchantStep::wait, MerchantState::held, "ship.number", "numbers_differ");
    record.erp.number = WaybillNumber("YT1");
    check(MerchantStep::ship, MerchantState::shipping, "ship");
    without_number();
    record.factory.problem = "several: a m1/D1, a m1/D2";
    check(MerchantStep::wait, MerchantState::held, "ship.number", "factory_order_ambiguous");
}

BOOST_AUTO_TEST_CASE(needs_a_carrier_that_the_platform_has)
{
    record.factory = {};
    record.erp.origin = "JY1";
    record.erp.carrier.code = "YUANTONG";
    record.erp.number = WaybillNumber("YT1");
    check(MerchantStep::wait, MerchantState::held, "ship.carriers", "carrier_unmapped");
    plan.merchant.ship.carriers["YUANTONG"] = "YTO";
    check(MerchantStep::ship, MerchantState::shipping, "ship");
    record.order.is_sf_only = true;
    check(MerchantStep::wait, MerchantState::held, "ship", "carrier_not_allowed");
}

BOOST_AUTO_TEST_CASE(needs_a_return_address_that_the_platform_accepts)
{
    plan.merchant.ship.return_address = "77";
    addresses.emplace();
    check(MerchantStep::wait, MerchantState::held, "ship.return_address",
          "return_address_unusable");
    ReturnAddress address;
    address.id = "77";
    address.is_usable = false;
    addresses->push_back(address);
    check(MerchantStep::wait, MerchantState::held, "ship.return_address",
          "return_address_unusable");
    addresses->front().is_usable = true;
    check(MerchantStep::ship, MerchantState::shipping, "ship");
}

BOOST_AUTO_TEST_CASE(a_person_says_so_where_the_mode_says_so)
{
    plan.merchant.ship.mode = RepairMode::propose;
    check(MerchantStep::wait, MerchantState::ready, "ship.mode", "not_shipped_online");
    record.approved = "YTO/YT2";
    check(MerchantStep::wait, MerchantState::ready, "ship.mode", "not_shipped_online");
    record.approved = "YTO/YT1";
    check(MerchantStep::ship, MerchantState::shipping, "ship");
    plan.merchant.ship.mode = RepairMode::observe;
    check(MerchantStep::wait, MerchantState::ready, "ship.mode", "not_shipped_online");
    plan.merchant.ship.is_enabled = false;
    check(MerchantStep::wait, MerchantState::ready, "ship.enabled", "not_shipped_online");
}

BOOST_AUTO_TEST_CASE(waits_as_long_as_the_configuration_says)
{
    plan.merchant.ship.delay = 5min;
    check(MerchantStep::wait, MerchantState::ready, "ship.delay");
    BOOST_TEST((decide().verdict.due_at == now + 4min));
}

BOOST_AUTO_TEST_CASE(never_ships_beside_an_open_write)
{
    sent(WriteState::claimed);
    record.verdict.due_at = now + 1min;
    check(MerchantStep::wait, MerchantState::shipping, "ship.in_flight");
    sent(WriteState::uncertain);
    record.read_at = now - 40s;
    check(MerchantStep::look, MerchantState::shipping, "ship.verify");
    record.read_at = now - 1s;
    check(MerchantStep::wait, MerchantState::shipping, "ship.verify");
}

BOOST_AUTO_TEST_CASE(reads_back_what_the_platform_took_and_never_sends_it_again)
{
    sent(WriteState::confirmed);
    record.read_at = now - 40s;
    check(MerchantStep::look, MerchantState::shipping, "ship.compare");
    record.read_at = now - 5s;
    check(MerchantStep::wait, MerchantState::shipping, "ship.compare");
    record.write->settled_at = now - 20min;
    record.read_at = now - 1s;
    check(MerchantStep::wait, MerchantState::held, "ship.compare", "shipment_gone");
}

BOOST_AUTO_TEST_CASE(compares_what_the_platform_shows_as_shipped)
{
    record.order.stage = MerchantStage::shipped;
    record.order.waybill = WaybillNumber("YT1");
    check(MerchantStep::wait, MerchantState::shipped, "ship.by_person");
    sent(WriteState::confirmed);
    check(MerchantStep::wait, MerchantState::shipped, "ship");
    record.factory.number = WaybillNumber("YT2");
    check(MerchantStep::wait, MerchantState::held, "ship.compare", "number_changed_after_ship");
    record.order.waybill = WaybillNumber("YT9");
    check(MerchantStep::wait, MerchantState::held, "ship.compare", "shipped_by_other");
    record.write.reset();
    check(MerchantStep::wait, MerchantState::held, "ship.compare", "shipped_by_other");
}

BOOST_AUTO_TEST_CASE(a_closed_order_is_at_its_end)
{
    record.order.stage = MerchantStage::closed;
    check(MerchantStep::wait, MerchantState::closed, "ship.closed");
}

BOOST_AUTO_TEST_CASE(a_refusal_waits_for_a_person_or_for_another_number)
{
    sent(WriteState::refused).failure_text = "no";
    check(MerchantStep::wait, MerchantState::held, "ship", "ship_refused");
    BOOST_TEST(!decide().verdict.due_at.has_value());
    record.write->retry_after = now + 1min;
    check(MerchantStep::wait, MerchantState::held, "ship", "ship_refused");
    BOOST_TEST((decide().verdict.due_at == now + 1min));
    record.write->retry_after = now;
    check(MerchantStep::ship, MerchantState::shipping, "ship");
    BOOST_TEST(decide().attempts == 2);
    record.write->retry_after = {};
    record.factory.number = WaybillNumber("YT2");
    check(MerchantStep::ship, MerchantState::shipping, "ship");
}

BOOST_AUTO_TEST_CASE(a_refusal_was_about_the_order_as_it_was_then)
{
    sent(WriteState::refused).attempts = 2;
    record.order.updated_at = record.write->settled_at;
    check(MerchantStep::wait, MerchantState::held, "ship", "ship_refused");
    record.order.updated_at = record.write->settled_at + 1s;
    check(MerchantStep::ship, MerchantState::shipping, "ship");
}

BOOST_AUTO_TEST_CASE(a_change_within_the_second_of_the_first_refusal_is_tried_once)
{
    sent(WriteState::refused).attempts = 1;
    record.order.updated_at = record.write->settled_at - 1s;
    check(MerchantStep::wait, MerchantState::held, "ship", "ship_refused");
    record.order.updated_at = record.write->settled_at - 700ms;
    check(MerchantStep::ship, MerchantState::shipping, "ship");
    record.write->attempts = 2;
    check(MerchantStep::wait, MerchantState::held, "ship", "ship_refused");
}

BOOST_AUTO_TEST_CASE(a_look_decides_an_uncertain_write)
{
    sent(WriteState::uncertain);
    MerchantOrder seen = record.order;
    const auto settle = [&](TimePoint began) {
        return settle_by_look(record, seen, began, 60s, 30s);
    };

    seen.stage = MerchantStage::shipped;
    seen.waybill = WaybillNumber("YT1");
    BOOST_TEST((settle(now).state == WriteState::confirmed));
    seen.waybill = WaybillNumber("YT9");
    BOOST_TEST((settle(now).state == WriteState::refused));
    BOOST_TEST((settle(now).retry_after == TimePoint{}));

    seen = record.order;
    BOOST_TEST((settle(now).state == WriteState::uncertain));
    BOOST_TEST(settle(now).absent_reads == 0);
    const TimePoint late = now + 31s;
    BOOST_TEST((settle(late).state == WriteState::uncertain));
    BOOST_TEST(settle(late).absent_reads == 1);
    record.write->absent_reads = 1;
    BOOST_TEST((settle(late).state == WriteState::refused));
    BOOST_TEST((settle(late).retry_after == late + 30s));
}

BOOST_AUTO_TEST_CASE(what_a_person_accepted_on_the_platform_stands_while_the_facts_are_the_same)
{
    record.order.stage = MerchantStage::shipped;
    record.order.waybill = WaybillNumber("YT9");
    check(MerchantStep::wait, MerchantState::held, "ship.compare", "shipped_by_other");
    const auto accept = [&](const std::string& choice) {
        const auto open = decide().verdict;
        store::CaseDecision decision;
        decision.difference = open.difference;
        decision.subject = merchant_case_subject(open.difference, open.detail);
        decision.choice = choice;
        record.decisions = {decision};
    };

    accept("something else");
    check(MerchantStep::wait, MerchantState::held, "ship.compare", "shipped_by_other");
    accept("theirs");
    check(MerchantStep::wait, MerchantState::shipped, "ship.accepted");
    BOOST_TEST(decide().verdict.detail.find("YT9") != std::string::npos);

    record.factory.number = WaybillNumber("YT2");
    check(MerchantStep::wait, MerchantState::held, "ship.compare", "shipped_by_other");
    record.factory.number = record.order.waybill;
    check(MerchantStep::wait, MerchantState::shipped, "ship.by_person");

    sent(WriteState::confirmed, "YT9");
    record.factory.number = WaybillNumber("YT2");
    check(MerchantStep::wait, MerchantState::held, "ship.compare", "number_changed_after_ship");
    accept("keep");
    check(MerchantStep::wait, MerchantState::shipped, "ship.accepted");

    // What daifa shipped with is another fact.
    sent(WriteState::confirmed, "YT1");
    check(MerchantStep::wait, MerchantState::held, "ship.compare", "shipped_by_other");
    accept("theirs");
    check(MerchantStep::wait, MerchantState::shipped, "ship.accepted");
}

BOOST_AUTO_TEST_SUITE_END()

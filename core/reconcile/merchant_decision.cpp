#include "reconcile/merchant_decision.hpp"

#include "reconcile/judge.hpp"
#include "reconcile/merchant_cases.hpp"
#include "reconcile/merchant_numbers.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;
using store::FoundNumber;
using store::MerchantRecord;
using store::MerchantState;
using store::ShipWrite;
using store::WriteState;

constexpr Milliseconds look_spacing = 20s;
/// The platform's own copies agree by then.
constexpr Milliseconds platform_lag = 10min;
constexpr Milliseconds erp_recheck_min = 1min;

struct ShipView {
    const MerchantRecord& record;
    const MerchantContext& context;
    FoundNumber number = {};
    CarrierMatch carrier = {};
};

using ShipAnswer = std::optional<MerchantDecision>;

MerchantDecision verdict(MerchantState state, std::string rule, std::string difference = {},
                         std::string detail = {}, std::optional<TimePoint> due_at = {})
{
    MerchantDecision made;
    made.verdict.state = state;
    made.verdict.rule = std::move(rule);
    made.verdict.difference = std::move(difference);
    made.verdict.detail = std::move(detail);
    made.verdict.due_at = due_at;
    return made;
}

MerchantDecision look(const ShipView& view, MerchantState state, std::string rule)
{
    MerchantDecision made = verdict(state, std::move(rule));
    made.step = MerchantStep::look;
    // Before it was made nothing is known that could end the difference.
    made.verdict.difference = view.record.verdict.difference;
    made.verdict.detail = view.record.verdict.detail;
    return made;
}

/// A write under way, or one that nobody knows the end of, comes before everything else.
ShipAnswer verify_open(const ShipView& view)
{
    const auto& write = view.record.write;
    if (!write)
        return std::nullopt;
    if (write->state == WriteState::claimed && view.context.now < view.record.verdict.due_at)
        return verdict(MerchantState::shipping, "ship.in_flight", "", "",
                       view.record.verdict.due_at);
    if (write->state != WriteState::claimed && write->state != WriteState::uncertain)
        return std::nullopt;
    // At once: the platform may show it already. Then in time for what counts.
    const bool was_seen = view.record.read_at > write->settled_at;
    const TimePoint next = std::max(view.record.read_at + look_spacing,
                                    std::min(write->verify_after, view.context.now + look_spacing));
    if (was_seen && view.context.now < next)
        return verdict(MerchantState::shipping, "ship.verify", "", write->failure_text, next);
    MerchantDecision made =
        verdict(MerchantState::shipping, "ship.verify", "", write->failure_text);
    made.step = MerchantStep::look;
    return made;
}

/// The platform shows another number than we know of, unless a person decided that it stands.
MerchantDecision other_number(const ShipView& view, std::string difference, std::string detail)
{
    if (find_decision(view.record, difference, detail) != nullptr)
        return verdict(MerchantState::shipped, "ship.accepted", "", std::move(detail));
    return verdict(MerchantState::held, "ship.compare", std::move(difference), std::move(detail));
}

ShipAnswer take_end(const ShipView& view)
{
    const MerchantOrder& order = view.record.order;
    if (order.stage == MerchantStage::closed)
        return verdict(MerchantState::closed, "ship.closed");
    if (order.stage != MerchantStage::shipped)
        return std::nullopt;
    const auto& write = view.record.write;
    const bool is_ours = write && write->state == WriteState::confirmed;
    if (is_ours && !order.waybill.empty() && order.waybill != write->shipment.number)
        return other_number(view, "shipped_by_other",
                            "platform " + order.waybill.text() + ", daifa " +
                                write->shipment.number.text());
    const bool differs =
        view.number.has_number() && !order.waybill.empty() && order.waybill != view.number.number;
    if (differs)
        return other_number(view, is_ours ? "number_changed_after_ship" : "shipped_by_other",
                            "platform " + order.waybill.text() + ", " +
                                (view.number.factory.empty() ? "ERP" : view.number.factory) + " " +
                                view.number.number.text());
    return verdict(MerchantState::shipped, is_ours ? "ship" : "ship.by_person");
}

/// The platform took a shipment and shows the order as still to ship.
ShipAnswer read_back(const ShipView& view)
{
    const auto& write = view.record.write;
    if (!write || write->state != WriteState::confirmed)
        return std::nullopt;
    const bool is_late = view.record.read_at >= write->settled_at + platform_lag;
    if (is_late)
        return verdict(MerchantState::held, "ship.compare", "shipment_gone",
                       subject_of(write->shipment.carrier_code, write->shipment.number));
    const TimePoint next =
        std::max(view.record.read_at, write->settled_at) + std::min(look_spacing, platform_lag);
    if (view.record.read_at > write->settled_at && view.context.now < next)
        return verdict(MerchantState::shipping, "ship.compare", "", "", next);
    return look(view, MerchantState::shipping, "ship.compare");
}

ShipAnswer stop(const ShipView& view)
{
    const MerchantOrder& order = view.record.order;
    const std::string code =
        order.after_sale_code == 0 ? "" : std::to_string(order.after_sale_code);
    if (order.after_sale == AfterSale::refunded)
        return verdict(MerchantState::held, "after_sale", "after_sale_refunded", code);
    if (order.after_sale == AfterSale::open)
        return verdict(MerchantState::held, "after_sale", "after_sale_open", code);
    if (order.is_under_risk_control)
        return verdict(MerchantState::held, "after_sale", "risk_control");
    if (order.is_on_hold)
        return verdict(MerchantState::held, "ship.on_hold", "on_hold");
    return std::nullopt;
}

ShipAnswer find_number(const ShipView& view)
{
    const MerchantRecord& record = view.record;
    if (!view.number.problem.empty() || !record.erp.problem.empty()) {
        const bool is_link = record.factory.problem == view.number.problem &&
                             !view.number.problem.empty() && !record.factory.has_number();
        return verdict(MerchantState::held, "ship.number",
                       is_link ? "factory_order_ambiguous" : "numbers_differ",
                       view.number.problem.empty() ? record.erp.problem : view.number.problem);
    }
    if (view.number.has_number())
        return std::nullopt;
    const Milliseconds recheck =
        std::max(view.context.plan.strategy.download.recheck, erp_recheck_min);
    const bool is_known = !record.erp.origin.empty() || !record.factory.origin.empty();
    const bool is_proposed = !is_known && !view.context.plan.merchant.assign.empty();
    MerchantDecision made =
        verdict(MerchantState::waiting, "ship.number",
                is_proposed ? "waits_for_assignment" : "waits_for_number",
                record.factory.origin.empty() ? record.erp.origin : record.factory.factory);
    if (!view.context.can_ask_erp)
        return made;
    made.verdict.due_at = record.erp_read_at + recheck;
    if (made.verdict.due_at <= view.context.now)
        made.step = MerchantStep::look_erp;
    return made;
}

std::string address_problem(const ShipView& view)
{
    const std::string& id = view.context.plan.merchant.ship.return_address;
    // What was not read yet is the platform's to refuse.
    if (id.empty() || !view.context.addresses)
        return {};
    const auto found = std::ranges::find(*view.context.addresses, id, &ReturnAddress::id);
    if (found == view.context.addresses->end())
        return id + ": the platform has no such return address";
    return found->is_usable ? std::string() : id + ": the platform does not accept it";
}

ShipAnswer check_shipment(const ShipView& view)
{
    if (view.carrier.code.empty())
        return verdict(MerchantState::held, "ship.carriers", "carrier_unmapped",
                       view.carrier.problem);
    if (view.record.order.is_sf_only && !view.carrier.code.starts_with("SF"))
        return verdict(MerchantState::held, "ship", "carrier_not_allowed", view.carrier.code);
    if (const std::string problem = address_problem(view); !problem.empty())
        return verdict(MerchantState::held, "ship.return_address", "return_address_unusable",
                       problem);
    return std::nullopt;
}

ShipAnswer wait_for_person(const ShipView& view)
{
    const ShipStrategy& ship = view.context.plan.merchant.ship;
    const std::string subject = subject_of(view.carrier.code, view.number.number);
    const bool is_free = ship.mode == RepairMode::repair ||
                         (ship.mode == RepairMode::propose && view.record.approved == subject);
    if (!ship.is_enabled)
        return verdict(MerchantState::ready, "ship.enabled", "not_shipped_online", subject);
    if (!is_free)
        return verdict(MerchantState::ready, "ship.mode", "not_shipped_online", subject);
    const TimePoint ripe = view.number.since + ship.delay;
    if (view.context.now < ripe)
        return verdict(MerchantState::ready, "ship.delay", "", subject, ripe);
    return std::nullopt;
}

ShipAnswer wait_for_retry(const ShipView& view)
{
    const auto& write = view.record.write;
    const bool is_same = write && write->state == WriteState::refused &&
                         write->shipment.number == view.number.number &&
                         write->shipment.carrier_code == view.carrier.code;
    // The platform refused an order that is another one by now: its dispatch was suspended, say. Of
    // a change within the refusal's own second, which its times don't tell, one attempt finds out.
    const Milliseconds untold = write && write->attempts > 1 ? 0s : view.context.time_step;
    const bool has_changed = write && view.record.order.updated_at + untold > write->settled_at;
    if (!is_same || has_changed ||
        (write->retry_after != TimePoint{} && write->retry_after <= view.context.now))
        return std::nullopt;
    std::optional<TimePoint> due;
    if (write->retry_after != TimePoint{})
        due = write->retry_after;
    return verdict(MerchantState::held, "ship", "ship_refused", write->failure_text, due);
}

MerchantDecision ship(const ShipView& view)
{
    const ShipStrategy& strategy = view.context.plan.merchant.ship;
    const auto& write = view.record.write;
    const TimePoint written = write ? write->settled_at : TimePoint{};
    if (view.record.read_at + strategy.fresh < view.context.now || view.record.read_at <= written)
        return look(view, MerchantState::ready, "ship.fresh");
    MerchantDecision send = verdict(MerchantState::shipping, "ship");
    send.step = MerchantStep::ship;
    send.shipment.order = view.record.order.number;
    send.shipment.carrier_code = view.carrier.code;
    send.shipment.number = view.number.number;
    send.shipment.return_address = strategy.return_address;
    send.attempts = write ? write->attempts + 1 : 1;
    return send;
}

} // namespace

CarrierMatch match_carrier(const FoundNumber& number, const MerchantContext& context)
{
    // What a factory uploaded is the platform's own code.
    if (number.factory.empty())
        return map_carrier(number.carrier, context.plan.merchant.ship.carriers, context.carriers);
    return map_carrier(number.carrier, {}, context.carriers);
}

std::string subject_of(const std::string& carrier_code, const WaybillNumber& number)
{
    return carrier_code + "/" + number.text();
}

MerchantDecision decide_merchant(const MerchantRecord& record, const MerchantContext& context)
{
    ShipView view{record, context, choose_number(record)};
    if (view.number.has_number())
        view.carrier = match_carrier(view.number, context);
    using Rule = ShipAnswer (*)(const ShipView&);
    for (const Rule rule : {verify_open, take_end, read_back, stop, find_number, check_shipment,
                            wait_for_person, wait_for_retry})
        if (auto answer = rule(view))
            return *answer;
    return ship(view);
}

store::ShipSettlement settle_by_look(const MerchantRecord& record, const MerchantOrder& seen,
                                     TimePoint began, Milliseconds late_arrival,
                                     Milliseconds retry_in)
{
    const ShipWrite& write = *record.write;
    store::ShipSettlement settlement;
    settlement.order = record.order.number;
    settlement.request_id = write.request_id;
    if (seen.stage == MerchantStage::shipped && seen.waybill == write.shipment.number)
        return settlement;
    settlement.failure = Errc::uncertain;
    settlement.failure_text = write.failure_text;
    if (seen.stage != MerchantStage::to_ship) {
        settlement.state = WriteState::refused;
        settlement.failure = Errc::rejected;
        return settlement;
    }
    // Never later than the request can be on its way: the clock may have gone back since.
    const TimePoint counts_from =
        write.state == WriteState::claimed ? write.claimed_at + late_arrival : write.verify_after;
    settlement.verify_after = std::min(counts_from, began + late_arrival);
    settlement.absent_reads = write.absent_reads + (began >= settlement.verify_after ? 1 : 0);
    settlement.state = settlement.absent_reads >= 2 ? WriteState::refused : WriteState::uncertain;
    if (settlement.state == WriteState::refused) {
        settlement.failure_text = "two looks agree that it never happened";
        if (write.attempts < writes_max)
            settlement.retry_after = began + retry_in;
    }
    return settlement;
}

} // namespace daifa::reconcile

#include "reconcile/cancel_budget.hpp"
#include "reconcile/cases.hpp"
#include "reconcile/joint_parcels.hpp"
#include "reconcile/labels.hpp"
#include "reconcile/rules/rules.hpp"
#include "reconcile/waybill_desk.hpp"
#include "reconcile/work.hpp"

#include <daifa/codec/timestamp.hpp>

#include <algorithm>

namespace daifa::reconcile::rules {
namespace {

using store::OrderState;
using store::WriteKind;
using store::WriteRecord;
using store::WriteState;

const std::string waybill_rule = "waybill";

/// The ERP agreed to send it: audited, or it need not be.
bool may_take(const OrderView& view)
{
    const auto live = view.live_erp_orders();
    if (live.empty() || view.has_shipped())
        return false;
    if (view.context.plan.strategy.waybill.moment == TakeMoment::imported)
        return true;
    return std::ranges::none_of(
        live, [](const ErpOrder& order) { return order.stage == ErpStage::waiting_audit; });
}

std::optional<std::int64_t> grams_of(const OrderView& view)
{
    const auto& piece = view.context.plan.strategy.waybill.piece_grams;
    return piece ? std::optional(*piece * view.order.body->item.quantity) : std::nullopt;
}

/// Carriers that refused this parcel already. A person's retry asks all of them anew.
bool was_asked(const WriteRecord* write, const std::string& carrier_code)
{
    if (write == nullptr || write->state != WriteState::refused ||
        write->retry_after != TimePoint{})
        return false;
    return (" " + write->result + " ").find(" " + carrier_code + " ") != std::string::npos;
}

Decision take_step(const OrderView& view, const std::string& key, const CarrierOffer& offer)
{
    Decision decision;
    decision.verdict = verdict(OrderState::imported, waybill_rule);
    Step step;
    step.kind = StepKind::take_waybill;
    step.key = key;
    step.subject = offer.carrier_code + "/" + package_id(view.order.id, key);
    step.carrier_code = offer.carrier_code;
    step.template_url = offer.template_url;
    decision.step = std::move(step);
    return decision;
}

Answer take_one(const OrderView& view, int parcel)
{
    const std::string key = take_key(view, parcel);
    const auto* write = reconcile::find_write(view.order, key);
    // Given up, or uncertain where nothing may be repeated.
    const bool is_lost = write != nullptr && (write->state == WriteState::given_up ||
                                              write->state == WriteState::uncertain);
    if (is_lost)
        return held(waybill_rule, "waybill_number_lost", write->failure_text);
    const bool was_not_served = write != nullptr && write->state == WriteState::refused &&
                                write->failure == Errc::not_served;
    const bool goes_alone = write != nullptr && is_refused_jointly(view.order.id, *write);
    if (!was_not_served && !goes_alone)
        if (auto wait =
                wait_for_retry(view, write, OrderState::imported, waybill_rule, "waybill_refused"))
            return wait;
    if (!view.context.desk.read_at)
        return differs(OrderState::imported, "waybill.contracts", "", "",
                       view.context.now + std::chrono::seconds(1));

    const Shipment shipment{*view.order.body, grams_of(view)};
    CarrierOffers found = offers_for(shipment, view.context.plan, view.context.desk);
    std::erase_if(found.offers,
                  [&](const CarrierOffer& offer) { return was_asked(write, offer.carrier_code); });
    if (found.offers.empty()) {
        std::string why = found.problems;
        if (was_not_served)
            why += (why.empty() ? "" : "; ") + write->failure_text;
        return differs(OrderState::held, "waybill.carriers", "waybill_not_served", why,
                       view.context.now + view.context.plan.strategy.download.recheck);
    }
    if (is_stale(view))
        return doing(StepKind::look_at_platform, OrderState::imported, "waybill.look");
    return take_jointly(view, take_step(view, key, found.offers.front()));
}

Decision print_step(const Label& label, const std::string& key)
{
    Decision decision;
    decision.verdict = verdict(OrderState::imported, "print");
    Step step;
    step.kind = StepKind::print_label;
    step.key = key;
    step.subject = label.text();
    step.carrier_code = label.carrier_code;
    step.numbers = {label.number};
    step.address_digest = label.address_digest;
    decision.step = std::move(step);
    return decision;
}

/// The newest copy that was asked for, or the first one when labels are printed by themselves.
const WriteRecord* newest_print(const OrderView& view, const Label& label)
{
    const WriteRecord* newest = nullptr;
    for (const auto& write : view.order.writes)
        if (write.kind == WriteKind::print_label && write.subject == label.text() &&
            (newest == nullptr || write.key.size() > newest->key.size() ||
             (write.key.size() == newest->key.size() && write.key > newest->key)))
            newest = &write;
    return newest;
}

/// Asked for, or refused: nothing came out of it yet.
bool is_unprinted_first_copy(const WriteRecord& write)
{
    return write.key.ends_with("/1") &&
           (write.state == WriteState::requested || write.state == WriteState::refused);
}

/// The ledger is an older copy, and the label may have been printed by what came after it.
bool may_be_printed(const OrderView& view, const WriteRecord* write)
{
    const bool is_first =
        write == nullptr || (write->state == WriteState::requested && write->key.ends_with("/1"));
    return is_first && view.context.restored_at &&
           view.order.platform.assigned_at <= *view.context.restored_at;
}

/// Why nobody knows whether a first label is on paper; empty when it is not.
std::string doubt_about(const OrderView& view, const Label& label, const WriteRecord* write)
{
    if (write == nullptr && label.is_print_in_doubt)
        return "another order of the parcel sent it to the printer, and nobody knows with what end";
    return may_be_printed(view, write)
               ? "the ledger was restored from a copy, which does not know whether this was done "
                 "after it was made"
               : "";
}

/// Nothing when the number may be cancelled now.
Answer wait_for_budget(const OrderView& view, const Label& label)
{
    if (comes_from_platform(view) && !view.context.desk.read_at)
        return differs(OrderState::held, "waybill.contracts", "", "",
                       view.context.now + std::chrono::seconds(1));
    const CancelBudget budget =
        cancel_budget(view.context.desk, label.carrier_code, view.context.plan.sender.address);
    if (budget.left.value_or(1) > 0)
        return std::nullopt;
    const TimePoint again = view.context.now + view.context.plan.strategy.download.recheck;
    return differs(OrderState::held, "withdraw.budget", "waybill_not_cancelled",
                   label.text() + ": " + to_text(budget) + "; tried again at " +
                       to_utc_text(again) + ", or when the branch has given more",
                   again);
}

Answer print_one(const OrderView& view, const Label& label)
{
    const auto* write = newest_print(view, label);
    const bool is_its_turn = prints_first(view.order, label.package);
    if (write == nullptr && (label.was_sent_to_printer || !is_its_turn))
        return std::nullopt;
    // It came out with another order of the parcel since.
    if (write != nullptr && is_unprinted_first_copy(*write) && label.was_sent_to_printer)
        return std::nullopt;
    const bool is_by_hand = view.context.plan.strategy.print.mode == PrintMode::manual;
    if (write == nullptr && is_by_hand && !label.is_print_in_doubt)
        return std::nullopt;
    if (write != nullptr && write->state == WriteState::confirmed)
        return std::nullopt;
    if (write != nullptr && write->state == WriteState::given_up)
        return held("print", "print_unknown", label.text() + ": " + write->failure_text);
    // It has left, so nothing is cancelled; nor does a label come for where it does not go any
    // more.
    if (!may_keep_label(view, label))
        return former_address(label, OrderState::held);
    const std::string key =
        write != nullptr ? write->key : view.write_key("print", label.text()) + "/1";
    if (auto wait = wait_for_retry(view, write, OrderState::imported, "print", "print_refused")) {
        // Paper, printer and component are somebody's to mend, from the first failure on.
        wait->verdict.difference = "print_refused";
        return wait;
    }
    if (is_stale(view))
        return doing(StepKind::look_at_platform, OrderState::imported, "print.look");
    Decision decision = print_step(label, key);
    decision.step->doubt = doubt_about(view, label, write);
    return decision;
}

} // namespace

Answer take_waybill(const OrderView& view)
{
    if (!comes_from_platform(view) || view.live_upload() != nullptr || !may_take(view))
        return std::nullopt;
    if (!view.order.body)
        return held(waybill_rule, "unverifiable", "the order's content is not in the ledger");
    const auto labels = labels_of(view);
    const int parcels =
        parcels_planned(view.order.body->item.quantity, view.context.plan.strategy.waybill,
                        view.context.platform.extra_waybills_max + 1);
    for (int parcel = 1; parcel <= parcels; ++parcel)
        if (find_label(labels, parcel) == nullptr)
            if (auto answer = take_one(view, parcel))
                return answer;
    return std::nullopt;
}

Answer print_label(const OrderView& view)
{
    if (!comes_from_platform(view))
        return std::nullopt;
    for (const auto& label : labels_of(view))
        if (auto answer = print_one(view, label))
            return answer;
    return std::nullopt;
}

std::string numbers_missing_in_erp(const OrderView& view)
{
    if (!comes_from_platform(view))
        return {};
    std::string missing;
    const auto live = view.live_erp_orders();
    for (const auto& label : labels_of(view)) {
        const bool is_shown = std::ranges::any_of(live, [&](const ErpOrder& order) {
            return std::ranges::find(order.parcels, label.number, &Parcel::number) !=
                   order.parcels.end();
        });
        if (label.printed_at && !is_shown)
            missing += (missing.empty() ? "" : ", ") + label.text();
    }
    return missing;
}

Answer give_number_back(const OrderView& view)
{
    for (const auto& write : view.order.writes)
        if (write.kind == WriteKind::take_waybill && write.generation == view.order.generation &&
            write.state == WriteState::given_up)
            return held("withdraw", "waybill_number_lost", write.failure_text);
    for (const auto& label : labels_of(view)) {
        const auto mates = mates_of(view.order, label.package);
        if (is_being_cancelled(mates, label.text()))
            return differs(OrderState::withdrawn, "withdraw.waybill", "", label.text(),
                           view.context.now + std::chrono::seconds(10));
        const bool is_asked_for = is_cancel_asked_for(view, label);
        if (!is_last_to_leave(view.order, mates)) {
            // The others' goods stay in the parcel; this order's must come out of it.
            const bool is_packed = std::ranges::any_of(mates, &Mate::is_living);
            if (label.may_be_on_paper && is_packed && !is_asked_for)
                return held("withdraw", "joint_parcel_changed", label.text() + ": withdrawn");
            return leave_parcel(view, label, OrderState::withdrawn);
        }
        if (label.may_be_on_paper && !is_asked_for)
            return held("withdraw", "withdrawn_after_print", label.text());
        if (view.context.plan.strategy.waybill.on_withdraw == OnWithdrawnLabel::keep &&
            !is_asked_for)
            return held("withdraw", "waybill_kept", label.text());
        return cancel_number(view, label, verdict(OrderState::withdrawn, "withdraw.waybill"),
                             "withdraw");
    }
    return std::nullopt;
}

bool is_cancel_asked_for(const OrderView& view, const Label& label)
{
    // What was said before its latest copy was printed is not about that copy.
    const auto is_after_print = [&](TimePoint at) {
        return !label.printed_at || at >= *label.printed_at;
    };
    const auto* write = view.find_write(WriteKind::cancel_waybill, label.text());
    if (write != nullptr && is_after_print(write->claimed_at))
        return true;
    for (const auto* difference : {"withdrawn_after_print", "waybill_kept",
                                   "address_changed_after_print", "address_changed_after_take"})
        if (find_ruling(view.order, difference) == Ruling::replace &&
            is_after_print(find_decision(view.order, difference)->at))
            return true;
    return false;
}

Decision cancel_number(const OrderView& view, const Label& label, store::Verdict meanwhile,
                       const std::string& waiting_rule)
{
    const std::string number = label.text();
    const auto* write = view.find_write(WriteKind::cancel_waybill, number);
    if (auto wait =
            wait_for_retry(view, write, OrderState::held, waiting_rule, "waybill_not_cancelled"))
        return std::move(*wait);
    if (auto wait = wait_for_budget(view, label))
        return std::move(*wait);
    Decision decision;
    decision.verdict = std::move(meanwhile);
    Step step;
    step.kind = StepKind::cancel_waybill;
    step.subject = number;
    step.key = view.write_key("void", number);
    step.carrier_code = label.carrier_code;
    step.numbers = {label.number};
    decision.step = std::move(step);
    return decision;
}

} // namespace daifa::reconcile::rules

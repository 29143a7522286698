#include "reconcile/joint_parcels.hpp"
#include "reconcile/rules/rules.hpp"
#include "reconcile/work.hpp"

#include <algorithm>

namespace daifa::reconcile::rules {
namespace {

using store::WriteKind;
using store::WriteRecord;

const WriteCapability& capability(const OrderView& view, WriteKind kind)
{
    return reconcile::capability(view.context.platform, view.context.erp, kind);
}

/// No read is put off for longer than this, unless the clock has gone back since.
Milliseconds wait_most(const OrderView& view, const WriteRecord& write)
{
    const Milliseconds late = capability(view, write.kind).late_arrival;
    const auto& delays = view.context.plan.strategy.retry.delays;
    if (!is_about_label(write.kind) || delays.empty())
        return late;
    // Who can't be asked about a label is asked ever more rarely, by a fifth more at random.
    return std::max(late, *std::ranges::max_element(delays) * 6 / 5);
}

/// When to read next: once at once (the answer alone may have been lost), then not before the
/// request can no longer be on its way, then a second time.
TimePoint next_read(const OrderView& view, const WriteRecord& write)
{
    const Milliseconds late = capability(view, write.kind).late_arrival;
    // Written down before the clock went back: reading it sets the time anew.
    if (write.verify_after > view.context.now + wait_most(view, write))
        return view.context.now;
    // Not read but repeated, or asked of the printer: never before it is sure.
    if (is_about_label(write.kind))
        return write.verify_after;
    const TimePoint last =
        is_about_erp(write.kind) ? view.order.erp_read_at : view.order.platform.read_at;
    // A settlement that lies in the future was written down before the clock went back.
    if (last < write.settled_at && write.settled_at <= view.context.now)
        return view.context.now;
    if (last < write.verify_after)
        return write.verify_after;
    return last + std::clamp(late / 12, Milliseconds(200), Milliseconds(5000));
}

store::OrderState state_while_open(WriteKind kind)
{
    switch (kind) {
    case WriteKind::import_order:
        return store::OrderState::downloaded;
    case WriteKind::audit_order:
    case WriteKind::take_waybill:
    case WriteKind::cancel_waybill:
    case WriteKind::print_label:
    case WriteKind::cancel_order:
        return store::OrderState::imported;
    case WriteKind::upload_waybill:
    case WriteKind::retract_upload:
        return store::OrderState::shipped;
    case WriteKind::upload_extra:
        return store::OrderState::uploaded;
    }
    return store::OrderState::held;
}

Decision verify(const WriteRecord& write, store::OrderState state, TimePoint at)
{
    Decision decision = differs(state, "uncertain", "", write.key, at);
    Step step;
    step.kind = StepKind::verify;
    step.key = write.key;
    step.subject = write.subject;
    decision.step = std::move(step);
    return decision;
}

} // namespace

Answer verify_uncertain(const OrderView& view)
{
    for (const auto& write : view.order.writes) {
        const auto state = state_while_open(write.kind);
        if (write.state == store::WriteState::claimed) {
            const TimePoint forgotten = write.claimed_at + store::claim_answer_max;
            if (view.context.now < forgotten)
                return Decision{std::nullopt, verdict(state, "in_flight", forgotten)};
            // Its outcome got lost on the way into the ledger: nobody will ever answer for it.
            return verify(write, state, view.context.now);
        }
        if (write.state != store::WriteState::uncertain)
            continue;
        // Who shares the number learns it from the first of them.
        if (write.kind == WriteKind::take_waybill && !asks_for_parcel(view.order, write))
            return differs(state, "uncertain", "", write.key,
                           view.context.now + std::chrono::seconds(10));
        const WriteCapability& can = capability(view, write.kind);
        // Nothing reads it back. The main number is there, so the order's way is not stopped.
        if (can.verification == Verification::never && !can.is_repeatable)
            continue;
        const TimePoint at = next_read(view, write);
        if (at > view.context.now)
            return differs(state, "uncertain", "", write.key, at);
        return verify(write, state, at);
    }
    return std::nullopt;
}

Answer obey_hold(const OrderView& view)
{
    if (!view.order.hold)
        return std::nullopt;
    return held("hold", "held_by_operator", view.order.hold->reason);
}

} // namespace daifa::reconcile::rules

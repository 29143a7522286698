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

/// When to read next: once at once (the answer alone may have been lost), then not before the request
/// can no longer be on its way, then a second time.
TimePoint next_read(const OrderView& view, const WriteRecord& write)
{
    const TimePoint last = is_about_erp(write.kind) ? view.order.erp_read_at
                                                    : view.order.platform.read_at;
    if (last <= write.claimed_at)
        return view.context.now;
    if (last < write.verify_after)
        return write.verify_after;
    const Milliseconds late = capability(view, write.kind).late_arrival;
    return last + std::clamp(late / 12, Milliseconds(200), Milliseconds(5000));
}

store::OrderState state_while_uncertain(WriteKind kind)
{
    switch (kind) {
    case WriteKind::import_order: return store::OrderState::downloaded;
    case WriteKind::audit_order:
    case WriteKind::cancel_order: return store::OrderState::imported;
    case WriteKind::upload_waybill:
    case WriteKind::retract_upload: return store::OrderState::shipped;
    case WriteKind::upload_extra: return store::OrderState::uploaded;
    }
    return store::OrderState::held;
}

} // namespace

Answer verify_uncertain(const OrderView& view)
{
    for (const auto& write : view.order.writes) {
        if (write.state != store::WriteState::uncertain)
            continue;
        const auto state = state_while_uncertain(write.kind);
        if (capability(view, write.kind).verification == Verification::never) {
            // Nothing reads it back. The main number is there, so the order's way is not stopped.
            if (!capability(view, write.kind).is_repeatable)
                continue;
        }
        const TimePoint at = next_read(view, write);
        if (at > view.context.now)
            return differs(state, "uncertain", "", write.key, at);
        Decision decision = differs(state, "uncertain", "", write.key, at);
        Step step;
        step.kind = StepKind::verify;
        step.key = write.key;
        step.subject = write.subject;
        decision.step = std::move(step);
        return decision;
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

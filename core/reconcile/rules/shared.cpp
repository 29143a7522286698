#include "reconcile/judge.hpp"
#include "reconcile/rules/rules.hpp"

#include <algorithm>

namespace daifa::reconcile::rules {

using store::OrderState;
using store::WriteState;

namespace {

constexpr int absences_until_shown = 3;

/// Refused for good, or proved absent (`uncertain`) too often; `retry_after` says that a person or
/// a clock lets it go on all the same.
bool waits_for_person(const store::WriteRecord& write)
{
    const bool may_wait_for_ever =
        write.failure && (is_final(*write.failure) || write.failure == Errc::uncertain);
    return may_wait_for_ever && write.retry_after == TimePoint{};
}

} // namespace

store::Verdict verdict(OrderState state, std::string rule, std::optional<TimePoint> due_at)
{
    store::Verdict made;
    made.state = state;
    made.rule = std::move(rule);
    made.due_at = due_at;
    return made;
}

Decision differs(OrderState state, std::string rule, std::string difference, std::string detail,
                 std::optional<TimePoint> due_at)
{
    Decision decision;
    decision.verdict = verdict(state, std::move(rule), due_at);
    decision.verdict.difference = std::move(difference);
    decision.verdict.detail = std::move(detail);
    return decision;
}

Decision held(std::string rule, std::string difference, std::string detail)
{
    return differs(OrderState::held, std::move(rule), std::move(difference), std::move(detail));
}

Decision doing(StepKind kind, OrderState state, std::string rule)
{
    Decision decision;
    decision.verdict = verdict(state, std::move(rule));
    decision.step = Step{.kind = kind};
    return decision;
}

Decision looking_when_due(Decision waiting, StepKind look, const OrderView& view)
{
    if (waiting.verdict.due_at && *waiting.verdict.due_at <= view.context.now)
        waiting.step = Step{.kind = look};
    return waiting;
}

bool may_be_imported(const OrderView& view)
{
    const TimePoint started_at = view.context.started_at;
    return !view.is_confirmed(store::WriteKind::import_order) &&
           view.order.platform.assigned_at < started_at && view.order.erp_read_at < started_at;
}

bool comes_from_platform(const OrderView& view)
{
    return view.context.plan.waybill_source == WaybillSource::platform;
}

bool is_stale(const OrderView& view)
{
    const TimePoint read_at = view.order.platform.read_at;
    // What this process did not read itself may stand in an older copy of the ledger: since then
    // the one that was lost may have gone on.
    if (read_at < view.context.started_at)
        return true;
    // What lies in the future was read before the clock went back.
    return read_at + view.context.plan.strategy.download.fresh < view.context.now ||
           read_at > view.context.now;
}

TimePoint last_reading(const std::vector<const store::ErpFacts*>& facts, TimePoint now)
{
    TimePoint last = {};
    for (const auto* fact : facts)
        if (fact->read_at <= now)
            last = std::max(last, fact->read_at);
    return last;
}

Answer wait_for_retry(const OrderView& view, const store::WriteRecord* write, OrderState state,
                      const std::string& rule, const std::string& difference)
{
    if (write == nullptr)
        return std::nullopt;
    if (write->state == WriteState::given_up)
        return held(rule, difference, write->failure_text);
    if (write->state != WriteState::refused)
        return std::nullopt;
    if (waits_for_person(*write))
        return held(rule, difference, write->failure_text);
    if (view.context.now >= write->retry_after)
        return std::nullopt;
    // One loss or two are nothing; what vanishes again and again is shown while it is still tried.
    const bool is_shown =
        write->failure == Errc::uncertain && write->attempts >= absences_until_shown;
    return differs(state, rule, is_shown ? difference : "", write->failure_text,
                   write->retry_after);
}

} // namespace daifa::reconcile::rules

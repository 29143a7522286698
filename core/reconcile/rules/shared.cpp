#include "reconcile/judge.hpp"
#include "reconcile/rules/rules.hpp"

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

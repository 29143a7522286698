#include "reconcile/rules/rules.hpp"

namespace daifa::reconcile::rules {

using store::OrderState;
using store::WriteState;

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
    // In flight: its outcome makes the order due again.
    if (write->state == WriteState::claimed)
        return Decision{std::nullopt, verdict(state, rule)};
    if (write->state != WriteState::refused)
        return std::nullopt;
    const Errc failure = write->failure.value_or(Errc::unavailable);
    const bool is_final = failure == Errc::rejected || failure == Errc::not_found;
    if (is_final && write->retry_after == TimePoint{})
        return held(rule, difference, write->failure_text);
    if (view.context.now < write->retry_after)
        return differs(state, rule, "", write->failure_text, write->retry_after);
    return std::nullopt;
}

} // namespace daifa::reconcile::rules

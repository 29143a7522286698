#include "reconcile/turns.hpp"

#include <algorithm>

namespace daifa::reconcile {

using namespace std::chrono_literals;

void Turns::begin_round(TimePoint now)
{
    granted_.clear();
    // After the clock went back, nobody waits for turns of the future.
    if (now < round_at_)
        next_turn_.clear();
    planned_ = next_turn_;
    round_at_ = now;
}

const SideHealth& Turns::side_of(const Work& work) const
{
    return asks_erp(work) ? lane_.erp_health : lane_.platform_health;
}

bool Turns::is_stopped(const Work& work, TimePoint now) const
{
    return !side_of(work).is_open(now);
}

std::optional<store::Verdict> Turns::postpone(const Work& work, TimePoint now)
{
    if (work.step.kind == StepKind::begin_generation || work.step.kind == StepKind::adopt_order ||
        work.step.kind == StepKind::leave_parcel)
        return std::nullopt;
    if (auto later = wait_for_side(work, now))
        return later;
    return is_write(work.step.kind) ? wait_for_limit(work, now) : std::nullopt;
}

std::optional<store::Verdict> Turns::wait_for_side(const Work& work, TimePoint now) const
{
    if (!is_stopped(work, now))
        return std::nullopt;
    const SideHealth& health = side_of(work);
    const bool is_erp = asks_erp(work);
    store::Verdict later = work.verdict;
    later.rule = is_erp ? "erp.stopped" : "platform.stopped";
    later.detail = to_text(health.stop()->error);
    later.due_at = std::max(health.stop()->next_try, now + 1s);
    return later;
}

std::optional<store::Verdict> Turns::wait_for_limit(const Work& work, TimePoint now)
{
    // A claim is only made for what can be sent at once: a claim that waits in a queue would be
    // sent on facts that have grown old.
    const BudgetView& budget = asks_erp(work) ? lane_.erp_budget : lane_.platform_budget;
    const std::string& api = capability(lane_.platform.capabilities(), lane_.erp.capabilities(),
                                        write_kind(work.step.kind))
                                 .api;
    const Milliseconds spacing = budget.spacing(api);
    TimePoint& turn = planned_[api];
    const bool has_waited = work.order.verdict.rule == "limits";
    int& granted = granted_[api];
    const bool is_free = budget.free(api) > granted && (turn <= now || has_waited);
    if (is_free || spacing == Milliseconds(0)) {
        ++granted;
        return std::nullopt;
    }
    store::Verdict later = work.verdict;
    later.rule = "limits";
    later.detail = api;
    // Who has waited for a turn already and came a little early waits a little more.
    turn = std::max(turn, now) + (has_waited ? 0ms : spacing * 19 / 20);
    later.due_at = has_waited ? now + std::max(spacing / 4, Milliseconds(1)) : turn;
    return later;
}

} // namespace daifa::reconcile

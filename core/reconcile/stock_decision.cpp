#include "reconcile/stock_decision.hpp"

#include "reconcile/stock_judge.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;
using store::StockState;
using store::StockWrite;
using store::WriteState;

/// The platform's own figure needs a moment to show what was set.
constexpr Milliseconds read_back_after = 2s;

using StockAnswer = std::optional<StockDecision>;

/// The listing as the rules look at it, and what they found out on the way.
struct StockView {
    const store::StockItem& item;
    const StockContext& context;
    std::optional<std::int64_t> leveled = {};
    bool is_verified = false;
    bool is_not_taken = false;
};

StockDecision verdict(StockState state, std::string rule, std::optional<TimePoint> due_at = {})
{
    StockDecision decision;
    decision.verdict.state = state;
    decision.verdict.rule = std::move(rule);
    decision.verdict.due_at = due_at;
    return decision;
}

StockDecision held(std::string rule, std::string difference, std::string detail,
                   std::optional<TimePoint> due_at = {})
{
    StockDecision decision = verdict(StockState::held, std::move(rule), due_at);
    decision.verdict.difference = std::move(difference);
    decision.verdict.detail = std::move(detail);
    return decision;
}

StockDecision look(std::string rule, std::string detail, TimePoint now)
{
    StockDecision decision = verdict(StockState::sending, std::move(rule), now);
    decision.verdict.detail = std::move(detail);
    decision.step = StockStep::look;
    return decision;
}

Milliseconds delay_of(int attempts, const std::vector<Milliseconds>& delays)
{
    if (delays.empty())
        return 30s;
    const auto last = static_cast<int>(delays.size()) - 1;
    return delays[static_cast<std::size_t>(std::clamp(attempts - 1, 0, last))];
}

/// As for orders: once at once, then not before the request can no longer be on its way, then a
/// second time.
TimePoint next_look(const StockView& view, const StockWrite& write)
{
    const TimePoint now = view.context.now;
    const Milliseconds late = view.context.late_arrival;
    const TimePoint verify_after = verify_after_of(write, late);
    if (verify_after > now + late)
        return now;
    const TimePoint last = view.item.read_at;
    if (last < write.settled_at && write.settled_at <= now)
        return now;
    if (last < verify_after)
        return verify_after;
    return last + std::clamp(late / 12, Milliseconds(200), Milliseconds(5000));
}

StockAnswer verify_open(const StockView& view)
{
    const auto& write = view.item.write;
    if (!write)
        return std::nullopt;
    if (write->state == WriteState::claimed) {
        const TimePoint forgotten = write->claimed_at + store::claim_answer_max;
        if (view.context.now < forgotten)
            return verdict(StockState::sending, "stock.in_flight", forgotten);
        return look("stock.uncertain", write->failure_text, view.context.now);
    }
    if (write->state != WriteState::uncertain)
        return std::nullopt;
    const TimePoint at = next_look(view, *write);
    if (at <= view.context.now)
        return look("stock.uncertain", write->failure_text, view.context.now);
    auto wait = verdict(StockState::sending, "stock.uncertain", at);
    wait.verdict.detail = write->failure_text;
    return wait;
}

/// The platform says yes, and what it then has is what counts.
StockAnswer read_back(StockView& view)
{
    const auto& write = view.item.write;
    if (!write || write->state != WriteState::confirmed || write->is_verified)
        return std::nullopt;
    if (view.item.read_at <= write->settled_at) {
        const TimePoint at = write->settled_at > view.context.now
                                 ? view.context.now
                                 : write->settled_at + read_back_after;
        if (at > view.context.now)
            return verdict(StockState::sending, "stock.read_back", at);
        return look("stock.read_back", "", view.context.now);
    }
    view.is_verified = has_taken(*write, view.item.quantity);
    view.is_not_taken = !view.is_verified;
    if (view.is_verified)
        view.leveled = write->quantity;
    return std::nullopt;
}

bool is_excepted(const store::StockItem& item, const std::vector<std::string>& except)
{
    return std::ranges::any_of(except, [&](const std::string& code) {
        return code == item.sku_code || code == item.item || code == to_text(item.id);
    });
}

StockAnswer leave_alone(const StockView& view)
{
    if (!view.item.is_listed)
        return verdict(StockState::skipped, "stock.gone");
    if (!view.context.strategy.is_enabled)
        return verdict(StockState::skipped, "stock.enabled");
    if (is_excepted(view.item, view.context.strategy.except))
        return verdict(StockState::skipped, "stock.except");
    return std::nullopt;
}

StockAnswer find_in_erp(const StockView& view)
{
    if (view.item.item.empty())
        return held("stock.items", "stock_unmapped", "");
    if (!view.context.full_at)
        return verdict(StockState::waiting, "stock.erp_unread");
    if (view.item.levels.empty())
        return held("stock.items", "stock_unmapped", view.item.item);
    // A code that is mistyped must not make everything count as sold out.
    for (const auto& code : view.context.strategy.warehouses)
        if (!view.context.warehouses.contains(code))
            return held("stock.warehouses", "stock_warehouse_unknown", code);
    return std::nullopt;
}

std::int64_t base_of(const StockView& view)
{
    const auto& counted = view.context.strategy.warehouses;
    std::int64_t base = 0;
    for (const auto& level : view.item.levels)
        if (counted.empty() || std::ranges::find(counted, level.warehouse) != counted.end())
            base += level.usable;
    return base;
}

/// The platform sold some, and the ERP did not hear of it yet: setting the old quantity once more
/// would sell them twice. Only a later reading of everything puts it back.
bool is_sold(const StockView& view, std::int64_t wanted)
{
    const auto& full_at = view.context.full_at;
    return view.leveled == wanted && view.item.quantity < wanted &&
           !(full_at && *full_at > view.item.quantity_since);
}

/// A refusal, or an effect that did not show: again later, or when a person says so.
StockAnswer wait_after_failure(const StockView& view, std::int64_t wanted)
{
    const auto& write = view.item.write;
    const TimePoint now = view.context.now;
    if (view.is_not_taken) {
        const TimePoint at = write->settled_at + delay_of(write->attempts, view.context.delays);
        if (at > now)
            return held("stock.retry", "stock_not_taken", std::to_string(write->quantity), at);
        return std::nullopt;
    }
    if (!write || write->state != WriteState::refused)
        return std::nullopt;
    if (write->retry_after > now)
        return held("stock.retry", "stock_refused", write->failure_text, write->retry_after);
    const bool is_final = write->retry_after == TimePoint{} && write->quantity == wanted;
    const bool is_new_day = view.context.full_at && *view.context.full_at > write->settled_at;
    if (is_final && !is_new_day)
        return held("stock.refused", "stock_refused", write->failure_text);
    return std::nullopt;
}

StockAnswer wait_for_person(const StockView& view, std::int64_t wanted)
{
    const StockStrategy& strategy = view.context.strategy;
    const bool is_approved = view.item.approved == wanted && strategy.mode != RepairMode::observe;
    const std::int64_t change = std::abs(wanted - view.item.quantity);
    if (strategy.change_max && change > *strategy.change_max && !is_approved)
        return held("stock.change_max", "stock_change_capped", std::to_string(change));
    if (strategy.mode != RepairMode::repair && !is_approved) {
        auto decision = verdict(StockState::differs, "stock.mode");
        decision.verdict.difference = "stock_differs";
        return decision;
    }
    // Who asks for it by name has seen why it was refused.
    return is_approved ? std::nullopt : wait_after_failure(view, wanted);
}

StockDecision level(StockView& view, std::int64_t wanted)
{
    if (view.item.quantity == wanted) {
        view.leveled = wanted;
        return verdict(StockState::equal, "stock");
    }
    if (is_sold(view, wanted))
        return verdict(StockState::waiting, "stock.sold");
    if (auto wait = wait_for_person(view, wanted))
        return *wait;
    StockDecision send = verdict(StockState::sending, "stock", view.context.now);
    send.step = StockStep::send;
    send.quantity = wanted;
    const auto& write = view.item.write;
    const bool is_again = write && (view.is_not_taken || write->state == WriteState::refused);
    send.attempts = is_again ? write->attempts + 1 : 1;
    return send;
}

StockDecision decide_viewed(StockView& view)
{
    if (auto answer = verify_open(view))
        return *answer;
    if (auto answer = read_back(view))
        return *answer;
    if (auto answer = leave_alone(view))
        return *answer;
    if (auto answer = find_in_erp(view))
        return *answer;
    const std::int64_t base = base_of(view);
    const std::int64_t wanted = wanted_quantity(base, view.context.strategy);
    StockDecision decision = level(view, wanted);
    decision.verdict.base = base;
    decision.verdict.wanted = wanted;
    return decision;
}

} // namespace

StockDecision decide_stock(const store::StockItem& item, const StockContext& context)
{
    StockView view{item, context, item.leveled};
    StockDecision decision = decide_viewed(view);
    decision.verdict.leveled = view.leveled;
    decision.verdict.is_verified = view.is_verified;
    return decision;
}

std::int64_t wanted_quantity(std::int64_t base, const StockStrategy& strategy)
{
    const std::int64_t available = std::max<std::int64_t>(base - strategy.safety, 0);
    std::int64_t wanted = available * strategy.percent / 100 + strategy.plus;
    wanted = std::max(wanted, strategy.min);
    if (strategy.max)
        wanted = std::min(wanted, *strategy.max);
    return std::max<std::int64_t>(wanted, 0);
}

} // namespace daifa::reconcile

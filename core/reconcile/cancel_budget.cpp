#include "reconcile/cancel_budget.hpp"

#include <algorithm>
#include <iterator>

namespace daifa::reconcile {
namespace {

constexpr std::int64_t free_until = 500;
constexpr std::int64_t percent_max = 20;

} // namespace

std::optional<std::int64_t> cancellations_left(const WaybillContract& contract, std::int64_t begun)
{
    if (contract.taken <= free_until)
        return std::nullopt;
    const std::int64_t most = contract.taken * percent_max / 100;
    return std::max<std::int64_t>(most - contract.cancelled - begun, 0);
}

std::int64_t begun_cancellations(const WaybillDesk& desk, const std::string& carrier_code)
{
    const auto found = desk.cancellations.find(carrier_code);
    return found == desk.cancellations.end() ? 0 : std::ssize(found->second);
}

CancelBudget cancel_budget(const WaybillDesk& desk, const std::string& carrier_code,
                           const SenderAddress& sender)
{
    const std::int64_t begun = begun_cancellations(desk, carrier_code);
    std::optional<CancelBudget> best;
    for (const auto& contract : desk.contracts) {
        if (contract.carrier_code != carrier_code || !ships_from(contract, sender))
            continue;
        CancelBudget budget{cancellations_left(contract, begun), contract.branch_name,
                            contract.taken, contract.cancelled + begun};
        if (!budget.left)
            return budget;
        if (!best || *budget.left > *best->left)
            best = std::move(budget);
    }
    return best.value_or(CancelBudget{});
}

std::string to_text(const CancelBudget& budget)
{
    return "branch " + budget.branch + ": " + std::to_string(budget.cancelled) + " of " +
           std::to_string(budget.taken) + " numbers are cancelled, " + std::to_string(percent_max) +
           " % may be";
}

} // namespace daifa::reconcile

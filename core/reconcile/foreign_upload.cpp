#include "reconcile/foreign_upload.hpp"

#include "reconcile/rules/rules.hpp"
#include "reconcile/work.hpp"

namespace daifa::reconcile {

awaitable<Adoption> adopt_uploads(Lane& lane, OrderId id, std::vector<WaybillNumber> numbers,
                                  std::string cause)
{
    const auto order = co_await lane.ledger.find_order(lane.shop, id);
    const DecideContext context = lane.decide_context();
    if (!order || decide(*order, context).verdict.difference != "uploaded_by_other")
        co_return Adoption::not_foreign;
    const auto steps = rules::uploads_of(OrderView(*order, context), numbers);
    if (steps.empty())
        co_return Adoption::unknown_parcel;

    std::vector<store::Claim> claims;
    std::vector<store::Settlement> settlements;
    for (const auto& step : steps) {
        claims.push_back(to_claim(*order, step));
        store::Settlement settlement;
        settlement.order = id;
        settlement.key = step.key;
        settlement.failure_text = cause;
        settlements.push_back(std::move(settlement));
    }
    const auto outcomes =
        co_await lane.ledger.claim(lane.shop, std::move(claims), lane.clock.now());
    // Those that were claimed are true all the same. A stop in between leaves them to be verified.
    std::vector<store::Settlement> claimed;
    for (std::size_t i = 0; i < outcomes.size(); ++i)
        if (outcomes[i] == store::ClaimOutcome::claimed)
            claimed.push_back(std::move(settlements[i]));
    const bool is_whole = claimed.size() == steps.size();
    co_await lane.ledger.settle(lane.shop, std::move(claimed), lane.clock.now());
    co_return is_whole ? Adoption::adopted : Adoption::clash;
}

} // namespace daifa::reconcile

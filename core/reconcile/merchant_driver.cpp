#include "reconcile/merchant_driver.hpp"

#include "reconcile/judge.hpp"
#include "reconcile/pace.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;
using store::WriteState;

store::MerchantVerdictUpdate to_update(const store::MerchantRecord& record,
                                       store::MerchantVerdict verdict)
{
    store::MerchantVerdictUpdate update;
    update.order = record.order.number;
    update.revision = record.revision;
    update.verdict = std::move(verdict);
    return update;
}

} // namespace

MerchantContext MerchantDriver::context() const
{
    return {*shop_.plan,
            shop_.platform.capabilities().ship.late_arrival,
            shop_.carriers,
            shop_.addresses,
            shop_.clock.now(),
            shop_.erp != nullptr,
            shop_.platform.capabilities().merchant_changes.time_step};
}

awaitable<void> MerchantDriver::doubt_cut_off_writes()
{
    if (has_doubted_)
        co_return;
    const Milliseconds late = shop_.platform.capabilities().ship.late_arrival;
    const auto doubted =
        co_await shop_.ledger.merchant().doubt_claimed_writes(shop_.shop, shop_.clock.now(), late);
    has_doubted_ = true;
    if (doubted > 0)
        shop_.log.warning("shipments cut off by the last stop will be verified",
                          {{"shop", shop_.shop}, {"writes", doubted}});
}

awaitable<std::optional<Milliseconds>> MerchantDriver::run()
{
    co_await doubt_cut_off_writes();
    for (int batches = 0; batches < batches_max; ++batches) {
        if (shop_.is_stopping)
            co_return std::nullopt;
        const bool has_worked = co_await run_batch();
        if (!has_worked)
            break;
    }
    const auto next = co_await shop_.ledger.merchant().find_next_due(shop_.shop);
    if (!next)
        co_return std::nullopt;
    co_return std::max<Milliseconds>(*next - shop_.clock.now(), 1ms);
}

awaitable<bool> MerchantDriver::run_batch()
{
    auto due = co_await shop_.ledger.merchant().load_due(shop_.shop, shop_.clock.now(), batch_max);
    if (due.empty())
        co_return false;
    std::vector<store::MerchantVerdictUpdate> verdicts;
    std::vector<Work> looks;
    std::vector<Work> erp_looks;
    std::vector<Work> shipments;
    const MerchantContext known = context();
    for (auto& record : due) {
        MerchantDecision decision = decide_merchant(record, known);
        if (decision.step == MerchantStep::wait) {
            verdicts.push_back(to_update(record, std::move(decision.verdict)));
            continue;
        }
        std::vector<Work>& works = decision.step == MerchantStep::look       ? looks
                                   : decision.step == MerchantStep::look_erp ? erp_looks
                                                                             : shipments;
        Work work;
        work.record = std::move(record);
        work.decision = std::move(decision);
        works.push_back(std::move(work));
    }
    if (!verdicts.empty())
        co_await shop_.ledger.merchant().save_verdicts(shop_.shop, std::move(verdicts), known.now);
    co_await look_at_all(std::move(looks));
    co_await look_at_erp(std::move(erp_looks));
    co_await ship_all(std::move(shipments));
    co_return true;
}

awaitable<void> MerchantDriver::postpone(std::vector<Work> works, TimePoint until, std::string rule,
                                         std::string detail)
{
    std::vector<store::MerchantVerdictUpdate> updates;
    for (auto& work : works) {
        store::MerchantVerdict verdict = std::move(work.decision.verdict);
        if (!rule.empty())
            verdict.rule = rule;
        if (!detail.empty())
            verdict.detail = detail;
        verdict.due_at = until;
        updates.push_back(to_update(work.record, std::move(verdict)));
    }
    if (!updates.empty())
        co_await shop_.ledger.merchant().save_verdicts(shop_.shop, std::move(updates),
                                                       shop_.clock.now());
}

awaitable<void> MerchantDriver::look_at_all(std::vector<Work> works)
{
    std::size_t next = 0;
    while (next < works.size() && !shop_.is_stopping) {
        if (const auto stop = stop_of(shop_.platform_health, shop_.clock.now())) {
            std::vector<Work> rest(
                std::make_move_iterator(works.begin() + static_cast<std::ptrdiff_t>(next)),
                std::make_move_iterator(works.end()));
            std::string why = to_text(stop->second);
            co_await postpone(std::move(rest), stop->first, "platform.stopped", std::move(why));
            co_return;
        }
        for (std::size_t i = 0; i < calls_max && next < works.size(); ++i)
            tasks_.spawn("get_order", look(std::move(works[next++])));
        co_await tasks_.wait_until(0);
        if (const auto failure = std::exchange(failure_, nullptr))
            std::rethrow_exception(failure);
        auto unread = std::move(unread_);
        unread_.clear();
        const TimePoint later = shop_.clock.now() + after_failed_look;
        co_await postpone(std::move(unread), later, "", "");
    }
}

awaitable<void> MerchantDriver::look(Work work)
{
    try {
        store::MerchantRecord record = work.record;
        const auto looked = co_await observer_.look(std::move(record));
        if (!looked)
            unread_.push_back(std::move(work));
    } catch (...) {
        // A ledger that fails ends the round, so that nobody looks again without a pause.
        failure_ = std::current_exception();
    }
}

awaitable<void> MerchantDriver::look_at_erp(std::vector<Work> works)
{
    if (works.empty() || shop_.is_stopping)
        co_return;
    if (const auto stop = stop_of(shop_.erp_health, shop_.clock.now())) {
        std::string why = to_text(stop->second);
        co_await postpone(std::move(works), stop->first, "erp.stopped", std::move(why));
        co_return;
    }
    std::vector<std::string> numbers;
    for (const auto& work : works)
        numbers.push_back(work.record.order.number);
    const auto looked = co_await observer_.look_at_erp(std::move(numbers));
    if (looked)
        co_return;
    const TimePoint later = shop_.clock.now() + after_failed_look;
    co_await postpone(std::move(works), later, "", "");
}

awaitable<void> MerchantDriver::ship_all(std::vector<Work> works)
{
    const std::string api = shop_.platform.capabilities().ship.api;
    std::size_t next = 0;
    while (next < works.size() && !shop_.is_stopping) {
        std::vector<Work> rest;
        const auto stop = stop_of(shop_.platform_health, shop_.clock.now());
        const int free = shop_.platform_budget.free(api);
        if (stop || free < 1) {
            rest.assign(std::make_move_iterator(works.begin() + static_cast<std::ptrdiff_t>(next)),
                        std::make_move_iterator(works.end()));
            const TimePoint turn = shop_.clock.now() +
                                   std::max<Milliseconds>(shop_.platform_budget.spacing(api), 10ms);
            std::string why = stop ? to_text(stop->second) : api;
            co_await postpone(std::move(rest), stop ? stop->first : turn,
                              stop ? "platform.stopped" : "limits", std::move(why));
            co_return;
        }
        // A claim is only made for what can be sent at once.
        const std::size_t size =
            std::min({works.size() - next, calls_max, static_cast<std::size_t>(free)});
        for (std::size_t i = 0; i < size; ++i)
            rest.push_back(std::move(works[next + i]));
        next += size;
        co_await ship_chunk(std::move(rest));
    }
}

awaitable<void> MerchantDriver::ship_chunk(std::vector<Work> chunk)
{
    std::vector<store::MerchantClaim> claims;
    for (const auto& work : chunk) {
        store::MerchantClaim claim;
        claim.revision = work.record.revision;
        claim.shipment = work.decision.shipment;
        claim.attempts = work.decision.attempts;
        claim.verdict = work.decision.verdict;
        claims.push_back(std::move(claim));
    }
    const auto claimed =
        co_await shop_.ledger.merchant().claim(shop_.shop, std::move(claims), shop_.clock.now());
    for (std::size_t i = 0; i < chunk.size(); ++i)
        if (claimed[i])
            tasks_.spawn("ship", ship(std::move(chunk[i])));
    co_await tasks_.wait_until(0);
    auto settled = std::move(settled_);
    settled_.clear();
    if (!settled.empty())
        co_await shop_.ledger.merchant().settle(shop_.shop, std::move(settled), shop_.clock.now());
}

awaitable<void> MerchantDriver::ship(Work work)
{
    const auto receipt = co_await shop_.desk()->ship(work.decision.shipment);
    if (!receipt) {
        settled_.push_back(settle_failure(work, receipt.error()));
        co_return;
    }
    ++shop_.counters.writes_confirmed;
    const OnlineShipment& sent = work.decision.shipment;
    shop_.log.info("shipped online", {{"shop", shop_.shop},
                                      {"order", sent.order},
                                      {"number", subject_of(sent.carrier_code, sent.number)},
                                      {"request", receipt->request_id}});
    store::ShipSettlement settlement;
    settlement.order = sent.order;
    settlement.request_id = receipt->request_id;
    settled_.push_back(std::move(settlement));
}

store::ShipSettlement MerchantDriver::settle_failure(const Work& work, const Error& error)
{
    const TimePoint now = shop_.clock.now();
    const Milliseconds retry_in = schedule::backoff(
        work.decision.attempts, shop_.plan->strategy.retry.delays, error.retry_after, shop_.random);
    const auto judged = settle_by_error(OrderId(), {}, error, now,
                                        shop_.platform.capabilities().ship.late_arrival, retry_in);
    ++(judged.state == WriteState::refused ? shop_.counters.writes_refused
                                           : shop_.counters.writes_uncertain);
    const OnlineShipment& sent = work.decision.shipment;
    shop_.log.warning("shipment not confirmed",
                      {{"shop", shop_.shop},
                       {"order", sent.order},
                       {"number", subject_of(sent.carrier_code, sent.number)},
                       {"outcome", store::to_text(judged.state)},
                       {"error", error}});
    store::ShipSettlement settlement;
    settlement.order = sent.order;
    settlement.state = judged.state;
    settlement.request_id = judged.request_id;
    settlement.failure = judged.failure;
    settlement.failure_text = judged.failure_text;
    settlement.verify_after = judged.verify_after;
    settlement.retry_after = judged.retry_after;
    return settlement;
}

} // namespace daifa::reconcile

#include "reconcile/stock_driver.hpp"

#include "reconcile/judge.hpp"
#include "reconcile/pace.hpp"
#include "reconcile/stock_judge.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;
using store::WriteState;

store::StockVerdictUpdate to_update(const store::StockItem& item, store::StockVerdict verdict)
{
    store::StockVerdictUpdate update;
    update.id = item.id;
    update.revision = item.revision;
    update.verdict = std::move(verdict);
    return update;
}

} // namespace

StockContext StockDriver::context() const
{
    return {lane_.plan->strategy.stock,
            lane_.plan->strategy.retry.delays,
            lane_.platform.capabilities().set_quantity.late_arrival,
            lane_.clock.now(),
            desk_.full_at,
            desk_.warehouses};
}

awaitable<void> StockDriver::doubt_cut_off_writes()
{
    if (has_doubted_)
        co_return;
    const Milliseconds late = lane_.platform.capabilities().set_quantity.late_arrival;
    const auto doubted =
        co_await lane_.ledger.stock().doubt_claimed_writes(lane_.shop, lane_.clock.now(), late);
    has_doubted_ = true;
    if (doubted > 0)
        lane_.log.warning("stock writes cut off by the last stop will be verified",
                          {{"shop", lane_.shop}, {"writes", doubted}});
}

awaitable<std::optional<Milliseconds>> StockDriver::run()
{
    if (lane_.platform.listings() == nullptr)
        co_return std::nullopt;
    co_await doubt_cut_off_writes();
    for (int batches = 0; batches < batches_max; ++batches) {
        if (desk_.is_stopping)
            co_return std::nullopt;
        const bool has_worked = co_await run_batch();
        if (!has_worked)
            break;
    }
    const auto next = co_await lane_.ledger.stock().find_next_due(lane_.shop);
    if (!next)
        co_return std::nullopt;
    co_return std::max<Milliseconds>(*next - lane_.clock.now(), 1ms);
}

awaitable<bool> StockDriver::run_batch()
{
    auto items = co_await lane_.ledger.stock().load_due(lane_.shop, lane_.clock.now(), batch_max);
    if (items.empty())
        co_return false;
    std::vector<store::StockVerdictUpdate> verdicts;
    std::vector<Work> looks;
    std::vector<Work> sends;
    const StockContext known = context();
    for (auto& item : items) {
        StockDecision decision = decide_stock(item, known);
        if (decision.step == StockStep::wait)
            verdicts.push_back(to_update(item, std::move(decision.verdict)));
        else if (decision.step == StockStep::look)
            looks.push_back({std::move(item), std::move(decision)});
        else
            sends.push_back({std::move(item), std::move(decision)});
    }
    if (!verdicts.empty())
        co_await lane_.ledger.stock().save_verdicts(lane_.shop, std::move(verdicts), known.now);
    co_await look_at_all(std::move(looks));
    co_await send_all(std::move(sends));
    co_return true;
}

std::optional<std::pair<TimePoint, Error>> StockDriver::find_stop(const SideHealth& own) const
{
    const TimePoint now = lane_.clock.now();
    if (auto stop = stop_of(lane_.platform_health, now))
        return stop;
    return stop_of(own, now);
}

awaitable<void> StockDriver::postpone(std::vector<Work> works, TimePoint until, std::string rule,
                                      std::string detail)
{
    std::vector<store::StockVerdictUpdate> updates;
    for (auto& work : works) {
        store::StockVerdict verdict = std::move(work.decision.verdict);
        verdict.rule = rule;
        verdict.detail = detail;
        verdict.due_at = until;
        updates.push_back(to_update(work.item, std::move(verdict)));
    }
    if (!updates.empty())
        co_await lane_.ledger.stock().save_verdicts(lane_.shop, std::move(updates),
                                                    lane_.clock.now());
}

awaitable<void> StockDriver::send_all(std::vector<Work> works)
{
    const auto& api = lane_.platform.capabilities().set_quantity.api;
    std::size_t next = 0;
    while (next < works.size() && !desk_.is_stopping) {
        std::vector<Work> rest;
        const auto stop = find_stop(desk_.writes);
        const int free = lane_.platform_budget.free(api);
        if (stop || free < 1) {
            rest.assign(std::make_move_iterator(works.begin() + static_cast<std::ptrdiff_t>(next)),
                        std::make_move_iterator(works.end()));
            const TimePoint turn =
                lane_.clock.now() + std::max(lane_.platform_budget.spacing(api), 10ms);
            const std::string why = stop ? to_text(stop->second) : api;
            co_await postpone(std::move(rest), stop ? stop->first : turn,
                              stop ? "platform.stopped" : "limits", why);
            co_return;
        }
        // A claim is only made for what can be sent at once.
        const std::size_t size =
            std::min({works.size() - next, calls_max, static_cast<std::size_t>(free)});
        for (std::size_t i = 0; i < size; ++i)
            rest.push_back(std::move(works[next + i]));
        next += size;
        co_await send_chunk(std::move(rest));
    }
}

awaitable<void> StockDriver::send_chunk(std::vector<Work> chunk)
{
    std::vector<store::StockClaim> claims;
    for (const auto& work : chunk) {
        store::StockClaim claim;
        claim.id = work.item.id;
        claim.revision = work.item.revision;
        claim.quantity = work.decision.quantity;
        claim.attempts = work.decision.attempts;
        claim.verdict = work.decision.verdict;
        claims.push_back(std::move(claim));
    }
    const auto claimed =
        co_await lane_.ledger.stock().claim(lane_.shop, std::move(claims), lane_.clock.now());
    for (std::size_t i = 0; i < chunk.size(); ++i)
        if (claimed[i])
            tasks_.spawn("set_quantity", send(std::move(chunk[i])));
    co_await tasks_.wait_until(0);
    auto settled = std::move(settled_);
    settled_.clear();
    if (!settled.empty())
        co_await lane_.ledger.stock().settle(lane_.shop, std::move(settled), lane_.clock.now());
}

awaitable<void> StockDriver::send(Work work)
{
    const auto receipt =
        co_await lane_.platform.listings()->set_quantity(work.item.id, work.decision.quantity);
    if (!receipt) {
        settled_.push_back(settle_failure(work, receipt.error()));
        co_return;
    }
    desk_.writes.note_success();
    ++desk_.counters.writes_confirmed;
    lane_.log.info("stock set", {{"shop", lane_.shop},
                                 {"listing", to_text(work.item.id)},
                                 {"quantity", work.decision.quantity},
                                 {"request", receipt->request_id}});
    store::StockSettlement settlement;
    settlement.id = work.item.id;
    settlement.request_id = receipt->request_id;
    settled_.push_back(std::move(settlement));
}

store::StockSettlement StockDriver::settle_failure(const Work& work, const Error& error)
{
    const TimePoint now = lane_.clock.now();
    const std::string name = to_text(work.item.id);
    desk_.writes.note_failure(error, now, name);
    const auto judged = settle_by_error(
        OrderId(), {}, error, now, lane_.platform.capabilities().set_quantity.late_arrival,
        lane_.wait_before_retry(work.decision.attempts, error.retry_after));
    ++(judged.state == WriteState::refused ? desk_.counters.writes_refused
                                           : desk_.counters.writes_uncertain);
    lane_.log.warning("stock not confirmed", {{"shop", lane_.shop},
                                              {"listing", name},
                                              {"quantity", work.decision.quantity},
                                              {"outcome", store::to_text(judged.state)},
                                              {"error", error}});
    store::StockSettlement settlement;
    settlement.id = work.item.id;
    settlement.state = judged.state;
    settlement.request_id = judged.request_id;
    settlement.failure = judged.failure;
    settlement.failure_text = judged.failure_text;
    settlement.verify_after = judged.verify_after;
    settlement.retry_after = judged.retry_after;
    return settlement;
}

awaitable<void> StockDriver::look_at_all(std::vector<Work> works)
{
    std::size_t next = 0;
    while (next < works.size() && !desk_.is_stopping) {
        if (const auto stop = find_stop(desk_.shelf)) {
            std::vector<Work> rest(
                std::make_move_iterator(works.begin() + static_cast<std::ptrdiff_t>(next)),
                std::make_move_iterator(works.end()));
            const std::string why = to_text(stop->second);
            co_await postpone(std::move(rest), stop->first, "platform.stopped", why);
            co_return;
        }
        for (std::size_t i = 0; i < calls_max && next < works.size(); ++i)
            tasks_.spawn("get_listing", look(std::move(works[next++])));
        co_await tasks_.wait_until(0);
        auto looked = std::move(looked_);
        looked_.clear();
        for (auto& look : looked)
            co_await lane_.ledger.stock().record_look(lane_.shop, std::move(look),
                                                      lane_.clock.now());
        auto unread = std::move(unread_);
        unread_.clear();
        const TimePoint later = lane_.clock.now() + after_failed_look;
        co_await postpone(std::move(unread), later, "stock.look", "");
    }
}

awaitable<void> StockDriver::look(Work work)
{
    store::StockLook look;
    look.id = work.item.id;
    look.began = lane_.clock.now();
    auto listing = co_await lane_.platform.listings()->get_listing(work.item.id);
    if (!listing && listing.error().code != Errc::not_found) {
        desk_.shelf.note_failure(listing.error(), lane_.clock.now(), to_text(work.item.id));
        unread_.push_back(std::move(work));
        co_return;
    }
    desk_.shelf.note_success();
    const auto& write = work.item.write;
    const bool is_open =
        write && (write->state == WriteState::claimed || write->state == WriteState::uncertain);
    if (listing && is_open)
        look.settlement = settle_by_look(work.item, listing->quantity, look.began,
                                         lane_.platform.capabilities().set_quantity.late_arrival,
                                         lane_.wait_before_retry(write->attempts));
    if (!listing && is_open) {
        store::StockSettlement gone;
        gone.id = work.item.id;
        gone.state = WriteState::refused;
        gone.failure = Errc::not_found;
        gone.failure_text = to_text(listing.error());
        look.settlement = std::move(gone);
    }
    if (listing)
        look.listing = std::move(*listing);
    looked_.push_back(std::move(look));
}

} // namespace daifa::reconcile

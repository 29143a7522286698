#include "reconcile/looks.hpp"

#include "reconcile/judge.hpp"
#include "schedule/task_group.hpp"

#include <algorithm>
#include <exception>

namespace daifa::reconcile {
namespace {

constexpr int looks_at_once = 16;

/// Of a look that failed: does it say something about the orders that were looked for?
bool is_about_the_orders(Errc code)
{
    return code == Errc::bad_response || code == Errc::rejected || code == Errc::not_found;
}

} // namespace

std::optional<store::WriteRecord> Looks::write_to_verify(const Work& work, TimePoint began) const
{
    const auto* found = find_write(work.order, work.step.key);
    if (work.step.kind != StepKind::verify || found == nullptr)
        return std::nullopt;
    store::WriteRecord write = *found;
    const TimePoint latest =
        began + capability(lane_.platform.capabilities(), lane_.erp.capabilities(), write.kind)
                    .late_arrival;
    // A claim that was forgotten is as uncertain as a lost answer from now on; and so is what
    // became uncertain before the clock went back.
    if (write.state == store::WriteState::claimed || write.verify_after > latest)
        write.verify_after = latest;
    return write;
}

bool Looks::may_ask(const SideHealth& side) const
{
    return !lane_.is_stopping && side.is_open(lane_.clock.now());
}

awaitable<void> Looks::look_at_platform(std::vector<Work> works)
{
    if (works.empty())
        co_return;
    schedule::TaskGroup looks(executor_, lane_.log);
    // A ledger that fails ends the round, so that nobody looks again without a pause.
    std::exception_ptr failure;
    const auto look = [&](Work work) -> awaitable<void> {
        try {
            co_await look_at_platform_once(std::move(work));
        } catch (...) {
            failure = std::current_exception();
        }
    };
    for (auto& work : works) {
        co_await looks.wait_until(looks_at_once - 1);
        if (!may_ask(lane_.platform_health))
            break;
        looks.spawn("look at platform", look(std::move(work)));
    }
    co_await looks.wait_until(0);
    if (failure)
        std::rethrow_exception(failure);
}

awaitable<void> Looks::look_at_platform_once(Work work)
{
    const TimePoint began = lane_.clock.now();
    if (const auto label = write_to_verify(work, began); label && is_about_label(label->kind)) {
        co_await verify_label(std::move(work), *label);
        co_return;
    }
    auto order = co_await platform_.look(work.order.id);
    if (!order) {
        std::vector<Work> works;
        works.push_back(std::move(work));
        co_await put_off(std::move(works), order.error());
        co_return;
    }
    const auto write = write_to_verify(work, began);
    if (!write)
        co_return;
    const Evidence evidence = judge_by_platform(*write, *order);
    std::vector<store::Settlement> settled;
    settled.push_back(settle_by_evidence(work.order, *write, evidence, began,
                                         lane_.wait_before_retry(write->attempts)));
    co_await lane_.ledger.settle(lane_.shop, std::move(settled), lane_.clock.now());
}

awaitable<void> Looks::verify_label(Work work, store::WriteRecord write)
{
    auto settled = co_await labels_.verify(std::move(work), std::move(write));
    co_await lane_.ledger.settle(lane_.shop, std::move(settled), lane_.clock.now());
}

awaitable<void> Looks::look_at_erp(std::vector<Work> works)
{
    const std::size_t numbers_max =
        std::max<std::size_t>(lane_.erp.capabilities().find_orders_max, 1);
    std::vector<Work> group;
    std::size_t numbers = 0;
    for (auto& work : works) {
        if (!may_ask(lane_.erp_health))
            co_return;
        const auto needed = static_cast<std::size_t>(generations_to_find(work.order));
        if (!group.empty() && numbers + needed > numbers_max) {
            co_await look_at_erp_once(std::move(group));
            group = std::vector<Work>();
            numbers = 0;
        }
        numbers += needed;
        group.push_back(std::move(work));
    }
    if (!group.empty() && may_ask(lane_.erp_health))
        co_await look_at_erp_once(std::move(group));
}

awaitable<void> Looks::look_at_erp_once(std::vector<Work> works)
{
    const TimePoint began = lane_.clock.now();
    std::vector<store::OrderRecord> orders;
    for (const auto& work : works)
        orders.push_back(work.order);
    auto rows = co_await erp_.look(std::move(orders));
    if (!rows) {
        if (works.size() > 1 && is_about_the_orders(rows.error().code))
            co_await look_at_erp_singly(std::move(works));
        else
            co_await put_off(std::move(works), rows.error());
        co_return;
    }
    std::vector<store::Settlement> settled;
    for (const auto& work : works) {
        const auto write = write_to_verify(work, began);
        if (!write)
            continue;
        const Evidence evidence = judge_by_erp(work.order, *write, *rows);
        settled.push_back(settle_by_evidence(work.order, *write, evidence, began,
                                             lane_.wait_before_retry(write->attempts)));
    }
    if (!settled.empty())
        co_await lane_.ledger.settle(lane_.shop, std::move(settled), lane_.clock.now());
}

awaitable<void> Looks::look_at_erp_singly(std::vector<Work> works)
{
    for (auto& work : works) {
        std::vector<Work> single;
        single.push_back(std::move(work));
        co_await look_at_erp_once(std::move(single));
    }
}

awaitable<void> Looks::put_off(std::vector<Work> works, Error error)
{
    std::vector<store::Ledger::VerdictUpdate> updates;
    const TimePoint now = lane_.clock.now();
    for (auto& work : works) {
        // A few losses in a row are nothing; what stays unreadable is asked ever more rarely.
        const int attempts = work.order.verdict.difference == "unverifiable" ? 3 : 1;
        auto update = to_update(std::move(work));
        update.verdict.detail = to_text(error);
        if (error.code == Errc::not_found || error.code == Errc::rejected)
            update.verdict.difference = "unverifiable";
        update.verdict.due_at = now + lane_.wait_before_retry(attempts, error.retry_after);
        updates.push_back(std::move(update));
    }
    co_await lane_.ledger.save_verdicts(lane_.shop, std::move(updates), now);
}

} // namespace daifa::reconcile

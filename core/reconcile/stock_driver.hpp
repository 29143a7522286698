#pragma once

#include "reconcile/stock_decision.hpp"
#include "reconcile/stock_desk.hpp"
#include "schedule/task_group.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <optional>
#include <vector>

namespace daifa::reconcile {

/// Carries out what `decide_stock` says for the listings that are due.
class StockDriver {
public:
    StockDriver(Lane& lane, StockDesk& desk, boost::asio::any_io_executor executor)
        : lane_(lane), desk_(desk), tasks_(std::move(executor), lane.log)
    {
    }

    /// Works until nothing is due; says when the next listing will be.
    awaitable<std::optional<Milliseconds>> run();

    /// Waits for what is in flight.
    awaitable<void> drain() { return tasks_.wait_until(0); }
    StockContext context() const;

private:
    struct Work {
        store::StockItem item = {};
        StockDecision decision = {};
    };

    awaitable<void> doubt_cut_off_writes();
    /// False when there was nothing to do.
    awaitable<bool> run_batch();
    awaitable<void> postpone(std::vector<Work> works, TimePoint until, std::string rule,
                             std::string detail);
    awaitable<void> send_all(std::vector<Work> works);
    awaitable<void> send_chunk(std::vector<Work> chunk);
    awaitable<void> send(Work work);
    awaitable<void> look_at_all(std::vector<Work> works);
    awaitable<void> look(Work work);
    store::StockSettlement settle_failure(const Work& work, const Error& error);
    /// Until when, and why, neither looks nor writes can be made.
    std::optional<std::pair<TimePoint, Error>> find_stop(const SideHealth& own) const;

    Lane& lane_;
    StockDesk& desk_;
    schedule::TaskGroup tasks_;
    bool has_doubted_ = false;
    std::vector<store::StockSettlement> settled_;
    std::vector<store::StockLook> looked_;
    std::vector<Work> unread_;
};

} // namespace daifa::reconcile

#pragma once

#include "reconcile/merchant_decision.hpp"
#include "reconcile/merchant_observer.hpp"
#include "schedule/task_group.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <exception>
#include <optional>
#include <vector>

namespace daifa::reconcile {

/// Carries out what `decide_merchant` says for the orders that are due.
class MerchantDriver {
public:
    MerchantDriver(MerchantShop& shop, MerchantObserver& observer,
                   boost::asio::any_io_executor executor)
        : shop_(shop), observer_(observer), tasks_(std::move(executor), shop.log)
    {
    }

    /// Works until nothing is due; says when the next order will be.
    awaitable<std::optional<Milliseconds>> run();
    /// Waits for what is in flight.
    awaitable<void> drain() { return tasks_.wait_until(0); }
    int in_flight() const { return tasks_.running(); }
    MerchantContext context() const;

private:
    struct Work {
        store::MerchantRecord record = {};
        MerchantDecision decision = {};
    };

    awaitable<void> doubt_cut_off_writes();
    /// False when there was nothing to do.
    awaitable<bool> run_batch();
    awaitable<void> postpone(std::vector<Work> works, TimePoint until, std::string rule,
                             std::string detail);
    awaitable<void> look_at_all(std::vector<Work> works);
    awaitable<void> look(Work work);
    awaitable<void> look_at_erp(std::vector<Work> works);
    awaitable<void> ship_all(std::vector<Work> works);
    awaitable<void> ship_chunk(std::vector<Work> chunk);
    awaitable<void> ship(Work work);
    store::ShipSettlement settle_failure(const Work& work, const Error& error);

    MerchantShop& shop_;
    MerchantObserver& observer_;
    schedule::TaskGroup tasks_;
    bool has_doubted_ = false;
    std::vector<store::ShipSettlement> settled_;
    std::vector<Work> unread_;
    std::exception_ptr failure_; ///< Of the ledger, in a look of this round.
};

} // namespace daifa::reconcile

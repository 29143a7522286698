#pragma once

#include "reconcile/judge.hpp"
#include "reconcile/lane.hpp"
#include "reconcile/observers.hpp"
#include "schedule/task_group.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// Carries out what `decide` says for the orders that are due: saves verdicts, looks, claims and sends
/// writes, writes down what came of them.
class Driver {
public:
    Driver(Lane& lane, PlatformObserver& platform, ErpObserver& erp,
           boost::asio::any_io_executor executor, int in_flight_max);

    /// Works until nothing is due; says when the next order will be.
    awaitable<std::optional<Milliseconds>> run();
    /// Waits for what is in flight and for its outcomes to be durable.
    awaitable<void> drain();

    int in_flight() const { return tasks_.running(); }
    /// Called when an outcome made an order due.
    std::function<void()> on_due;

private:
    struct Work {
        store::OrderRecord order = {};
        Step step = {};
        store::Verdict verdict = {};
    };

    awaitable<void> handle(std::vector<store::OrderRecord> orders);
    std::optional<store::Verdict> postpone(const Work& work, TimePoint now);
    awaitable<void> look_at_platform(std::vector<Work> works);
    awaitable<void> look_at_platform_once(Work work);
    awaitable<void> look_at_erp(std::vector<Work> works);
    awaitable<void> look_at_erp_once(std::vector<Work> works);
    awaitable<void> begin_generations(std::vector<Work> works);
    awaitable<void> send_all(std::vector<Work> works);
    awaitable<void> claim_and_send(std::vector<Work> works);
    awaitable<void> send(Work work);
    awaitable<store::Settlement> attempt(Work work);
    void push(store::Settlement settlement);
    awaitable<void> settle_pushed();
    awaitable<void> put_off(std::vector<Work> works, const Error& error);

    const WriteCapability& capability(StepKind kind) const;
    const BudgetView& budget(StepKind kind) const;
    Milliseconds next_retry(int attempts, std::optional<Milliseconds> asked = std::nullopt);

    Lane& lane_;
    PlatformObserver& platform_;
    ErpObserver& erp_;
    boost::asio::any_io_executor executor_;
    int in_flight_max_;
    schedule::TaskGroup tasks_;
    std::vector<store::Settlement> outcomes_;
    bool is_settling_ = false;
    std::map<std::string, TimePoint> next_turn_; ///< Per api: when the queue behind its limit ends.
};

} // namespace daifa::reconcile

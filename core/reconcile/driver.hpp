#pragma once

#include "reconcile/label_sender.hpp"
#include "reconcile/lane.hpp"
#include "reconcile/looks.hpp"
#include "reconcile/sender.hpp"
#include "reconcile/settler.hpp"
#include "reconcile/turns.hpp"
#include "schedule/task_group.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace daifa::reconcile {

/// Carries out what `decide` says for the orders that are due: saves verdicts, looks, claims and
/// sends writes, has written down what came of them.
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
    /// What is to be done for a batch of due orders.
    struct Batch {
        std::vector<store::Ledger::VerdictUpdate> verdicts = {};
        std::vector<Work> generations = {};
        std::vector<Work> known = {}; ///< Writes of which nothing is sent: their end is known.
        std::vector<Work> writes = {};
        std::vector<Work> erp_looks = {};
        std::vector<Work> platform_looks = {};
    };

    Batch decide_all(std::vector<store::OrderRecord> orders);
    awaitable<void> carry_out(Batch batch);
    awaitable<void> begin_generations(std::vector<Work> works);
    awaitable<void> write_down(std::vector<Work> works);
    awaitable<void> claim_and_send(std::vector<Work> works);
    awaitable<void> claim_and_send_chunk(std::vector<Work> chunk);
    awaitable<void> send(std::vector<Work> call);
    awaitable<std::vector<store::Settlement>> send_call(std::vector<Work> call);
    void leave(const std::vector<store::Settlement>& settled);

    Lane& lane_;
    int in_flight_max_;
    schedule::TaskGroup tasks_;
    Turns turns_;
    Sender sender_;
    LabelSender label_sender_;
    Looks looks_;
    Settler settler_;
    /// Who has a write that was claimed and waits for its durable outcome: nobody else's turn.
    store::OrderIds under_way_;
};

} // namespace daifa::reconcile

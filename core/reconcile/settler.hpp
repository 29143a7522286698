#pragma once

#include "reconcile/lane.hpp"
#include "schedule/task_group.hpp"

#include <functional>
#include <vector>

namespace daifa::reconcile {

/// Writes down what came of sent writes. An outcome is known only here: it is kept until the store
/// takes it.
class Settler {
public:
    Settler(Lane& lane, schedule::TaskGroup& tasks) : lane_(lane), tasks_(tasks) {}

    void push(store::Settlement settlement);

    /// The store does not take outcomes: nothing may be sent.
    bool is_stuck() const { return is_stuck_; }

    /// Called with outcomes that are durable now. They may have made orders due.
    std::function<void(const std::vector<store::Settlement>&)> on_settled;

private:
    awaitable<void> settle_pushed();

    Lane& lane_;
    schedule::TaskGroup& tasks_;
    std::vector<store::Settlement> outcomes_;
    bool is_settling_ = false;
    bool is_stuck_ = false;
};

} // namespace daifa::reconcile

#pragma once

#include "schedule/scheduler.hpp"
#include "store/ledger.hpp"

#include <daifa/domain/ids.hpp>
#include <daifa/support/log.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// What the store fails, each by the name of the work, until that works again.
using StoreProblems = std::map<std::string, store::StoreFailure>;

/// The jobs of one shop's lane, which end together.
class LaneJobs {
public:
    using Again = std::optional<Milliseconds>;
    using Handle = schedule::Scheduler::Handle;

    LaneJobs(schedule::Scheduler& scheduler, ShopId shop, StoreProblems& problems, Log& log)
        : scheduler_(scheduler), shop_(std::move(shop)), problems_(problems), log_(log)
    {
    }

    /// A failing store ends a run early and is shown until the job works again.
    Handle add(std::string name, Milliseconds after, std::function<awaitable<Again>()> work);
    /// Does nothing for a job that was not added yet, and once they end.
    void wake(const Handle& job);

    /// No new work; runs under way end soon.
    void begin_stop() { is_stopping_ = true; }
    /// Returns when none runs any more.
    awaitable<void> stop();

private:
    awaitable<Again> run(std::string name, std::function<awaitable<Again>()> work);
    void note_failure(const std::string& name, const store::StoreFailure& failure);

    schedule::Scheduler& scheduler_;
    ShopId shop_;
    StoreProblems& problems_;
    Log& log_;
    bool is_stopping_ = false;
    std::vector<Handle> jobs_;
};

} // namespace daifa::reconcile

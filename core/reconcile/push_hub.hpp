#pragma once

#include "reconcile/push_loop.hpp"

#include <map>

namespace daifa::reconcile {

/// All message channels of the daemon: shops of one application share a line.
class PushHub {
public:
    PushHub(schedule::Scheduler& scheduler, boost::asio::any_io_executor executor, Clock& clock,
            Random& random, Log& log)
        : scheduler_(scheduler), executor_(std::move(executor)), clock_(clock), random_(random),
          log_(log)
    {
    }

    /// Does nothing for a shop whose platform tells nothing by itself.
    void add(PushListener& listener);
    /// The listener may go when this returns.
    awaitable<void> remove(PushListener& listener);
    awaitable<void> stop();

private:
    schedule::Scheduler& scheduler_;
    boost::asio::any_io_executor executor_;
    Clock& clock_;
    Random& random_;
    Log& log_;
    std::map<std::string, std::unique_ptr<PushLoop>> loops_; ///< By the channel's identity.
};

} // namespace daifa::reconcile

#pragma once

#include "reconcile/remote_clock.hpp"

#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

#include <functional>
#include <optional>

namespace daifa::reconcile {

/// Keeps one side's clock right. A wrong key and a clock that ran away (a machine that slept) look
/// alike: whoever doubts it has it measured again, now and then.
class ClockWatch {
public:
    using GetTime = std::function<awaitable<Result<TimePoint>>()>;

    ClockWatch(RemoteClock& clock, Clock& local, GetTime get_time)
        : clock_(clock), local_(local), get_time_(std::move(get_time))
    {
    }

    /// Reads the side's time and goes on from it; says by how much we were wrong (not at all, when
    /// the time can't be read).
    awaitable<Milliseconds> measure();

    void doubt() { is_doubted_ = true; }
    /// Measures if there is a doubt and the last time is some seconds ago. Says when to come again.
    awaitable<std::optional<Milliseconds>> settle_doubt();

    /// Called when a measurement set the clock back; before `on_ran_away`.
    std::function<void()> on_went_back;
    /// Called when a doubt was right.
    std::function<void()> on_ran_away;

private:
    RemoteClock& clock_;
    Clock& local_;
    GetTime get_time_;
    bool is_doubted_ = false;
    std::optional<Milliseconds> settled_at_; ///< Our uptime.
};

} // namespace daifa::reconcile

#pragma once

#include <daifa/support/clock.hpp>

#include <boost/asio/steady_timer.hpp>

#include <map>
#include <memory>

namespace daifa::test {

/// A clock that only tests move. Wall time and uptime start together and can be shifted apart.
class ManualClock : public Clock {
public:
    explicit ManualClock(TimePoint start = TimePoint(std::chrono::seconds(1'767'323'045)))
        : start_(start)
    {
    }

    TimePoint now() const override { return start_ + uptime_ + shift_; }
    Milliseconds uptime() const override { return uptime_; }
    awaitable<void> sleep_for(Milliseconds span) override;

    /// Moves time and wakes who slept until then.
    void advance(Milliseconds span);
    /// Moves only the wall clock, as an administrator or NTP does.
    void jump(Milliseconds span) { shift_ += span; }

    bool has_sleepers() const { return !sleepers_.empty(); }
    /// Moves to the next sleeper's moment.
    void advance_to_next();

private:
    TimePoint start_;
    Milliseconds uptime_{0};
    Milliseconds shift_{0};
    /// The sleeping coroutines own their timers: they may go before the clock, with their context.
    std::multimap<Milliseconds, std::weak_ptr<boost::asio::steady_timer>> sleepers_;
};

} // namespace daifa::test

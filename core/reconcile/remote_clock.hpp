#pragma once

#include <daifa/support/clock.hpp>

namespace daifa::reconcile {

/// The other side's wall clock, as last measured and carried on by our uptime: setting this machine's
/// clock does not move it.
class RemoteClock : public Clock {
public:
    explicit RemoteClock(Clock& local) : local_(local) {}

    TimePoint now() const override
    {
        return is_measured_ ? remote_at_ + (local_.uptime() - uptime_at_) : local_.now();
    }
    Milliseconds uptime() const override { return local_.uptime(); }
    awaitable<void> sleep_for(Milliseconds span) override { return local_.sleep_for(span); }

    /// `remote` was read while our uptime was `uptime`.
    void set(TimePoint remote, Milliseconds uptime)
    {
        remote_at_ = remote;
        uptime_at_ = uptime;
        is_measured_ = true;
    }

    bool is_measured() const { return is_measured_; }
    /// The remote's time minus this machine's; what an administrator has to mend.
    Milliseconds offset() const { return now() - local_.now(); }

private:
    Clock& local_;
    TimePoint remote_at_ = {};
    Milliseconds uptime_at_{0};
    bool is_measured_ = false;
};

} // namespace daifa::reconcile

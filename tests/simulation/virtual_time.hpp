#pragma once

#include <daifa/support/clock.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace daifa::simulation {

/// The one time line of a simulated world. Nothing waits: time moves to whatever comes next.
class VirtualTime {
public:
    using Event = std::function<void()>;

    /// Since the beginning of the world.
    Milliseconds now() const { return now_; }
    /// Events of the same moment happen in the order in which they were planned.
    void after(Milliseconds span, Event event);

    /// When something happens next; nothing when nothing ever will.
    std::optional<Milliseconds> next() const;
    /// Moves to the next event and lets it happen.
    void run_next();
    /// Lets time pass up to `moment` when no event comes before it.
    void move_to(Milliseconds moment) { now_ = std::max(now_, moment); }

private:
    struct Planned {
        Milliseconds at = {};
        std::uint64_t number = 0;
        Event event = {};
    };
    struct Later {
        bool operator()(const Planned& a, const Planned& b) const
        {
            return a.at != b.at ? a.at > b.at : a.number > b.number;
        }
    };

    Milliseconds now_{0};
    std::uint64_t planned_ = 0;
    std::vector<Planned> events_; ///< A heap, the next one first.
};

/// What one machine's clocks show. Its wall clock may be set; its uptime goes with the world.
class MachineClock : public Clock {
public:
    MachineClock(VirtualTime& time, TimePoint start) : time_(time), start_(start) {}

    TimePoint now() const override { return start_ + time_.now() + shift_; }
    Milliseconds uptime() const override { return time_.now(); }
    awaitable<void> sleep_for(Milliseconds span) override;

    void set_back_or_forth(Milliseconds by) { shift_ += by; }
    Milliseconds shift() const { return shift_; }

private:
    VirtualTime& time_;
    TimePoint start_;
    Milliseconds shift_{0};
};

} // namespace daifa::simulation

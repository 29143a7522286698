#pragma once

#include <daifa/domain/time.hpp>
#include <daifa/support/error.hpp>
#include <daifa/support/random.hpp>

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace daifa::reconcile {

/// Why one side of a shop (platform or ERP) is not asked at the moment.
struct SideStop {
    Error error = {};
    TimePoint since = {};
    TimePoint next_try = {};
    int attempts = 0;
    /// True: a person has to do something; it will not mend itself.
    bool needs_person = false;
};

/// Whether a side can be worked with. A wrong key or a dead token stops it at once; a side that
/// fails or talks nonsense again and again rests for a while. Both try again by themselves.
class SideHealth {
public:
    SideHealth(std::vector<Milliseconds> delays, Random& random)
        : delays_(std::move(delays)), random_(random)
    {
    }

    void note_success();
    /// `about` is the one order that the call was about, empty for lists and calls about several.
    /// One order that fails again and again is that order's problem and counts once.
    void note_failure(const Error& error, TimePoint now, const std::string& about = {});
    /// A person did something: try at once.
    void clear();

    const std::optional<SideStop>& stop() const { return stop_; }
    bool is_open(TimePoint now) const { return !stop_ || stop_->next_try <= now; }
    /// How long who reads the side's lists every `interval` waits after a failure, or when it is
    /// not open.
    Milliseconds pause(Milliseconds interval, TimePoint now) const;

    /// Called with the stop before, when one begins or ends.
    std::function<void(const std::optional<SideStop>& before)> on_change;
    /// Called at every attempt that says that a person has to do something.
    std::function<void()> on_person_needed;

private:
    void forget_failures();

    std::vector<Milliseconds> delays_;
    Random& random_;
    std::optional<SideStop> stop_;
    int failures_ = 0;                    ///< In a row.
    std::set<std::string> failed_orders_; ///< Counted in it.
};

/// Until when works that need the side are postponed, and why; nothing while it is open.
std::optional<std::pair<TimePoint, Error>> stop_of(const SideHealth& health, TimePoint now);

} // namespace daifa::reconcile

#pragma once

#include "strategy/strategy.hpp"

#include <daifa/connector/capabilities.hpp>
#include <daifa/domain/time.hpp>

#include <optional>
#include <vector>

namespace daifa::reconcile {

/// A span of the other side's time that is read as one list, [from, to).
struct FetchWindow {
    TimePoint from = {};
    TimePoint to = {};
    /// True: its end has settled, so reading it to the last page proves it.
    bool is_settled = false;

    friend bool operator==(const FetchWindow&, const FetchWindow&) = default;
};

struct WindowRules {
    Milliseconds window_max = {};
    Milliseconds history_max = {};
    Milliseconds look_back = {};
    Milliseconds overlap = {};
    Milliseconds settle = {};
    Milliseconds time_step = {};   ///< Ends are moved outwards to whole steps.
    Milliseconds advance_min = {}; ///< The proven past grows in steps of at least this.
};

/// Of a list that the other side reads in that way, looked at every `interval`.
WindowRules rules_for(const ReadCapability& can, const DownloadStrategy& download,
                      Milliseconds interval);

/// How far a stream was read.
struct ReadUntil {
    std::optional<TimePoint> proven = {}; ///< To the last page, after it had settled.
    std::optional<TimePoint> seen = {};   ///< To the last page, while rows could still come.
};

/// What of it counts at `now`. When the clock went back, rows come with times that were read
/// before: what lies in the future then is read anew, the look-back when that is the proven past.
ReadUntil believe(const ReadUntil& read, TimePoint now);

/// The windows of one pass, oldest first: settled ones of at most `window_max` from before the
/// proven past on, overlapping it by `overlap`; then of the unsettled rest what was not seen yet.
std::vector<FetchWindow> plan_windows(const ReadUntil& read, TimePoint now,
                                      const WindowRules& rules);

} // namespace daifa::reconcile

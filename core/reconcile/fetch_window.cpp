#include "reconcile/fetch_window.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

TimePoint floor_to(TimePoint at, Milliseconds step)
{
    return step <= Milliseconds(1) ? at : TimePoint((at.time_since_epoch() / step) * step);
}

TimePoint ceil_to(TimePoint at, Milliseconds step)
{
    const TimePoint down = floor_to(at, step);
    return down == at ? at : down + step;
}

void append_chunks(std::vector<FetchWindow>& windows, TimePoint from, TimePoint to,
                   const WindowRules& rules, bool is_settled)
{
    while (from < to) {
        const TimePoint end = std::min(from + rules.window_max, to);
        windows.push_back({from, end, is_settled});
        from = end;
    }
}

} // namespace

WindowRules rules_for(const ReadCapability& can, const DownloadStrategy& download,
                      Milliseconds interval)
{
    WindowRules rules;
    rules.window_max = can.window_max;
    rules.history_max = can.history_max;
    rules.look_back = download.look_back;
    rules.overlap = download.overlap;
    rules.settle = download.settle;
    rules.time_step = can.time_step;
    rules.advance_min = std::max(download.settle, interval);
    return rules;
}

ReadUntil believe(const ReadUntil& read, TimePoint now)
{
    ReadUntil believed;
    if (read.proven <= now)
        believed.proven = read.proven;
    if (read.seen <= now)
        believed.seen = read.seen;
    return believed;
}

std::vector<FetchWindow> plan_windows(const ReadUntil& read, TimePoint now,
                                      const WindowRules& rules)
{
    const TimePoint oldest = now - rules.history_max;
    const TimePoint first = read.proven ? *read.proven - rules.overlap : now - rules.look_back;
    const TimePoint from = floor_to(std::max(first, oldest), rules.time_step);
    const TimePoint settled = floor_to(now - rules.settle, rules.time_step);
    const TimePoint end = ceil_to(now, rules.time_step);

    std::vector<FetchWindow> windows;
    const bool may_advance = !read.proven || settled >= *read.proven + rules.advance_min;
    TimePoint rest = from;
    if (may_advance && settled > from) {
        append_chunks(windows, from, settled, rules, true);
        rest = settled;
    }
    // What was seen is read again for its proof; a row that came late waits for that, unless it is
    // in the little that overlaps.
    if (read.seen) {
        const TimePoint unseen = *read.seen - std::min(rules.overlap, rules.settle);
        rest = std::max(rest, floor_to(unseen, rules.time_step));
    }
    append_chunks(windows, rest, end, rules, false);
    return windows;
}

} // namespace daifa::reconcile

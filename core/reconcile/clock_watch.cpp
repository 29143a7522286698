#include "reconcile/clock_watch.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds spacing_min = 10s;
/// Remotes tell whole seconds, some time ago. Following each of them would let our time go back now
/// and then, and what was ripe be unripe again.
constexpr Milliseconds precision = 2s;
/// Remotes tolerate minutes; answers are some seconds under way.
constexpr Milliseconds tolerance = 30s;

} // namespace

awaitable<Milliseconds> ClockWatch::measure()
{
    const auto time = co_await get_time_();
    if (!time)
        co_return Milliseconds(0);
    const TimePoint before = clock_.now();
    const Milliseconds error = std::max(*time - before, before - *time);
    if (!clock_.is_measured() || error > precision)
        clock_.set(*time, local_.uptime());
    if (clock_.now() < before && on_went_back)
        on_went_back();
    co_return error;
}

awaitable<std::optional<Milliseconds>> ClockWatch::settle_doubt()
{
    if (!is_doubted_)
        co_return std::nullopt;
    if (settled_at_ && local_.uptime() < *settled_at_ + spacing_min)
        co_return *settled_at_ + spacing_min - local_.uptime();
    is_doubted_ = false;
    settled_at_ = local_.uptime();
    const Milliseconds error = co_await measure();
    if (error > tolerance && on_ran_away)
        on_ran_away();
    co_return std::nullopt;
}

} // namespace daifa::reconcile

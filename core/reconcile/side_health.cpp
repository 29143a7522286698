#include "reconcile/side_health.hpp"

#include "schedule/backoff.hpp"

#include <algorithm>
#include <utility>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;

/// So many failures in a row are no longer single losses.
constexpr int failures_until_rest = 5;
const std::vector<Milliseconds> rests = {1s, 2s, 5s, 15s, 30s, 60s};

bool needs_person(Errc code)
{
    return code == Errc::unauthorized || code == Errc::misconfigured;
}

bool is_about_the_side(Errc code)
{
    return code == Errc::unavailable || code == Errc::rate_limited || code == Errc::uncertain ||
           code == Errc::token_expired || code == Errc::bad_response;
}

} // namespace

void SideHealth::note_success()
{
    if (stop_)
        clear();
    forget_failures();
}

void SideHealth::note_failure(const Error& error, TimePoint now, const std::string& about)
{
    const bool is_hard = needs_person(error.code);
    if (!is_hard && !is_about_the_side(error.code))
        return;
    const bool is_known = !about.empty() && !failed_orders_.insert(about).second;
    if (!is_hard && !stop_ && is_known)
        return;
    ++failures_;
    if (!is_hard && failures_ < failures_until_rest)
        return;

    SideStop stop = stop_.value_or(SideStop{});
    const bool is_new = !stop_ || stop.error.code != error.code;
    // Several calls fail together: they count as one attempt.
    if (!is_new && now < stop.next_try)
        return;
    if (is_new) {
        stop.since = now;
        stop.attempts = 0;
    }
    const auto before = stop_;
    stop.error = error;
    stop.needs_person = is_hard;
    ++stop.attempts;
    stop.next_try = now + schedule::backoff(stop.attempts, is_hard ? delays_ : rests,
                                            error.retry_after, random_);
    stop_ = stop;
    if (is_new && on_change)
        on_change(before);
    if (is_hard && on_person_needed)
        on_person_needed();
}

void SideHealth::forget_failures()
{
    failures_ = 0;
    failed_orders_.clear();
}

void SideHealth::clear()
{
    forget_failures();
    const auto before = std::exchange(stop_, std::nullopt);
    if (on_change)
        on_change(before);
}

Milliseconds SideHealth::pause(Milliseconds interval, TimePoint now) const
{
    if (!stop_)
        return std::min<Milliseconds>(interval, std::chrono::seconds(2));
    return std::max<Milliseconds>(stop_->next_try - now, std::chrono::milliseconds(100));
}

std::optional<std::pair<TimePoint, Error>> stop_of(const SideHealth& health, TimePoint now)
{
    if (health.is_open(now))
        return std::nullopt;
    // A stop may end before its next try: nobody waits for hours then.
    return std::pair(std::clamp(health.stop()->next_try, now + 1s, now + 1min),
                     health.stop()->error);
}

} // namespace daifa::reconcile

#include "http/deadlines.hpp"

namespace daifa::http {
namespace {

using Ticks = boost::asio::steady_timer::clock_type;

/// Keeps sums of time points away from overflow.
constexpr Milliseconds span_max = std::chrono::hours(24 * 365);

} // namespace

void Deadline::expire_after(Milliseconds span)
{
    cancel();
    at_ = Ticks::now() + std::clamp(span, Milliseconds(0), span_max);
    owner_.add(*this);
}

void Deadline::cancel()
{
    unlink();
    is_expired_ = false;
}

Milliseconds Deadline::remaining() const
{
    const auto left = std::chrono::ceil<Milliseconds>(at_ - Ticks::now());
    return is_expired_ ? Milliseconds(0) : std::max(left, Milliseconds(0));
}

Deadline::Guard::Guard(Deadline& deadline, std::function<void()> action)
    : deadline_(deadline), outer_(std::exchange(deadline.action_, std::move(action)))
{
}

Deadline::Guard::~Guard()
{
    deadline_.action_ = std::move(outer_);
}

Deadlines::Deadlines(boost::asio::any_io_executor executor) : timer_(std::move(executor)) {}

void Deadlines::trim()
{
    timer_.cancel();
    wakes_at_ = Deadline::TimePoint::max();
    if (!queue_.empty())
        wait_until(queue_.begin()->at_);
}

void Deadlines::add(Deadline& deadline)
{
    queue_.insert(deadline);
    if (queue_.begin()->at_ < wakes_at_)
        wait_until(queue_.begin()->at_);
}

void Deadlines::wait_until(Deadline::TimePoint at)
{
    wakes_at_ = at;
    timer_.expires_at(at);
    timer_.async_wait([self = weak_from_this()](const boost::system::error_code& ec) {
        // Aborted means: set to another moment, or stopped.
        if (const auto deadlines = self.lock(); deadlines && !ec)
            deadlines->run_due();
    });
}

void Deadlines::run_due()
{
    wakes_at_ = Deadline::TimePoint::max();
    const auto now = Ticks::now();
    while (!queue_.empty() && queue_.begin()->at_ <= now) {
        Deadline& due = *queue_.begin();
        due.unlink();
        due.is_expired_ = true;
        if (due.action_)
            due.action_();
    }
    if (!queue_.empty() && queue_.begin()->at_ < wakes_at_)
        wait_until(queue_.begin()->at_);
}

} // namespace daifa::http

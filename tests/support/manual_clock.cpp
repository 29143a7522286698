#include "support/manual_clock.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace daifa::test {

awaitable<void> ManualClock::sleep_for(Milliseconds span)
{
    auto executor = co_await boost::asio::this_coro::executor;
    auto timer = std::make_shared<boost::asio::steady_timer>(
        executor, boost::asio::steady_timer::time_point::max());
    sleepers_.emplace(uptime_ + std::max(span, Milliseconds(0)), timer);

    boost::system::error_code ec;
    auto token = boost::asio::redirect_error(boost::asio::use_awaitable, ec);
    co_await timer->async_wait(token);

    // Woken by `advance`, which took the sleeper out; or cancelled from outside.
    for (auto it = sleepers_.begin(); it != sleepers_.end(); ++it) {
        if (it->second.lock() == timer) {
            sleepers_.erase(it);
            throw boost::system::system_error(boost::asio::error::operation_aborted);
        }
    }
}

void ManualClock::advance(Milliseconds span)
{
    const Milliseconds target = uptime_ + span;
    while (!sleepers_.empty() && sleepers_.begin()->first <= target) {
        uptime_ = std::max(uptime_, sleepers_.begin()->first);
        const auto timer = sleepers_.begin()->second.lock();
        sleepers_.erase(sleepers_.begin());
        if (timer)
            timer->cancel();
    }
    uptime_ = target;
}

void ManualClock::advance_to_next()
{
    if (!sleepers_.empty())
        advance(std::max(Milliseconds(0), sleepers_.begin()->first - uptime_));
}

} // namespace daifa::test

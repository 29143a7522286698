#include "schedule/semaphore.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace daifa::schedule {

awaitable<void> Semaphore::acquire()
{
    if (free_ > 0 && waiters_.empty()) {
        --free_;
        co_return;
    }
    auto executor = co_await boost::asio::this_coro::executor;
    Waiter waiter{boost::asio::steady_timer(executor, boost::asio::steady_timer::time_point::max())};
    const auto place = waiters_.insert(waiters_.end(), &waiter);

    boost::system::error_code ec;
    auto token = boost::asio::redirect_error(boost::asio::use_awaitable, ec);
    try {
        co_await waiter.timer.async_wait(token);
    } catch (...) {
        // Cancelled: pass the permit on when it was granted in the same moment.
        if (waiter.is_granted)
            release();
        else
            waiters_.erase(place);
        throw;
    }
    if (!waiter.is_granted) {
        waiters_.erase(place);
        throw boost::system::system_error(boost::asio::error::operation_aborted);
    }
}

void Semaphore::release()
{
    if (waiters_.empty()) {
        ++free_;
        return;
    }
    Waiter* next = waiters_.front();
    waiters_.pop_front();
    next->is_granted = true;
    next->timer.cancel();
}

} // namespace daifa::schedule

#include "http/waiter.hpp"

#include <boost/system/system_error.hpp>

namespace daifa::http {

Waiter::Waiter(boost::asio::any_io_executor executor)
    : timer_(std::move(executor), boost::asio::steady_timer::time_point::max())
{
}

void Waiter::wake()
{
    is_woken_ = true;
    unlink();
    timer_.cancel();
}

awaitable<void> Waiter::wait()
{
    if (is_woken_)
        co_return;
    co_await timer_.async_wait(nothrow_awaitable);
    if (!is_woken_)
        throw boost::system::system_error(boost::asio::error::operation_aborted);
}

void wake_all(WaitList& waiters)
{
    while (!waiters.empty())
        waiters.front().wake();
}

} // namespace daifa::http

#pragma once

#include <daifa/support/awaitable.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/intrusive/list.hpp>

namespace daifa::http {

/// Awaits without throwing: the error code comes as the first part of the result.
constexpr auto nothrow_awaitable = boost::asio::as_tuple(boost::asio::use_awaitable);

/// One coroutine that waits until another part of the same thread wakes it. It may stand in one
/// WaitList, and leaves it when it is woken or destroyed.
class Waiter
    : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    explicit Waiter(boost::asio::any_io_executor executor);

    /// Ends `wait`, also when that is called only later.
    void wake();

    /// Throws `operation_aborted` when the coroutine is cancelled instead.
    awaitable<void> wait();

private:
    boost::asio::steady_timer timer_;
    bool is_woken_ = false;
};

using WaitList = boost::intrusive::list<Waiter, boost::intrusive::constant_time_size<false>>;

void wake_all(WaitList& waiters);

} // namespace daifa::http

#pragma once

#include <daifa/support/awaitable.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <memory>

namespace daifa::simulation {

/// One coroutine waits for it; the world gives it once. The waiting coroutine owns it, so that it
/// goes with a program that is killed.
class Signal {
public:
    explicit Signal(const boost::asio::any_io_executor& executor)
        : timer_(executor, boost::asio::steady_timer::time_point::max())
    {
    }

    void give()
    {
        is_given_ = true;
        timer_.cancel();
    }

    /// Throws `operation_aborted` when cancelled.
    awaitable<void> wait()
    {
        boost::system::error_code ec;
        auto token = boost::asio::redirect_error(boost::asio::use_awaitable, ec);
        if (!is_given_)
            co_await timer_.async_wait(token);
        if (!is_given_)
            throw boost::system::system_error(boost::asio::error::operation_aborted);
    }

private:
    boost::asio::steady_timer timer_;
    bool is_given_ = false;
};

} // namespace daifa::simulation

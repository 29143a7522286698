#include "schedule/semaphore.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace daifa::schedule {

/// A place in the line. It is left however the waiting ends: granted, cancelled, or because the
/// coroutine goes with its context.
class Semaphore::Waiter {
public:
    Waiter(Semaphore& semaphore, boost::asio::any_io_executor executor)
        : semaphore_(semaphore),
          timer_(std::move(executor), boost::asio::steady_timer::time_point::max()),
          place_(semaphore.waiters_.insert(semaphore.waiters_.end(), this))
    {
    }
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;
    ~Waiter()
    {
        if (state_ == State::waiting)
            semaphore_.waiters_.erase(place_);
        else if (state_ == State::granted)
            semaphore_.release();
    }

    boost::asio::steady_timer& timer() { return timer_; }
    void grant()
    {
        state_ = State::granted;
        timer_.cancel();
    }
    /// False when nothing was granted: the waiting was cancelled.
    bool take()
    {
        const bool is_granted = state_ == State::granted;
        if (is_granted)
            state_ = State::taken;
        return is_granted;
    }

private:
    enum class State { waiting, granted, taken };

    Semaphore& semaphore_;
    boost::asio::steady_timer timer_;
    std::list<Waiter*>::iterator place_;
    State state_ = State::waiting;
};

awaitable<void> Semaphore::acquire()
{
    if (free_ > 0 && waiters_.empty()) {
        --free_;
        co_return;
    }
    auto executor = co_await boost::asio::this_coro::executor;
    Waiter waiter(*this, std::move(executor));
    boost::system::error_code ec;
    auto token = boost::asio::redirect_error(boost::asio::use_awaitable, ec);
    co_await waiter.timer().async_wait(token);
    if (!waiter.take())
        throw boost::system::system_error(boost::asio::error::operation_aborted);
}

void Semaphore::release()
{
    if (waiters_.empty()) {
        ++free_;
        return;
    }
    Waiter* next = waiters_.front();
    waiters_.pop_front();
    next->grant();
}

} // namespace daifa::schedule

#include "schedule/task_group.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>

namespace daifa::schedule {

namespace asio = boost::asio;

void TaskGroup::spawn(std::string name, awaitable<void> task)
{
    ++running_;
    asio::co_spawn(executor_, run(std::move(name), std::move(task)), asio::detached);
}

awaitable<void> TaskGroup::run(std::string name, awaitable<void> task)
{
    try {
        co_await std::move(task);
    } catch (const std::exception& e) {
        log_.error("task failed", {{"task", name}, {"why", e.what()}});
    }
    --running_;
    wake_waiters();
}

void TaskGroup::wake_waiters()
{
    for (Waiter* waiter : waiters_)
        if (running_ <= waiter->count)
            waiter->timer.cancel();
}

awaitable<void> TaskGroup::wait_until(int count)
{
    auto executor = co_await asio::this_coro::executor;
    while (running_ > count) {
        Waiter waiter{asio::steady_timer(executor, asio::steady_timer::time_point::max()), count};
        const auto place = waiters_.insert(waiters_.end(), &waiter);
        boost::system::error_code ec;
        auto token = asio::redirect_error(asio::use_awaitable, ec);
        try {
            co_await waiter.timer.async_wait(token);
        } catch (...) {
            waiters_.erase(place);
            throw;
        }
        waiters_.erase(place);
    }
}

} // namespace daifa::schedule

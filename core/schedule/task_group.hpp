#pragma once

#include <daifa/support/awaitable.hpp>
#include <daifa/support/log.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <list>
#include <string>

namespace daifa::schedule {

/// Coroutines that run beside their owner, who can wait until only some, or none, are left. The owner
/// must wait for all of them before it goes.
class TaskGroup {
public:
    TaskGroup(boost::asio::any_io_executor executor, Log& log) : executor_(std::move(executor)), log_(log)
    {
    }
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;

    /// What the task throws is logged under `name`.
    void spawn(std::string name, awaitable<void> task);
    /// Returns as soon as at most `count` tasks run.
    awaitable<void> wait_until(int count);

    int running() const { return running_; }

private:
    struct Waiter {
        boost::asio::steady_timer timer;
        int count;
    };

    awaitable<void> run(std::string name, awaitable<void> task);
    void wake_waiters();

    boost::asio::any_io_executor executor_;
    Log& log_;
    int running_ = 0;
    std::list<Waiter*> waiters_;
};

} // namespace daifa::schedule

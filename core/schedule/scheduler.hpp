#pragma once

#include <daifa/support/clock.hpp>
#include <daifa/support/log.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace daifa::schedule {

/// One piece of recurring work. It runs alone: never twice at once.
class Job {
public:
    /// Runs once and says when to run again; nothing: only when woken.
    using Work = std::function<awaitable<std::optional<Milliseconds>>()>;

private:
    friend class Scheduler;
    std::uint64_t number_ = 0; ///< In the order of `add`.
    std::string name_;
    Work work_;
    Milliseconds due_{0};
    bool is_queued_ = false;
    bool is_running_ = false;
    bool is_woken_ = false; ///< While running: run again at once.
    bool is_removed_ = false;
};

/// Runs jobs when they are due: one heap and one timer for all of them, so that ten thousand idle
/// shops cost next to nothing.
class Scheduler {
public:
    using Handle = std::shared_ptr<Job>;

    Scheduler(boost::asio::any_io_executor executor, Clock& clock, Log& log);
    ~Scheduler();

    Handle add(std::string name, Job::Work work, Milliseconds first_after);
    /// Runs it now, or once more right after the run under way.
    void wake(const Handle& job);
    /// No further run. One under way goes on to its end.
    void remove(const Handle& job);
    /// Removes it and returns after its last run has ended.
    awaitable<void> finish(Handle job);

    /// Starts nothing new and returns when nothing runs any more.
    awaitable<void> stop();

    std::size_t running() const { return running_; }

private:
    struct Earlier {
        bool operator()(const Handle& a, const Handle& b) const
        {
            return a->due_ != b->due_ ? a->due_ < b->due_ : a->number_ < b->number_;
        }
    };

    void enqueue(const Handle& job, Milliseconds due);
    void start_due();
    void start(const Handle& job);
    void arm();
    awaitable<void> run(Handle job);

    boost::asio::any_io_executor executor_;
    Clock& clock_;
    Log& log_;
    std::set<Handle, Earlier> queue_;
    std::uint64_t added_ = 0;
    std::size_t running_ = 0;
    std::uint64_t alarm_ =
        0; ///< Number of the newest sleeper; older ones do nothing when they wake.
    std::optional<Milliseconds> armed_for_;
    bool is_stopping_ = false;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

} // namespace daifa::schedule

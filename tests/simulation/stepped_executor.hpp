#pragma once

#include "store/database.hpp"

#include <deque>

namespace daifa::simulation {

/// Keeps the database's work until the world lets it run: between two steps of the coroutines, or
/// after some of them, so that units share commits.
class SteppedExecutor : public store::DatabaseExecutor {
public:
    void post(std::function<void()> work) override
    {
        if (is_over_)
            work();
        else
            works_.push_back(std::move(work));
    }

    bool has_work() const { return !works_.empty(); }
    void run_one()
    {
        const auto work = std::move(works_.front());
        works_.pop_front();
        work();
    }

    /// The process is gone, and what it had not done yet with it. What is left is closing files.
    void end()
    {
        works_.clear();
        is_over_ = true;
    }

private:
    std::deque<std::function<void()>> works_;
    bool is_over_ = false;
};

} // namespace daifa::simulation

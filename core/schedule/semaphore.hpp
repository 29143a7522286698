#pragma once

#include <daifa/support/awaitable.hpp>

#include <list>
#include <utility>

namespace daifa::schedule {

/// A number of permits that coroutines of one thread share, first come, first served.
class Semaphore {
public:
    explicit Semaphore(int permits) : free_(permits) {}

    /// Waits for a permit. Throws `operation_aborted` when cancelled while waiting.
    awaitable<void> acquire();
    void release();

    int free() const { return free_; }
    bool has_waiters() const { return !waiters_.empty(); }

private:
    class Waiter;

    int free_;
    std::list<Waiter*> waiters_;
};

/// Gives a permit back when it goes.
class Permit {
public:
    explicit Permit(Semaphore& semaphore) : semaphore_(&semaphore) {}
    Permit(Permit&& other) noexcept : semaphore_(std::exchange(other.semaphore_, nullptr)) {}
    Permit& operator=(Permit&&) = delete;
    ~Permit()
    {
        if (semaphore_ != nullptr)
            semaphore_->release();
    }

private:
    Semaphore* semaphore_;
};

} // namespace daifa::schedule

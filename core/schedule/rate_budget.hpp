#pragma once

#include "schedule/semaphore.hpp"

#include <daifa/support/clock.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <algorithm>
#include <deque>
#include <memory>

namespace daifa::schedule {

/// Keeps below "at most `calls` in any span of `per`", whatever way the remote counts.
///
/// A call takes a slot before it is sent; the slot is free again `per` after the answer came. The
/// remote saw the call some time before its answer, so between its sight of two calls of one slot lies
/// at least `per`: no window of that length can hold more than `calls`, however late requests arrive.
class RateBudget : public std::enable_shared_from_this<RateBudget> {
public:
    RateBudget(boost::asio::any_io_executor executor, Clock& clock, int calls, Milliseconds per)
        : executor_(std::move(executor)), clock_(clock), slots_(calls), per_(per),
          spacing_(per / std::max(calls, 1))
    {
    }

    /// Waits for a slot.
    awaitable<void> enter() { return slots_.acquire(); }
    /// To be called once for each `enter`, after the answer or the end of waiting for it.
    void leave();

    /// Calls that could be sent right now.
    int free() const { return slots_.free(); }
    /// The average span between two calls at full use.
    Milliseconds spacing() const { return spacing_; }

private:
    awaitable<void> free_cooled_slots();

    boost::asio::any_io_executor executor_;
    Clock& clock_;
    Semaphore slots_;
    Milliseconds per_;
    Milliseconds spacing_;
    std::deque<Milliseconds> cooling_; ///< When each used slot is free again, ascending.
    bool is_freeing_ = false;
};

} // namespace daifa::schedule

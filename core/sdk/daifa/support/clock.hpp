#pragma once

#include <daifa/domain/time.hpp>
#include <daifa/support/awaitable.hpp>

namespace daifa {

/// The only source of time. Production has the system's; tests and the simulation move their own.
class Clock {
public:
    virtual ~Clock() = default;

    /// Wall time. It may jump either way; use it for what others see, not for intervals.
    virtual TimePoint now() const = 0;

    /// Time since some fixed moment; it never jumps.
    virtual Milliseconds uptime() const = 0;

    /// Returns after `span` of uptime, or throws `operation_aborted` when cancelled.
    virtual awaitable<void> sleep_for(Milliseconds span) = 0;
};

} // namespace daifa

#pragma once

#include <daifa/support/clock.hpp>

namespace daifa {

/// The machine's clocks. The only file that reads them.
class SystemClock : public Clock {
public:
    TimePoint now() const override;
    Milliseconds uptime() const override;
    awaitable<void> sleep_for(Milliseconds span) override;
};

} // namespace daifa

#include "simulation/virtual_time.hpp"

#include "simulation/signal.hpp"

#include <algorithm>

namespace daifa::simulation {

void VirtualTime::after(Milliseconds span, Event event)
{
    events_.push({now_ + std::max(span, Milliseconds(0)), ++planned_, std::move(event)});
}

std::optional<Milliseconds> VirtualTime::next() const
{
    if (events_.empty())
        return std::nullopt;
    return events_.top().at;
}

void VirtualTime::run_next()
{
    now_ = std::max(now_, events_.top().at);
    const Event event = events_.top().event;
    events_.pop();
    event();
}

awaitable<void> MachineClock::sleep_for(Milliseconds span)
{
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto alarm = std::make_shared<Signal>(executor);
    time_.after(span, [sleeper = std::weak_ptr<Signal>(alarm)] {
        if (const auto signal = sleeper.lock())
            signal->give();
    });
    co_await alarm->wait();
}

} // namespace daifa::simulation

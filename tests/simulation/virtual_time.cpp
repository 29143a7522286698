#include "simulation/virtual_time.hpp"

#include "simulation/signal.hpp"

#include <algorithm>

namespace daifa::simulation {

void VirtualTime::after(Milliseconds span, Event event)
{
    events_.push_back({now_ + std::max(span, Milliseconds(0)), ++planned_, std::move(event)});
    std::ranges::push_heap(events_, Later());
}

std::optional<Milliseconds> VirtualTime::next() const
{
    if (events_.empty())
        return std::nullopt;
    return events_.front().at;
}

void VirtualTime::run_next()
{
    std::ranges::pop_heap(events_, Later());
    const Planned next = std::move(events_.back());
    events_.pop_back();
    now_ = std::max(now_, next.at);
    next.event();
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

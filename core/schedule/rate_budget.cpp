#include "schedule/rate_budget.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace daifa::schedule {

void RateBudget::leave()
{
    cooling_.push_back(clock_.uptime() + per_);
    if (is_freeing_)
        return;
    is_freeing_ = true;
    // The coroutine keeps this alive until the last slot has cooled.
    auto run = [](std::shared_ptr<RateBudget> self) -> awaitable<void> {
        co_await self->free_cooled_slots();
    };
    boost::asio::co_spawn(executor_, run(shared_from_this()), boost::asio::detached);
}

awaitable<void> RateBudget::free_cooled_slots()
{
    while (!cooling_.empty()) {
        const Milliseconds wait = cooling_.front() - clock_.uptime();
        // One millisecond more: clocks are cut to milliseconds, and the limit counts.
        if (wait > Milliseconds(0))
            co_await clock_.sleep_for(wait + Milliseconds(1));
        while (!cooling_.empty() && cooling_.front() <= clock_.uptime()) {
            cooling_.pop_front();
            slots_.release();
        }
    }
    is_freeing_ = false;
}

} // namespace daifa::schedule

#include "reconcile/push_hub.hpp"

namespace daifa::reconcile {

void PushHub::add(PushListener& listener)
{
    if (listener.channel() == nullptr)
        return;
    auto& loop = loops_[listener.channel()->identity()];
    if (!loop)
        loop = std::make_unique<PushLoop>(listener.channel()->identity(), scheduler_, executor_,
                                          clock_, random_, log_);
    loop->join(listener);
}

awaitable<void> PushHub::remove(PushListener& listener)
{
    for (const auto& [identity, loop] : loops_)
        if (loop->has(listener)) {
            co_await loop->leave(listener);
            co_return;
        }
}

awaitable<void> PushHub::stop()
{
    for (const auto& [identity, loop] : loops_)
        co_await loop->stop();
}

} // namespace daifa::reconcile

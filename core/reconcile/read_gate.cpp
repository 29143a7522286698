#include "reconcile/read_gate.hpp"

namespace daifa::reconcile {

awaitable<ReadGate::Passage> ReadGate::enter(int permits)
{
    Passage passage;
    passage.reserve(static_cast<std::size_t>(permits));
    while (permits-- > 0) {
        co_await permits_.acquire();
        passage.emplace_back(permits_);
    }
    co_return passage;
}

} // namespace daifa::reconcile

#include "reconcile/read_gate.hpp"

namespace daifa::reconcile {

awaitable<ReadGate::Passage> ReadGate::enter_look()
{
    Passage passage;
    co_await permits_.acquire();
    passage.emplace_back(permits_);
    co_return passage;
}

awaitable<ReadGate::Passage> ReadGate::enter_page()
{
    Passage passage;
    passage.reserve(looks_max + 1);
    co_await pages_.acquire();
    passage.emplace_back(pages_);
    for (int i = 0; i < looks_max; ++i) {
        co_await permits_.acquire();
        passage.emplace_back(permits_);
    }
    co_return passage;
}

} // namespace daifa::reconcile

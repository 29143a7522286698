#pragma once

#include "schedule/semaphore.hpp"

#include <vector>

namespace daifa::reconcile {

/// Keeps looks at single orders and pages of a list apart. Answers of reads that overlap may come
/// in the wrong order, and the older one, written down last, would hide what the newer one showed.
class ReadGate {
public:
    /// Held from before the question until the answer is durable.
    using Passage = std::vector<schedule::Permit>;

    /// Looks go beside each other: at different orders.
    awaitable<Passage> enter_look() { return enter(1); }
    /// A page goes alone.
    awaitable<Passage> enter_page() { return enter(looks_max); }

private:
    static constexpr int looks_max = 16;

    /// Pages of one list come one after the other, and a look takes a single permit: nobody who
    /// holds some waits for others who do so too.
    awaitable<Passage> enter(int permits);

    schedule::Semaphore permits_{looks_max};
};

} // namespace daifa::reconcile

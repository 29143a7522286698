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
    awaitable<Passage> enter_look();
    /// A page goes alone.
    awaitable<Passage> enter_page();

private:
    static constexpr int looks_max = 16;

    /// One page at a time gathers permits, and a look takes a single one: nobody who holds some
    /// waits for others who do so too.
    schedule::Semaphore pages_{1};
    schedule::Semaphore permits_{looks_max};
};

} // namespace daifa::reconcile

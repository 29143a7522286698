#include "schedule/backoff.hpp"

#include <algorithm>

namespace daifa::schedule {

Milliseconds backoff(int attempts, const std::vector<Milliseconds>& delays,
                     const std::optional<Milliseconds>& retry_after, Random& random)
{
    Milliseconds delay = std::chrono::seconds(30);
    if (!delays.empty()) {
        const auto last = static_cast<int>(delays.size()) - 1;
        delay = delays[static_cast<std::size_t>(std::clamp(attempts - 1, 0, last))];
    }
    delay = std::max(delay, retry_after.value_or(Milliseconds(0)));
    const auto stretch = random.below(static_cast<std::uint64_t>(delay.count()) / 5 + 1);
    return delay + Milliseconds(stretch);
}

} // namespace daifa::schedule

#pragma once

#include "reconcile/lane.hpp"
#include "reconcile/work.hpp"

#include <map>
#include <optional>
#include <string>

namespace daifa::reconcile {

/// Whose turn it is: work for a stopped side waits for its next try, a write waits for its place in
/// the queue behind the api's limit.
class Turns {
public:
    explicit Turns(Lane& lane) : lane_(lane) {}

    /// Nothing of what was let through before is still to be sent.
    void begin_round(TimePoint now);
    /// The verdict to keep when the work has to wait; nothing when it may be done now.
    std::optional<store::Verdict> postpone(const Work& work, TimePoint now);

private:
    std::optional<store::Verdict> wait_for_side(const Work& work, TimePoint now) const;
    std::optional<store::Verdict> wait_for_limit(const Work& work, TimePoint now);

    Lane& lane_;
    std::map<std::string, int>
        granted_; ///< Per api: writes of this round, which no budget counts yet.
    TimePoint round_at_ = {};
    std::map<std::string, TimePoint> next_turn_; ///< Per api: when the queue behind its limit ends.
};

} // namespace daifa::reconcile

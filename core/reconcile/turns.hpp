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
    /// Who has to wait is written down: their places in the queues are theirs.
    void keep_places() { next_turn_ = planned_; }
    /// The side that the work asks is stopped, perhaps since the round began.
    bool is_stopped(const Work& work, TimePoint now) const;
    /// The verdict to keep when the work has to wait; nothing when it may be done now.
    std::optional<store::Verdict> postpone(const Work& work, TimePoint now);

private:
    const SideHealth& side_of(const Work& work) const;
    std::optional<store::Verdict> wait_for_side(const Work& work, TimePoint now) const;
    std::optional<store::Verdict> wait_for_limit(const Work& work, TimePoint now);

    Lane& lane_;
    std::map<std::string, int>
        granted_; ///< Per api: writes of this round, which no budget counts yet.
    TimePoint round_at_ = {};
    std::map<std::string, TimePoint> next_turn_; ///< Per api: when the queue behind its limit ends.
    std::map<std::string, TimePoint> planned_;   ///< The same with those of this round.
};

} // namespace daifa::reconcile

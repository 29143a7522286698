#pragma once

#include "admin/differences.hpp"
#include "plugin_host/sentence.hpp"
#include "reconcile/shop_lane.hpp"
#include "store/records.hpp"

#include <optional>

namespace daifa::admin {

/// Who can get an order further, how, and when daifa itself looks again.
struct Unblock {
    Unblocker who = Unblocker::nobody;
    plugin_host::Sentence how = {};
    std::optional<TimePoint> next_at = {};
};

/// `status` is null when the shop has no lane.
Unblock find_unblock(const store::OrderRecord& order, const reconcile::LaneStatus* status);

/// Has the order reached an end at which daifa has nothing left to do?
bool has_ended(const store::OrderRecord& order);

/// Is there nothing to do for this order, and nothing wrong with it? Waiting for its warehouse or a
/// mere look counts as equal; a number or an order on its way does not.
bool is_equal(const reconcile::PlannedStep& planned);

} // namespace daifa::admin

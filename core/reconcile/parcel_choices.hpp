#pragma once

#include "reconcile/lane.hpp"

#include <string>

namespace daifa::reconcile {

/// A person says that the order goes into one parcel with the open orders of its recipient, or into
/// a parcel of its own. Returns for how many orders that was written down: 0 when the order's
/// number is uploaded, and when there is nobody to share with.
awaitable<int> choose_parcel(Lane& lane, store::ParcelChoice choice, OrderId order, std::string by,
                             std::string reason);

} // namespace daifa::reconcile

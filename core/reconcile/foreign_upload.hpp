#pragma once

#include "reconcile/lane.hpp"

#include <daifa/support/awaitable.hpp>

#include <string>
#include <vector>

namespace daifa::reconcile {

enum class Adoption {
    adopted,
    not_foreign,    ///< The order is not `uploaded_by_other`.
    unknown_parcel, ///< The ERP shows no such parcel that left, or its carrier has no code.
    clash,          ///< Another order holds such a number, or the order has just changed.
};

/// Takes `numbers` that stand on the platform, the main one first, for uploads of ours: a person
/// knows that a ledger which was lost has sent them. `cause` is kept in the order's history.
awaitable<Adoption> adopt_uploads(Lane& lane, OrderId id, std::vector<WaybillNumber> numbers,
                                  std::string cause);

} // namespace daifa::reconcile

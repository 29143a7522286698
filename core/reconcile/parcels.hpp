#pragma once

#include "reconcile/order_view.hpp"

#include <daifa/domain/waybill.hpp>

#include <optional>
#include <vector>

namespace daifa::reconcile {

/// What the ERP says about the parcels of one order.
struct ParcelView {
    std::vector<Parcel> parcels = {}; ///< Those that the strategy's moment lets go, main first, distinct.
    bool is_complete = false;         ///< Nothing more is expected.
    bool has_left = false;            ///< At least one ERP order has shipped.
    TimePoint since = {};             ///< When the last of them left, as far as known.
};

/// Collects the parcels of the order's live ERP orders by the strategy's moment.
ParcelView collect_parcels(const OrderView& view);

} // namespace daifa::reconcile

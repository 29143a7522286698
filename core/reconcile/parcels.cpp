#include "reconcile/parcels.hpp"

#include "reconcile/labels.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

bool lets_go(ErpStage stage, const UploadStrategy& strategy)
{
    switch (stage) {
    case ErpStage::shipped:
        return true;
    case ErpStage::part_shipped:
        return strategy.part_shipping == PartShipping::any;
    case ErpStage::in_progress:
        return strategy.moment == UploadMoment::reserved;
    default:
        return false;
    }
}

/// When we first could know that it left: the ERP's own time, at the latest our reading. An ERP
/// whose clock is ahead has shipped all the same.
TimePoint left_at(const OrderView& view, const ErpOrder& order)
{
    for (const auto* fact : view.erp_facts())
        if (fact->order.id == order.id)
            return std::min(order.shipped_at.value_or(fact->read_at), fact->read_at);
    return order.shipped_at.value_or(TimePoint{});
}

/// Whether everything of the order left by what the ERP says, and when.
ParcelView shipping_of(const OrderView& view)
{
    ParcelView shipped;
    const auto live = view.live_erp_orders();
    shipped.is_complete = !live.empty();
    for (const auto& order : live) {
        const bool is_shipped = order.stage == ErpStage::shipped;
        shipped.has_left = shipped.has_left || is_shipped || order.stage == ErpStage::part_shipped;
        shipped.is_complete = shipped.is_complete && is_shipped;
        if (lets_go(order.stage, view.context.plan.strategy.upload))
            shipped.since = std::max(shipped.since, left_at(view, order));
    }
    return shipped;
}

/// The parcels whose numbers the platform gave; the ERP only says when they left.
ParcelView collect_labels(const OrderView& view)
{
    const UploadMoment moment = view.context.plan.strategy.upload.moment;
    const auto labels = labels_of(view);
    ParcelView collected = shipping_of(view);
    const bool has_moment = moment != UploadMoment::shipped || collected.since != TimePoint{};
    for (const auto& label : labels) {
        if (moment == UploadMoment::printed && !label.printed_at)
            continue;
        if (moment != UploadMoment::shipped)
            collected.since = std::max(collected.since, label.printed_at.value_or(label.taken_at));
        if (has_moment)
            collected.parcels.push_back({{label.carrier_code, {}, true}, label.number});
    }
    // The main number alone tells nobody of the others: all of them, or none.
    if (moment == UploadMoment::printed && collected.parcels.size() < labels.size())
        collected.parcels.clear();
    return collected;
}

} // namespace

ParcelView collect_parcels(const OrderView& view)
{
    if (view.context.plan.waybill_source == WaybillSource::platform)
        return collect_labels(view);
    ParcelView collected = shipping_of(view);
    auto live = view.live_erp_orders();
    std::ranges::sort(live, {}, &ErpOrder::id);
    for (const auto& order : live) {
        if (!lets_go(order.stage, view.context.plan.strategy.upload))
            continue;
        for (const auto& parcel : order.parcels) {
            const bool is_known = std::ranges::find(collected.parcels, parcel.number,
                                                    &Parcel::number) != collected.parcels.end();
            if (!parcel.number.empty() && !is_known)
                collected.parcels.push_back(parcel);
        }
    }
    return collected;
}

} // namespace daifa::reconcile

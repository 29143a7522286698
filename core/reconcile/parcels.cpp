#include "reconcile/parcels.hpp"

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

} // namespace

ParcelView collect_parcels(const OrderView& view)
{
    ParcelView collected;
    auto live = view.live_erp_orders();
    std::ranges::sort(live, {}, &ErpOrder::id);
    collected.is_complete = !live.empty();
    for (const auto& order : live) {
        const bool is_shipped = order.stage == ErpStage::shipped;
        collected.has_left =
            collected.has_left || is_shipped || order.stage == ErpStage::part_shipped;
        if (!is_shipped)
            collected.is_complete = false;
        if (!lets_go(order.stage, view.context.plan.strategy.upload))
            continue;
        collected.since = std::max(collected.since, left_at(view, order));
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

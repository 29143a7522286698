#include "reconcile/parcel_choices.hpp"

#include "reconcile/joint_parcels.hpp"

namespace daifa::reconcile {

using store::ParcelChoice;

awaitable<int> choose_parcel(Lane& lane, ParcelChoice choice, OrderId order, std::string by,
                             std::string reason)
{
    const auto record = co_await lane.ledger.find_order(lane.shop, order);
    const DecideContext context = lane.decide_context();
    if (!record || OrderView(*record, context).is_confirmed(store::WriteKind::upload_waybill))
        co_return 0;
    std::vector<OrderId> chosen = {record->id};
    if (choice == ParcelChoice::joint)
        for (const auto& other : record->related)
            if (may_share(*record, other))
                chosen.push_back(other.id);
    if (choice == ParcelChoice::joint && (chosen.size() == 1 || has_number(*record)))
        co_return 0;
    for (const auto& id : chosen)
        co_await lane.ledger.choose_parcel(lane.shop, id, choice, by, reason, lane.clock.now());
    co_return static_cast<int>(chosen.size());
}

} // namespace daifa::reconcile

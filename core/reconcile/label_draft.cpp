#include "reconcile/label_draft.hpp"

#include "reconcile/joint_parcels.hpp"
#include "reconcile/labels.hpp"

#include <algorithm>
#include <set>

namespace daifa::reconcile {
namespace {

/// The write that took "YTO/YT1".
const store::WriteRecord* find_take_of(const store::OrderRecord& order, const std::string& number)
{
    for (const auto& write : order.writes)
        if (write.kind == store::WriteKind::take_waybill && write.result == number)
            return &write;
    return nullptr;
}

std::int64_t pieces_in(const Lane& lane, const store::OrderRecord& order, int parcel)
{
    const std::int64_t quantity = order.body->item.quantity;
    const int parcels = parcels_planned(quantity, lane.plan->strategy.waybill,
                                        lane.platform.capabilities().extra_waybills_max + 1);
    return pieces_of(quantity, parcels, parcel);
}

/// What is still in the parcel of a label.
std::vector<const store::OrderRecord*> packed_orders(const store::OrderRecord& order,
                                                     const store::WriteRecord* take)
{
    std::vector<const store::OrderRecord*> packed = {&order};
    if (take == nullptr)
        return packed;
    for (const auto& mate : mates_of(order, take->subject))
        if (mate.is_living && mate.order->body && !is_moved(*mate.order, take->subject))
            packed.push_back(mate.order);
    std::ranges::sort(packed, {}, &store::OrderRecord::id);
    return packed;
}

PickNote note_of(const std::vector<const store::OrderRecord*>& orders)
{
    PickNote note;
    std::string remarks;
    std::set<std::string> known = {""};
    for (const auto* order : orders) {
        const OrderItem& item = order->body->item;
        note.product += (note.product.empty() ? "" : "；") + item.product_name + " " +
                        item.variant_name + " ×" + std::to_string(item.quantity);
        note.quantity += item.quantity;
        const std::string& remark = order->body->seller_note.reveal();
        if (known.insert(remark).second)
            remarks += (remarks.empty() ? "" : "；") + remark;
    }
    note.remark = Personal(remarks);
    return note;
}

} // namespace

std::string document_id(const std::string& print_key, const std::string& number)
{
    const std::string copy = print_key.substr(print_key.rfind('/') + 1);
    return copy == "1" ? number : number + "-" + copy;
}

std::vector<const store::OrderRecord*> orders_of(const store::OrderRecord& order,
                                                 const std::string& package)
{
    std::vector<const store::OrderRecord*> orders = {&order};
    for (const auto& mate : mates_of(order, package))
        orders.push_back(mate.order);
    std::ranges::sort(orders, {}, &store::OrderRecord::id);
    return orders;
}

ParcelDraft draft_parcel(const Lane& lane, const Step& step, const std::string& package,
                         const std::vector<const store::OrderRecord*>& orders)
{
    const WaybillStrategy& strategy = lane.plan->strategy.waybill;
    ParcelDraft draft;
    draft.package_id = package;
    draft.template_url = step.template_url;
    const auto services = strategy.services.find(step.carrier_code);
    if (services != strategy.services.end())
        draft.services = services->second;
    for (const auto* order : orders) {
        const OrderItem& item = order->body->item;
        const std::int64_t pieces =
            orders.size() > 1 ? item.quantity : pieces_in(lane, *order, parcel_of(step.key));
        draft.orders.push_back(order->id);
        draft.items.push_back(
            {item.product_name + " " + item.variant_name, std::max<std::int64_t>(pieces, 1)});
        if (strategy.piece_grams)
            draft.weight_grams = draft.weight_grams.value_or(0) + *strategy.piece_grams * pieces;
    }
    return draft;
}

LabelDocument draft_document(const Lane& lane, const Work& work, Secret print_data)
{
    const auto* take = find_take_of(work.order, work.step.subject);
    const OrderItem& item = work.order.body->item;
    LabelDocument document;
    document.id = document_id(work.step.key, work.step.numbers.front().text());
    document.print_data = std::move(print_data);
    document.is_reprint = !work.step.key.ends_with("/1");
    const auto packed = packed_orders(work.order, take);
    if (packed.size() > 1) {
        document.note = note_of(packed);
        return document;
    }
    document.note.product = item.product_name;
    document.note.variant = item.variant_name;
    document.note.quantity =
        pieces_in(lane, work.order, take == nullptr ? 1 : parcel_of(take->key));
    document.note.remark = work.order.body->seller_note;
    return document;
}

} // namespace daifa::reconcile

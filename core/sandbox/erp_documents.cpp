// What the ERP's owner does to sales orders by hand.

#include "sandbox/erp_status.hpp"
#include "sandbox/erp_world.hpp"

#include <algorithm>

namespace daifa::sandbox {
namespace {

/// The status an order gets that takes the place of others.
int successor_status(const SalesOrder& order)
{
    return order.audited_at ? erp_status::in_warehouse : erp_status::waiting_audit;
}

template <class T>
void add_missing(std::vector<T>& values, const std::vector<T>& more)
{
    for (const T& value : more)
        if (std::find(values.begin(), values.end(), value) == values.end())
            values.push_back(value);
}

bool has_empty_part(const std::vector<std::vector<PackedLine>>& dealt)
{
    return std::any_of(dealt.begin(), dealt.end(),
                       [](const auto& contents) { return contents.front().quantity == 0; });
}

} // namespace

SalesOrder& ErpWorld::order_in_house(OrderIndex index)
{
    SalesOrder& order = orders_.at(index);
    const auto stage = find_stage(order.status);
    if (!is_live(order) || stage == ErpStage::shipped || stage == ErpStage::part_shipped)
        throw ControlError(order_number(index) + " is not in the house any more");
    return order;
}

void ErpWorld::complete_order(OrderIndex index, TimePoint now)
{
    SalesOrder& order = orders_.at(index);
    if (order.status != erp_status::on_its_way || order.is_deleted)
        throw ControlError(order_number(index) + " is not on its way");
    order.status = erp_status::completed;
    orders_.touch(order, now);
}

SalesOrder ErpWorld::successor_of(const SalesOrder& order) const
{
    SalesOrder next = order;
    next.status = successor_status(order);
    next.reserved_number.clear();
    return next;
}

OrderIndex ErpWorld::merge_orders(const std::vector<OrderIndex>& indexes, TimePoint now)
{
    std::vector<OrderIndex> distinct;
    add_missing(distinct, indexes);
    if (distinct.size() < 2)
        throw ControlError("merging needs at least two orders");
    SalesOrder whole = successor_of(order_in_house(distinct.front()));
    for (std::size_t at = 1; at < distinct.size(); ++at) {
        const SalesOrder& order = order_in_house(distinct[at]);
        if (order.shop != whole.shop)
            throw ControlError("only orders of one shop can be merged");
        if (!order.audited_at)
            whole.audited_at.reset();
        add_missing(whole.source_numbers, order.source_numbers);
        add_missing(whole.origins, order.origins);
        whole.lines.insert(whole.lines.end(), order.lines.begin(), order.lines.end());
    }
    whole.status = successor_status(whole);

    for (const OrderIndex index : distinct) {
        orders_.at(index).status = erp_status::merged;
        orders_.touch(orders_.at(index), now);
    }
    return add_successor(std::move(whole), now);
}

std::vector<OrderIndex> ErpWorld::split_order(OrderIndex index, std::size_t parts, TimePoint now)
{
    SalesOrder& order = order_in_house(index);
    if (parts < 2 || parts > 100)
        throw ControlError("an order is split into 2 to 100 parts");
    const auto dealt = deal_out(left_to_ship(order), parts);
    if (has_empty_part(dealt))
        throw ControlError(order_number(index) + " has fewer pieces than parts");

    std::vector<SalesOrder> pieces;
    for (const auto& contents : dealt) {
        SalesOrder piece = successor_of(order);
        piece.lines.clear();
        for (const PackedLine& packed : contents) {
            piece.lines.push_back(order.lines[packed.line]);
            piece.lines.back().quantity = packed.quantity;
        }
        pieces.push_back(std::move(piece));
    }
    order.status = erp_status::split;
    orders_.touch(order, now);
    std::vector<OrderIndex> successors;
    for (SalesOrder& piece : pieces)
        successors.push_back(add_successor(std::move(piece), now));
    return successors;
}

OrderIndex ErpWorld::add_successor(SalesOrder order, TimePoint now)
{
    const bool is_audited = order.audited_at.has_value();
    const OrderIndex index = add_order(std::move(order), now);
    if (is_audited) {
        orders_.mark_audited(orders_.at(index), now);
        if (!settings_.ship_unaudited)
            wait_for_warehouse(orders_.at(index), now);
    }
    return index;
}

void ErpWorld::delete_order(OrderIndex index, TimePoint now)
{
    SalesOrder& order = orders_.at(index);
    if (order.is_deleted)
        throw ControlError(order_number(index) + " is already deleted");
    order.is_deleted = true;
    orders_.touch(order, now);
}

void ErpWorld::archive_order(OrderIndex index, TimePoint now)
{
    SalesOrder& order = orders_.at(index);
    if (order.is_archived)
        throw ControlError(order_number(index) + " is already archived");
    order.is_archived = true;
    orders_.touch(order, now);
}

void ErpWorld::change_waybill(OrderIndex index, std::size_t parcel, std::string_view carrier,
                              const std::string& number, TimePoint now)
{
    SalesOrder& order = orders_.at(index);
    if (parcel >= order.parcels.size())
        throw ControlError(order_number(index) + " has no such parcel");
    SalesParcel& changed = order.parcels[parcel];
    if (!carrier.empty())
        changed.carrier = known_carrier(carrier);
    changed.waybill_number = number.empty() ? next_waybill_number(changed.carrier) : number;
    if (parcel == 0)
        order.carrier = changed.carrier;
    orders_.touch(order, now);
}

void ErpWorld::set_status(OrderIndex index, int status, TimePoint now)
{
    const auto stage = find_stage(status);
    if (stage != ErpStage::waiting_audit && stage != ErpStage::in_progress)
        throw ControlError("no status to set by hand: " + std::to_string(status));
    SalesOrder& order = order_in_house(index);
    order.status = status;
    orders_.touch(order, now);
    // The warehouse passes over what its status keeps from it when the time has come.
    if (order.audited_at || settings_.ship_unaudited)
        wait_for_warehouse(order, now);
}

} // namespace daifa::sandbox

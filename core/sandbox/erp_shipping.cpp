// How sales orders leave the house: by the warehouse's clock and by hand.

#include "sandbox/erp_status.hpp"
#include "sandbox/erp_world.hpp"

#include <algorithm>

namespace daifa::sandbox {
namespace {

/// A status in which the warehouse goes on by itself.
bool is_workable(const SalesOrder& order, bool unaudited_too)
{
    switch (order.status) {
    case erp_status::in_warehouse:
    case erp_status::submitting:
    case erp_status::number_reserved:
    case erp_status::cancel_failed:
        return true;
    case erp_status::waiting_audit:
        return unaudited_too;
    default:
        return false;
    }
}

} // namespace

void ErpWorld::tick(TimePoint now)
{
    if (!settings_.warehouse_open)
        return;
    for (const DueStep& due : warehouse_.take_due(now, settings_.ship_delay))
        carry_out(due, now);
}

ShippingPlan ErpWorld::plan_for(const SalesOrder& order) const
{
    return plan_shipping(settings_, order.source_numbers.front());
}

void ErpWorld::wait_for_warehouse(const SalesOrder& order, TimePoint since)
{
    if (plan_for(order).reserved_number)
        warehouse_.add(WarehouseStep::reserve_number, order.index, since);
    warehouse_.add(WarehouseStep::ship, order.index, since);
}

void ErpWorld::carry_out(const DueStep& due, TimePoint now)
{
    SalesOrder& order = orders_.at(due.order);
    const bool waits_for_rest = order.status == erp_status::part_shipped;
    const bool is_wanted = due.step == WarehouseStep::ship_rest
                               ? waits_for_rest
                               : is_workable(order, settings_.ship_unaudited);
    if (order.is_deleted || !is_wanted)
        return;

    if (settings_.scan_labels) {
        const auto labelled = scan_labels(order);
        if (due.step != WarehouseStep::ship || !labelled)
            warehouse_.add(WarehouseStep::ship, order.index, now);
        else
            ship(order, *labelled, now);
        return;
    }
    const ShippingPlan plan = plan_for(order);
    if (due.step == WarehouseStep::reserve_number) {
        reserve_number(order, plan, now);
        return;
    }
    Shipment shipment;
    shipment.carrier = carriers_[choose_carrier(order, plan.unknown_carrier)].code;
    shipment.parcels = plan.two_parcels && !waits_for_rest ? 2 : 1;
    shipment.part = plan.part_first && !waits_for_rest;
    ship(order, shipment, now);
}

std::uint32_t ErpWorld::choose_carrier(const SalesOrder& order, bool unknown) const
{
    for (std::uint32_t at = 0; unknown && at < carriers_.size(); ++at)
        if (carriers_[at].express_code.empty())
            return at;
    return order.carrier.value_or(0);
}

std::optional<Shipment> ErpWorld::scan_labels(const SalesOrder& order) const
{
    const auto labels =
        find_labels ? find_labels(order.source_numbers.front()) : std::vector<ScannedLabel>();
    if (labels.empty())
        return std::nullopt;
    Shipment shipment;
    const auto carrier =
        std::ranges::find(carriers_, labels.front().express_code, &ErpCarrier::express_code);
    shipment.carrier = carrier == carriers_.end() ? carriers_.front().code : carrier->code;
    shipment.parcels = labels.size();
    for (const auto& label : labels)
        shipment.numbers.push_back(label.number);
    return shipment;
}

std::uint32_t ErpWorld::known_carrier(std::string_view code_or_name) const
{
    const auto carrier = find_carrier(*this, code_or_name);
    if (!carrier)
        throw ControlError("no such carrier: " + std::string(code_or_name));
    return *carrier;
}

std::string ErpWorld::next_waybill_number(std::uint32_t carrier)
{
    // Three digits of the seed keep the numbers of two practice ERPs apart.
    const std::string serial = std::to_string(++waybills_);
    const std::string house = std::to_string(100 + settings_.seed % 900);
    const std::size_t zeros = serial.size() < 10 ? 10 - serial.size() : 0;
    return carriers_[carrier].number_prefix + house + std::string(zeros, '0') + serial;
}

void ErpWorld::reserve_number(SalesOrder& order, const ShippingPlan& plan, TimePoint now)
{
    if (!order.reserved_number.empty())
        return;
    order.carrier = choose_carrier(order, plan.unknown_carrier);
    order.reserved_number = next_waybill_number(*order.carrier);
    order.status = erp_status::number_reserved;
    orders_.touch(order, now);
}

void ErpWorld::ship(SalesOrder& order, const Shipment& shipment, TimePoint now)
{
    if (!shipment.carrier.empty())
        order.carrier = known_carrier(shipment.carrier);
    else if (!order.carrier)
        order.carrier = choose_carrier(order, false);

    std::vector<PackedLine> leaving = left_to_ship(order);
    if (shipment.part)
        leaving = deal_out(leaving, 2).front();
    const bool is_first = order.parcels.empty();
    const auto dealt = deal_out(leaving, shipment.parcels);
    for (std::size_t at = 0; at < dealt.size(); ++at) {
        std::string number = at < shipment.numbers.size() ? shipment.numbers[at]
                             : is_first && at == 0        ? order.reserved_number
                                                          : std::string{};
        if (number.empty())
            number = next_waybill_number(*order.carrier);
        order.parcels.push_back({std::move(number), *order.carrier, dealt[at], now});
    }

    const bool is_all = left_to_ship(order).empty();
    order.status = is_all ? erp_status::on_its_way : erp_status::part_shipped;
    if (is_first)
        orders_.mark_shipped(order, now);
    else
        orders_.touch(order, now);
    if (!is_all)
        warehouse_.add(WarehouseStep::ship_rest, order.index, now);
}

void ErpWorld::ship_order(OrderIndex index, const Shipment& shipment, TimePoint now)
{
    SalesOrder& order = orders_.at(index);
    if (!is_live(order) || find_stage(order.status) == ErpStage::shipped)
        throw ControlError(order_number(index) + " has nothing left to ship");
    if (shipment.parcels == 0 || shipment.parcels > 100)
        throw ControlError("parcels must be 1 to 100");
    ship(order, shipment, now);
}

} // namespace daifa::sandbox

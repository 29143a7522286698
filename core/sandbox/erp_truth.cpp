#include "sandbox/erp_truth.hpp"

#include "sandbox/erp_status.hpp"
#include "sandbox/erp_stock.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <vector>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

json::array parcels_of(const ErpWorld& erp, const SalesOrder& order)
{
    json::array parcels;
    for (const SalesParcel& parcel : order.parcels) {
        const ErpCarrier& carrier = erp.carriers()[parcel.carrier];
        parcels.push_back({{"carrier", carrier.express_code},
                           {"carrier_name", carrier.name},
                           {"number", parcel.waybill_number}});
    }
    return parcels;
}

json::object order_truth(const ErpWorld& erp, const SalesOrder& order)
{
    return {{"order", order_number(order.index)},
            {"shop", erp.shops()[order.shop].code},
            {"status", order.status},
            {"status_name", status_name(order.status)},
            {"sources", json::array(order.source_numbers.begin(), order.source_numbers.end())},
            {"imported", order.is_imported},
            {"deleted", order.is_deleted},
            {"archived", order.is_archived},
            {"reserved_number", order.reserved_number},
            {"parcels", parcels_of(erp, order)}};
}

const SourceRecord& record_of(const ErpWorld& erp, std::string_view source_number)
{
    static const SourceRecord nothing;
    const SourceRecord* found = erp.orders().find_source(source_number);
    return found == nullptr ? nothing : *found;
}

} // namespace

std::size_t live_imports(const ErpWorld& erp, std::string_view source_number)
{
    std::vector<OrderIndex> imports;
    for (const OrderIndex index : record_of(erp, source_number).orders) {
        const SalesOrder& order = erp.orders().at(index);
        if (!is_live(order))
            continue;
        // A merged order descends from imports of other numbers too; those are not this number's.
        for (const OrderIndex origin : order.origins) {
            const auto& numbers = erp.orders().at(origin).source_numbers;
            const bool is_ours = std::ranges::find(numbers, source_number) != numbers.end();
            if (is_ours && std::ranges::find(imports, origin) == imports.end())
                imports.push_back(origin);
        }
    }
    return imports.size();
}

json::object source_truth(const ErpWorld& erp, std::string_view source_number)
{
    const SourceRecord& record = record_of(erp, source_number);
    json::array orders;
    json::array parcels;
    std::size_t live = 0;
    for (const OrderIndex index : record.orders) {
        const SalesOrder& order = erp.orders().at(index);
        live += is_live(order) ? 1 : 0;
        orders.push_back(order_truth(erp, order));
        for (auto& parcel : parcels_of(erp, order))
            parcels.push_back(std::move(parcel));
    }
    return {{"creates", record.creates},
            {"live", live},
            {"live_imports", live_imports(erp, source_number)},
            {"orders", std::move(orders)},
            {"parcels", std::move(parcels)}};
}

json::object settings_truth(const ErpSettings& settings)
{
    return {{"seed", settings.seed},
            {"warehouse_open", settings.warehouse_open},
            {"ship_delay_ms", settings.ship_delay.count()},
            {"ship_unaudited", settings.ship_unaudited},
            {"scan_labels", settings.scan_labels},
            {"strict_goods", settings.strict_goods},
            {"recipient_required", settings.recipient_required},
            {"two_parcels", settings.two_parcels},
            {"unknown_carrier", settings.unknown_carrier},
            {"reserved_number", settings.reserved_number},
            {"part_shipping", settings.part_shipping}};
}

json::object ErpWorld::totals(TimePoint) const
{
    std::uint64_t creates = 0;
    std::uint64_t created_twice = 0;
    for (const auto& [number, record] : orders_.sources()) {
        creates += record.creates;
        created_twice += record.creates > 1 ? 1 : 0;
    }
    std::uint64_t live = 0;
    std::uint64_t shipped = 0;
    std::uint64_t parcels = 0;
    json::object statuses;
    for (const SalesOrder& order : orders_.all()) {
        live += is_live(order) ? 1 : 0;
        shipped += is_live(order) && find_stage(order.status) == ErpStage::shipped ? 1 : 0;
        parcels += order.parcels.size();
        auto& count = statuses[std::to_string(order.status)];
        count = count.is_null() ? 1 : count.as_int64() + 1;
    }
    return {{"sources", orders_.sources().size()},
            {"creates", creates},
            {"created_twice", created_twice},
            {"orders", orders_.size()},
            {"live", live},
            {"shipped", shipped},
            {"parcels", parcels},
            {"statuses", std::move(statuses)}};
}

json::object ErpWorld::truth(TimePoint now) const
{
    json::object sources;
    for (const auto& entry : orders_.sources())
        sources[entry.first] = source_truth(*this, entry.first);
    return {{"totals", totals(now)},
            {"calls", calls()},
            {"settings", settings_truth(settings_)},
            {"stock", stock_truth(stock_)},
            {"sources", std::move(sources)}};
}

} // namespace daifa::sandbox

#include "sandbox/erp_order_actions.hpp"

#include "sandbox/control_arguments.hpp"
#include "sandbox/erp_truth.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

#include <algorithm>

namespace daifa::sandbox {

void check_names(const boost::json::object& arguments,
                 std::initializer_list<std::string_view> known)
{
    for (const auto& entry : arguments)
        if (std::find(known.begin(), known.end(), entry.key()) == known.end())
            throw ControlError("unknown argument: " + std::string(entry.key()));
}

std::string required_text(const boost::json::object& arguments, std::string_view key)
{
    std::string text = text_or(arguments, key);
    if (text.empty())
        throw ControlError(std::string(key) + " is missing");
    return text;
}

namespace {

namespace json = boost::json;

OrderIndex order_by_number(const OrderBook& orders, const std::string& number)
{
    const auto index = parse_order_name(number);
    if (!index || *index >= orders.size())
        throw ControlError("no such order: " + number);
    return *index;
}

OrderIndex live_order_of(const OrderBook& orders, const std::string& source)
{
    std::vector<OrderIndex> live;
    if (const SourceRecord* record = orders.find_source(source))
        for (const OrderIndex index : record->orders)
            if (is_live(orders.at(index)))
                live.push_back(index);
    if (live.size() != 1)
        throw ControlError(source + " has " + std::to_string(live.size()) +
                           " live orders; name one by \"order\"");
    return live.front();
}

/// By "order" (the ERP's number) or by "source", which must have exactly one live order.
OrderIndex order_meant(const OrderBook& orders, const json::object& arguments)
{
    const std::string number = text_or(arguments, "order");
    return number.empty() ? live_order_of(orders, required_text(arguments, "source"))
                          : order_by_number(orders, number);
}

std::vector<OrderIndex> orders_meant(const OrderBook& orders, const json::object& arguments)
{
    std::vector<OrderIndex> indexes;
    for (const std::string& number : texts_argument(arguments, "orders"))
        indexes.push_back(order_by_number(orders, number));
    for (const std::string& source : texts_argument(arguments, "sources"))
        indexes.push_back(live_order_of(orders, source));
    return indexes;
}

json::object named(OrderIndex index)
{
    return {{"order", order_number(index)}};
}

json::object checked(ChangeOutcome outcome, OrderIndex index)
{
    switch (outcome) {
    case ChangeOutcome::done:
        return named(index);
    case ChangeOutcome::unknown_order:
        throw ControlError("no such order: " + order_number(index));
    case ChangeOutcome::already_done:
        throw ControlError(order_number(index) + " is so already");
    case ChangeOutcome::already_shipped:
        throw ControlError(order_number(index) + " is shipped");
    case ChangeOutcome::not_in_this_step:
        break;
    }
    throw ControlError(order_number(index) + " is not in a step that allows it");
}

json::object download_action(ErpWorld& erp, const json::object& arguments, TimePoint now)
{
    check_names(arguments, {"shop", "source", "barcode", "quantity"});
    SalesDraft draft;
    draft.shop = required_text(arguments, "shop");
    draft.source_number = required_text(arguments, "source");
    draft.placed_at = now;
    draft.recipient = {"李四", "13800000000", "浙江省", "杭州市", "西湖区", "文一路1号"};
    SalesLine line;
    line.barcode = text_or(arguments, "barcode", "NATIVE-1");
    line.quantity = integer_argument(arguments, "quantity", 1, 1, 1'000'000);
    draft.lines.push_back(std::move(line));
    return named(erp.download_order(std::move(draft), now));
}

json::object audit_action(ErpWorld& erp, const json::object& arguments, TimePoint now)
{
    check_names(arguments, {"order", "source"});
    const OrderIndex index = order_meant(erp.orders(), arguments);
    return checked(erp.audit_order(index, now), index);
}

json::object cancel_action(ErpWorld& erp, const json::object& arguments, TimePoint now)
{
    check_names(arguments, {"order", "source"});
    const OrderIndex index = order_meant(erp.orders(), arguments);
    return checked(erp.cancel_order(index, now), index);
}

json::object ship_action(ErpWorld& erp, const json::object& arguments, TimePoint now)
{
    check_names(arguments, {"order", "source", "carrier", "numbers", "parcels", "part"});
    const OrderIndex index = order_meant(erp.orders(), arguments);
    Shipment shipment;
    shipment.carrier = text_or(arguments, "carrier");
    shipment.numbers = texts_argument(arguments, "numbers");
    const auto parcels =
        std::max<std::int64_t>(1, static_cast<std::int64_t>(shipment.numbers.size()));
    shipment.parcels =
        static_cast<std::size_t>(integer_argument(arguments, "parcels", parcels, 1, 100));
    shipment.part = flag_argument(arguments, "part", false);
    erp.ship_order(index, shipment, now);
    return named(index);
}

json::object complete_action(ErpWorld& erp, const json::object& arguments, TimePoint now)
{
    check_names(arguments, {"order", "source"});
    const OrderIndex index = order_meant(erp.orders(), arguments);
    erp.complete_order(index, now);
    return named(index);
}

json::object merge_action(ErpWorld& erp, const json::object& arguments, TimePoint now)
{
    check_names(arguments, {"orders", "sources"});
    return named(erp.merge_orders(orders_meant(erp.orders(), arguments), now));
}

json::object split_action(ErpWorld& erp, const json::object& arguments, TimePoint now)
{
    check_names(arguments, {"order", "source", "parts"});
    const OrderIndex index = order_meant(erp.orders(), arguments);
    const auto parts = static_cast<std::size_t>(integer_argument(arguments, "parts", 2, 2, 100));
    json::array numbers;
    for (const OrderIndex successor : erp.split_order(index, parts, now))
        numbers.emplace_back(order_number(successor));
    return {{"orders", std::move(numbers)}};
}

json::object delete_action(ErpWorld& erp, const json::object& arguments, TimePoint now)
{
    check_names(arguments, {"order", "source"});
    const OrderIndex index = order_meant(erp.orders(), arguments);
    erp.delete_order(index, now);
    return named(index);
}

json::object archive_action(ErpWorld& erp, const json::object& arguments, TimePoint now)
{
    check_names(arguments, {"order", "source"});
    const OrderIndex index = order_meant(erp.orders(), arguments);
    erp.archive_order(index, now);
    return named(index);
}

json::object change_waybill_action(ErpWorld& erp, const json::object& arguments, TimePoint now)
{
    check_names(arguments, {"order", "source", "parcel", "carrier", "number"});
    const OrderIndex index = order_meant(erp.orders(), arguments);
    const auto parcel =
        static_cast<std::size_t>(integer_argument(arguments, "parcel", 1, 1, 100) - 1);
    erp.change_waybill(index, parcel, text_or(arguments, "carrier"), text_or(arguments, "number"),
                       now);
    json::object result = named(index);
    result["number"] = erp.orders().at(index).parcels[parcel].waybill_number;
    return result;
}

json::object set_status_action(ErpWorld& erp, const json::object& arguments, TimePoint now)
{
    check_names(arguments, {"order", "source", "status"});
    const OrderIndex index = order_meant(erp.orders(), arguments);
    erp.set_status(index, static_cast<int>(integer_argument(arguments, "status", 0, 1000, 9999)),
                   now);
    return named(index);
}

json::object look_action(ErpWorld& erp, const json::object& arguments, TimePoint)
{
    check_names(arguments, {"source"});
    return source_truth(erp, required_text(arguments, "source"));
}

constexpr ErpAction actions[] = {
    {"download", download_action},     {"audit", audit_action},
    {"cancel", cancel_action},         {"ship", ship_action},
    {"complete", complete_action},     {"merge", merge_action},
    {"split", split_action},           {"delete", delete_action},
    {"archive", archive_action},       {"change_waybill", change_waybill_action},
    {"set_status", set_status_action}, {"look", look_action},
};

} // namespace

std::span<const ErpAction> erp_order_actions()
{
    return actions;
}

} // namespace daifa::sandbox

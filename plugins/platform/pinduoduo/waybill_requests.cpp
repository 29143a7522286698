#include "pinduoduo/waybill_requests.hpp"

#include "pinduoduo/requests.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

#include <set>
#include <string_view>

namespace daifa::pinduoduo {
namespace {

namespace json = boost::json;

constexpr std::size_t list_max = 100; ///< Of orders and of items in one parcel (API page).

/// Why this can't be sent; empty when it can.
std::string_view find_fault(const Sender& sender)
{
    if (sender.name.empty())
        return "the sender has no name";
    if (sender.mobile.empty() && sender.phone.empty())
        return "the sender has neither mobile nor phone";
    if (sender.address.province.empty() || sender.address.detail.empty())
        return "the sender's address is not complete";
    return {};
}

std::string_view find_item_fault(const std::vector<PackageItem>& items)
{
    if (items.empty() || items.size() > list_max)
        return "a parcel holds 1 to 100 kinds of goods";
    for (const PackageItem& item : items)
        if (item.name.empty() || item.count < 1)
            return "goods in a parcel have no name or no count";
    return {};
}

std::string_view find_order_fault(const std::vector<OrderId>& orders)
{
    if (orders.empty() || orders.size() > list_max)
        return "a parcel holds 1 to 100 orders";
    for (const OrderId& order : orders)
        if (order.merchant.empty() || order.number.empty())
            return "the order's id is not complete";
    return {};
}

bool is_json_object(std::string_view text)
{
    const auto value = parse_json(text);
    return value && value->is_object();
}

std::string_view find_fault(const ParcelDraft& parcel)
{
    if (parcel.package_id.empty())
        return "a parcel has no id";
    if (parcel.template_url.empty())
        return "a parcel has no label template";
    if (parcel.weight_grams && *parcel.weight_grams < 1)
        return "a parcel's weight is not above zero";
    if (!parcel.services.empty() && !is_json_object(parcel.services))
        return "a parcel's services are no JSON object";
    if (const auto fault = find_order_fault(parcel.orders); !fault.empty())
        return fault;
    return find_item_fault(parcel.items);
}

std::string_view find_fault(const WaybillRequest& request)
{
    if (request.carrier_code.empty())
        return "the carrier code is empty";
    if (request.parcels.empty() || request.parcels.size() > std::size_t(waybills_per_call))
        return "one call takes 1 to 10 parcels";
    if (const auto fault = find_fault(request.sender); !fault.empty())
        return fault;
    std::set<std::string_view> ids;
    for (const ParcelDraft& parcel : request.parcels) {
        if (const auto fault = find_fault(parcel); !fault.empty())
            return fault;
        if (!ids.insert(parcel.package_id).second)
            return "two parcels have the same id";
    }
    return {};
}

std::string_view find_fault(std::string_view carrier_code, const WaybillNumber& number)
{
    if (carrier_code.empty())
        return "the carrier code is empty";
    return number.empty() ? "the waybill number is empty" : "";
}

void add_given(json::object& object, std::string_view key, const std::string& text)
{
    if (!text.empty())
        object[key] = text;
}

json::object address_object(const SenderAddress& address)
{
    json::object object;
    add_given(object, "country", address.country);
    object["province"] = address.province;
    object["city"] = address.city;
    object["district"] = address.district;
    add_given(object, "town", address.town);
    object["detail"] = address.detail;
    return object;
}

json::object sender_object(const Sender& sender)
{
    json::object object;
    object["name"] = sender.name.reveal();
    // The page wants both: whichever is there stands for the other.
    object["mobile"] = (sender.mobile.empty() ? sender.phone : sender.mobile).reveal();
    object["phone"] = (sender.phone.empty() ? sender.mobile : sender.phone).reveal();
    object["address"] = address_object(sender.address);
    return object;
}

json::object order_info(const std::vector<OrderId>& orders)
{
    json::array list;
    list.reserve(orders.size());
    for (const OrderId& order : orders)
        list.emplace_back(order_object(order));
    json::object object;
    object["order_channels_type"] = "PDD";
    object["trade_order_list"] = std::move(list);
    return object;
}

json::object package_info(const ParcelDraft& parcel)
{
    json::array items;
    items.reserve(parcel.items.size());
    for (const PackageItem& item : parcel.items) {
        json::object row;
        row["name"] = item.name;
        row["count"] = item.count;
        items.emplace_back(std::move(row));
    }
    json::object object;
    object["id"] = parcel.package_id;
    object["items"] = std::move(items);
    if (parcel.weight_grams)
        object["weight"] = *parcel.weight_grams;
    return object;
}

json::object parcel_object(const ParcelDraft& parcel, std::int64_t owner)
{
    json::object object;
    object["object_id"] = parcel.package_id;
    object["user_id"] = owner;
    object["template_url"] = parcel.template_url;
    add_given(object, "logistics_services", parcel.services);
    object["order_info"] = order_info(parcel.orders);
    object["package_info"] = package_info(parcel);
    return object;
}

} // namespace

Call build_waybill_search()
{
    return {.name = {api::waybill_search, Operation::read}};
}

Call build_standard_templates_get()
{
    return {.name = {api::standard_templates_get, Operation::read}};
}

Result<Call> build_waybill_take(const WaybillRequest& request, std::int64_t owner)
{
    const CallName name{api::waybill_take, Operation::write};
    if (const auto fault = find_fault(request); !fault.empty())
        return not_sent(name, fault);
    json::array parcels;
    parcels.reserve(request.parcels.size());
    for (const ParcelDraft& parcel : request.parcels)
        parcels.emplace_back(parcel_object(parcel, owner));
    json::object parameters;
    parameters["wp_code"] = request.carrier_code;
    parameters["sender"] = sender_object(request.sender);
    parameters["trade_order_info_dtos"] = std::move(parcels);
    return build_wrapped(name, "param_fds_waybill_get_request", parameters);
}

Result<Call> build_waybill_query(const std::string& carrier_code, const WaybillNumber& number)
{
    const CallName name{api::waybill_query, Operation::read};
    if (const auto fault = find_fault(carrier_code, number); !fault.empty())
        return not_sent(name, fault);
    json::object row;
    row["object_id"] = number.text();
    row["wp_code"] = carrier_code;
    row["waybill_code"] = number.text();
    json::array list;
    list.emplace_back(std::move(row));
    return build_wrapped(name, "param_list", list);
}

Result<Call> build_number_cancel(const std::string& carrier_code, const WaybillNumber& number)
{
    Call call{.name = {api::number_cancel, Operation::write}};
    if (const auto fault = find_fault(carrier_code, number); !fault.empty())
        return not_sent(call.name, fault);
    call.parameters.emplace_back("waybill_code", number.text());
    call.parameters.emplace_back("wp_code", carrier_code);
    return call;
}

} // namespace daifa::pinduoduo

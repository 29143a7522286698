#include "pinduoduo/practice/take_request.hpp"

#include "pinduoduo/practice/order_lookup.hpp"
#include "pinduoduo/practice/print_data.hpp"
#include "pinduoduo/practice/request_reader.hpp"

#include <daifa/codec/json.hpp>

#include <set>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;
using sandbox::ParcelDraft;
using sandbox::TakeDraft;

constexpr std::size_t parcels_max = 10;
constexpr std::size_t orders_max = 100;
constexpr std::size_t items_max = 100;

void read_sender(RequestReader& reader, const json::object& request, TakeDraft& draft)
{
    const json::object& sender = reader.object(request, "sender");
    draft.sender_name = reader.text(sender, "name");
    draft.sender_phone = reader.text(sender, "mobile");
    reader.text(sender, "phone");
    const json::object& address = reader.object(sender, "address");
    draft.sender.province = reader.text(address, "province");
    draft.sender.city = reader.text(address, "city");
    draft.sender.district = reader.text(address, "district");
    draft.sender.detail = reader.text(address, "detail");
    draft.sender.town = reader.optional_text(address, "town");
    reader.optional_text(address, "country");
}

void read_orders(RequestReader& reader, const Call& call, const json::object& order_info,
                 ParcelDraft& parcel)
{
    if (reader.text(order_info, "order_channels_type") != "PDD")
        reader.refuse({21001, "order_channels_type不支持"});
    std::set<const sandbox::PracticeOrder*> known;
    for (const auto& entry : reader.objects(order_info, "trade_order_list", orders_max)) {
        const auto found = find_order(call, entry.get_object());
        if (const auto* failure = std::get_if<Failure>(&found))
            return reader.refuse(*failure);
        const auto* order = std::get<sandbox::PracticeOrder*>(found);
        if (!known.insert(order).second)
            return reader.refuse({21001, "trade_order_list订单重复"});
        parcel.orders.push_back(order);
    }
}

void read_package(RequestReader& reader, const json::object& package, ParcelDraft& parcel)
{
    parcel.package = reader.optional_text(package, "id");
    for (const auto& entry : reader.objects(package, "items", items_max)) {
        const json::object& item = entry.get_object();
        parcel.items.push_back({reader.text(item, "name"), reader.integer(item, "count", 1)});
    }
    reader.check_integer(package, "volume");
    reader.check_integer(package, "weight");
    for (const std::string_view name :
         {"goods_description", "packaging_description", "total_packages_count"})
        reader.optional_text(package, name);
}

void read_services(RequestReader& reader, const json::object& entry, ParcelDraft& parcel)
{
    const std::string text = reader.optional_text(entry, "logistics_services");
    if (text.empty())
        return;
    const auto services = parse_json(text);
    if (!services || !services->is_object())
        return reader.refuse({21001, "logistics_services不是JSON对象"});
    for (const auto& [code, value] : services->get_object())
        if (value.is_object())
            parcel.services.emplace_back(code);
        else
            reader.refuse({21001, "logistics_services格式错误"});
}

ParcelDraft read_parcel(RequestReader& reader, const Call& call, const json::object& entry)
{
    ParcelDraft parcel;
    parcel.object_id = reader.text(entry, "object_id");
    reader.integer(entry, "user_id", 1);
    parcel.template_key = template_key(reader.text(entry, "template_url"));
    read_services(reader, entry, parcel);
    read_orders(reader, call, reader.object(entry, "order_info"), parcel);
    read_package(reader, reader.object(entry, "package_info"), parcel);
    return parcel;
}

/// Within one call, object ids tell the parcels apart, and so do the packages of an order.
void check_distinct(RequestReader& reader, const TakeDraft& draft)
{
    std::set<std::string_view> object_ids;
    std::set<std::pair<const sandbox::PracticeOrder*, std::string_view>> packages;
    for (const auto& parcel : draft.parcels) {
        if (!object_ids.insert(parcel.object_id).second)
            reader.refuse({21001, "object_id重复"});
        for (const auto* order : parcel.orders)
            if (!packages.insert({order, parcel.package}).second)
                reader.refuse({21001, "同一订单的包裹重复"});
    }
}

} // namespace

std::variant<TakeDraft, Failure> read_take_request(const Call& call)
{
    const auto read = read_object(call, "param_fds_waybill_get_request");
    if (const auto* failure = std::get_if<Failure>(&read))
        return *failure;
    const auto& request = std::get<json::object>(read);
    RequestReader reader;
    TakeDraft draft;
    draft.shop = call.shop->owner_id;
    draft.carrier = reader.text(request, "wp_code");
    read_sender(reader, request, draft);
    for (const auto& entry : reader.objects(request, "trade_order_info_dtos", parcels_max))
        draft.parcels.push_back(read_parcel(reader, call, entry.get_object()));
    check_distinct(reader, draft);
    if (reader.failure())
        return *reader.failure();
    return draft;
}

} // namespace daifa::practice::pinduoduo

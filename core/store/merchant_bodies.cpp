#include "store/detail/merchant_table.hpp"

#include <daifa/codec/digest.hpp>
#include <daifa/codec/json.hpp>

#include <boost/json.hpp>

namespace daifa::store {
namespace {

namespace json = boost::json;

} // namespace

std::string to_json_text(const std::vector<OrderItem>& items)
{
    json::array list;
    for (const auto& item : items) {
        json::object one;
        one["product_name"] = item.product_name;
        one["variant_name"] = item.variant_name;
        one["sku_code"] = item.sku_code;
        one["product_code"] = item.product_code;
        one["quantity"] = item.quantity;
        list.push_back(std::move(one));
    }
    return json::serialize(list);
}

std::vector<OrderItem> parse_items(std::string_view text)
{
    const json::value parsed = parse_stored(text);
    if (!parsed.is_array())
        throw damaged("something else where a list of goods was written");
    std::vector<OrderItem> items;
    for (const auto& value : parsed.as_array()) {
        const auto* one = value.if_object();
        if (one == nullptr)
            throw damaged("something else where an item was written");
        OrderItem item;
        item.product_name = text_or(*one, "product_name");
        item.variant_name = text_or(*one, "variant_name");
        item.sku_code = text_or(*one, "sku_code");
        item.product_code = text_or(*one, "product_code");
        item.quantity = find_integer(*one, "quantity").value_or(0);
        items.push_back(std::move(item));
    }
    return items;
}

std::string to_json_text(const FoundNumber& found)
{
    json::object one;
    one["origin"] = found.origin;
    one["factory"] = found.factory;
    one["carrier_code"] = found.carrier.code;
    one["carrier_name"] = found.carrier.name;
    one["number"] = found.number.text();
    one["since"] = found.since.time_since_epoch().count();
    one["problem"] = found.problem;
    return json::serialize(one);
}

FoundNumber parse_found(std::string_view text)
{
    const json::value parsed = parse_stored(text);
    const auto* one = parsed.if_object();
    if (one == nullptr)
        throw damaged("something else where a number was written");
    FoundNumber found;
    found.origin = text_or(*one, "origin");
    found.factory = text_or(*one, "factory");
    found.carrier.code = text_or(*one, "carrier_code");
    found.carrier.name = text_or(*one, "carrier_name");
    found.number = WaybillNumber(text_or(*one, "number"));
    found.since = TimePoint(Milliseconds(find_integer(*one, "since").value_or(0)));
    found.problem = text_or(*one, "problem");
    return found;
}

std::string digest_of(const MerchantOrder& order)
{
    json::array parts;
    parts.emplace_back(order.confirmed_at.time_since_epoch().count());
    parts.emplace_back(order.updated_at.time_since_epoch().count());
    parts.emplace_back(order.ship_by ? order.ship_by->time_since_epoch().count() : 0);
    parts.emplace_back(to_code(order.stage));
    parts.emplace_back(order.is_under_risk_control);
    parts.emplace_back(order.is_on_hold);
    parts.emplace_back(order.is_sf_only);
    parts.emplace_back(to_code(order.after_sale));
    parts.emplace_back(order.after_sale_code);
    parts.emplace_back(order.region.province);
    parts.emplace_back(order.region.city);
    parts.emplace_back(order.region.district);
    parts.emplace_back(to_json_text(order.items));
    parts.emplace_back(order.seller_note.reveal());
    parts.emplace_back(order.carrier_code);
    parts.emplace_back(order.waybill.text());
    return sha256_hex(json::serialize(parts)).substr(0, 32);
}

} // namespace daifa::store

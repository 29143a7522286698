#include "pinduoduo/merchant_order_reader.hpp"

#include "pinduoduo/yuan.hpp"

#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/json/array.hpp>

#include <algorithm>
#include <optional>

namespace daifa::pinduoduo {
namespace {

namespace json = boost::json;

constexpr std::size_t number_max = 64;
constexpr std::size_t items_max = 1000;
/// Not a value of the platform's list: an after-sale that can't be read holds the order.

/// Absent is nothing to pay.
std::optional<Money> find_yuan(const json::object& row, std::string_view name)
{
    const json::value* value = find_member(row, name);
    return value == nullptr ? Money{} : parse_yuan(scalar_text(*value));
}

std::optional<TimePoint> find_time(const json::object& row, std::string_view name)
{
    return parse_beijing_text(text_or(row, name));
}

/// A flag of the order itself, or of its list of tags. What is there and can't be read is set.
bool has_mark(const json::object& row, std::string_view name)
{
    if (find_member(row, name) != nullptr && find_boolean(row, name) != false)
        return true;
    const json::value* list = find_member(row, "order_tag_list");
    const auto* tags = list == nullptr ? nullptr : list->if_array();
    return tags != nullptr && std::ranges::any_of(*tags, [&](const json::value& value) {
               const auto* tag = value.if_object();
               return tag != nullptr && text_or(*tag, "name") == name &&
                      find_boolean(*tag, "value") != false;
           });
}

bool has_sf_fee(const json::object& row)
{
    const json::value* list = find_member(row, "service_fee_detail");
    const auto* fees = list == nullptr ? nullptr : list->if_array();
    return fees != nullptr && std::ranges::any_of(*fees, [](const json::value& value) {
               const auto* fee = value.if_object();
               return fee != nullptr && text_or(*fee, "service_name") == "sf_express_fee";
           });
}

/// Two fields tell of it; the stricter one counts.
AfterSale read_after_sale(const json::object& row, int code, const AfterSaleCodes& codes)
{
    const bool has_refund = find_member(row, "refund_status") != nullptr;
    const auto refund = find_integer(row, "refund_status");
    if (refund == 4 || codes.refunded.contains(code))
        return AfterSale::refunded;
    const bool is_clear = codes.clear.contains(code) && (!has_refund || refund == 1);
    return is_clear ? AfterSale::none : AfterSale::open;
}

std::optional<MerchantStage> read_stage(const json::object& row)
{
    const auto status = find_integer(row, "order_status");
    // Whatever became of it later, what is shipped stays shipped.
    if (status == 2 || status == 3)
        return MerchantStage::shipped;
    const bool is_cancelled = find_integer(row, "confirm_status") == 2;
    const bool has_failed = find_integer(row, "group_status") == 2;
    if (status == 0 || (status == 1 && (is_cancelled || has_failed)))
        return MerchantStage::closed;
    return status == 1 ? std::optional(MerchantStage::to_ship) : std::nullopt;
}

/// Not yet confirmed, or its group buy is still open.
bool is_unfinished(const json::object& row)
{
    return find_integer(row, "confirm_status") == 0 || find_integer(row, "group_status") == 0;
}

/// Why the goods can't be read; empty when they were.
std::string_view read_items(const json::object& row, std::vector<OrderItem>& items)
{
    const json::value* list = find_member(row, "item_list");
    const auto* rows = list == nullptr ? nullptr : list->if_array();
    if (rows == nullptr || rows->empty())
        return "item_list is no list of goods";
    if (rows->size() > items_max)
        return "item_list is too long";
    for (const json::value& value : *rows) {
        const auto* goods = value.if_object();
        const auto quantity = goods == nullptr ? std::nullopt : find_integer(*goods, "goods_count");
        if (!quantity || *quantity < 1)
            return "goods_count is no count";
        const auto price = find_yuan(*goods, "goods_price");
        if (!price)
            return "goods_price is no amount in yuan";
        OrderItem item;
        item.product_name = text_or(*goods, "goods_name");
        item.variant_name = text_or(*goods, "goods_spec");
        item.sku_code = text_or(*goods, "outer_id");
        item.product_code = text_or(*goods, "outer_goods_id");
        item.quantity = *quantity;
        item.settlement_price = *price;
        items.push_back(std::move(item));
    }
    return {};
}

} // namespace

MerchantOrderRow read_merchant_order(const json::value& value, const MerchantReading& reading)
{
    const auto* row = value.if_object();
    if (row == nullptr)
        return {.problem = "it is no object"};
    MerchantOrder order;
    order.number = text_or(*row, "order_sn");
    if (order.number.empty() || order.number.size() > number_max)
        return {.problem = "order_sn is no number of an order"};
    const auto stage = read_stage(*row);
    if (!stage)
        return {.problem = "order_status is none of 0 to 3"};
    order.stage = *stage;
    if (const auto problem = read_items(*row, order.items); !problem.empty())
        return {.problem = problem};

    order.confirmed_at = find_time(*row, "confirm_time").value_or(TimePoint{});
    order.updated_at = find_time(*row, "updated_at").value_or(order.confirmed_at);
    order.ship_by = find_time(*row, "last_ship_time");
    order.is_under_risk_control = has_mark(*row, "risk_control_status");
    order.is_on_hold = has_mark(*row, "ship_hold") ||
                       (order.stage == MerchantStage::to_ship && is_unfinished(*row));
    order.is_sf_only =
        has_mark(*row, "free_sf") || has_mark(*row, "has_sf_express_service") || has_sf_fee(*row);
    order.after_sale_code = read_after_sale_code(*row);
    order.after_sale = read_after_sale(*row, order.after_sale_code, reading.after_sale);
    order.region = {text_or(*row, "province"), text_or(*row, "city"), text_or(*row, "town")};
    order.recipient_group = text_or(*row, "open_address_id");
    order.seller_note = Personal(text_or(*row, "remark"));
    order.waybill = WaybillNumber(text_or(*row, "tracking_number"));
    if (!order.waybill.empty())
        order.carrier_code =
            reading.carriers.find_code(find_integer(*row, "logistics_id").value_or(0));
    return {.order = std::move(order)};
}

} // namespace daifa::pinduoduo

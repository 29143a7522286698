#include "pinduoduo/practice/merchant_rows.hpp"

#include "pinduoduo/practice/carriers.hpp"

#include <daifa/codec/json.hpp>
#include <daifa/codec/timestamp.hpp>

#include <boost/json/array.hpp>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;
using sandbox::AfterSaleStep;
using sandbox::MerchantOrder;
using sandbox::PracticeOrder;

constexpr auto promised_dispatch = std::chrono::hours(48);

/// The merchants' enumeration of after_sales_status, which is not that of factories.
int merchant_after_sale_code(AfterSaleStep step)
{
    switch (step) {
    case AfterSaleStep::none:
        return 0;
    case AfterSaleStep::requested:
        return 2;
    case AfterSaleStep::refunding:
        return 4;
    case AfterSaleStep::refunded:
        return 10;
    case AfterSaleStep::withdrawn:
        return 11;
    case AfterSaleStep::rejected:
        return 9;
    case AfterSaleStep::goods_return:
        return 7;
    case AfterSaleStep::exchange:
        return 14;
    }
    return 0;
}

/// A text with its fen, "12.90", and now and then a number, as clients have met it.
json::value yuan_value(const Call& call, std::int64_t fen, std::uint64_t salt)
{
    const std::string rest = std::to_string(fen % 100);
    const std::string text = std::to_string(fen / 100) + "." + (rest.size() == 1 ? "0" : "") + rest;
    const bool is_number = call.options.plays("numbers", "mixed") && salt % 2 == 1;
    return is_number ? parse_json(text).value() : json::value(text);
}

/// Sealed text in the platform's shape, between two of its separators; nobody can open it.
std::string sealed(std::string_view what, const PracticeOrder& order, char separator)
{
    sandbox::SeededRandom random(sandbox::text_seed(std::string(what) + order.recipient_group));
    const std::string mark(1, separator);
    const std::string cipher = "AgAAAA" + random.hex(40);
    const std::string index = random.hex(12);
    const std::string parts = separator == '$' ? index + mark + cipher : cipher + mark + index;
    return mark + parts + mark + "3" + mark + mark;
}

void add_recipient(const Call& call, json::object& row, const PracticeOrder& order, bool is_shown)
{
    const auto text = [&](std::string_view name, std::string_view value) {
        set_text(call, row, name, is_shown ? value : std::string_view{});
    };
    text("receiver_name", sealed("name", order, '~'));
    text("receiver_phone", sealed("phone", order, '$'));
    text("receiver_address", sealed("street", order, '~'));
    text("address", sealed("address", order, '~'));
    text("receiver_name_mask", "练**");
    text("receiver_phone_mask", "126****0000");
    text("receiver_address_mask", "练习路****");
    row["country"] = "中国";
    row["province"] = order.region.province;
    row["city"] = order.region.city;
    row["town"] = order.region.district;
    set_text(call, row, "open_address_id", order.recipient_group);
}

json::array item_list(const Call& call, const PracticeOrder& order, std::uint64_t& salt)
{
    const auto goods_id =
        static_cast<std::int64_t>(sandbox::text_seed(order.item.product_name) >> 16);
    const auto sku_id =
        static_cast<std::int64_t>(sandbox::text_seed(order.item.variant_name) >> 16);
    json::object item;
    item["goods_id"] = number_value(call, goods_id, salt++);
    item["sku_id"] = number_value(call, sku_id, salt++);
    item["goods_name"] = order.item.product_name;
    set_text(call, item, "goods_spec", order.item.variant_name);
    item["goods_count"] = number_value(call, order.item.quantity, salt++);
    item["goods_price"] = yuan_value(call, order.item.settlement_price.fen, salt++);
    set_text(call, item, "outer_id", order.item.sku_code);
    set_text(call, item, "outer_goods_id", order.item.product_code);
    return {std::move(item)};
}

json::array tag_list(const PracticeOrder& order, bool is_on_hold)
{
    return {{{"name", "no_trace_delivery"}, {"value", 0}},
            {{"name", "has_sf_express_service"}, {"value", order.is_sf_only ? 1 : 0}},
            {{"name", "ship_hold"}, {"value", is_on_hold ? 1 : 0}}};
}

void add_parcel(const Call& call, json::object& row, const MerchantOrder& order,
                std::uint64_t& salt)
{
    std::int64_t carrier = 0;
    if (order.shipment)
        for (const auto& known : carriers())
            if (known.code == order.shipment->carrier && carrier == 0)
                carrier = known.id;
    row["logistics_id"] = number_value(call, carrier, salt++);
    set_text(call, row, "tracking_number", order.shipment ? order.shipment->number : std::string());
    set_text(call, row, "shipping_time",
             order.shipment ? to_beijing_text(order.shipment->at) : std::string());
}

} // namespace

int merchant_order_status(const MerchantOrder& order)
{
    return order.shipment ? 2 : 1;
}

int merchant_refund_status(AfterSaleStep step)
{
    switch (step) {
    case AfterSaleStep::none:
    case AfterSaleStep::withdrawn:
    case AfterSaleStep::rejected:
    // Nothing is refunded for an exchange: only after_sales_status tells of it.
    case AfterSaleStep::exchange:
        return 1;
    case AfterSaleStep::requested:
    case AfterSaleStep::goods_return:
        return 2;
    case AfterSaleStep::refunding:
        return 3;
    case AfterSaleStep::refunded:
        return 4;
    }
    return 1;
}

json::object merchant_order_row(const Call& call, MerchantOrder& order)
{
    sandbox::DropShipDesk desk(call.world, call.now);
    const PracticeOrder& current = desk.current(order);
    std::uint64_t salt = sandbox::text_seed(order.number);
    const auto number = [&](std::int64_t value) { return number_value(call, value, salt++); };
    const int status = merchant_order_status(order);
    json::object row;
    row["order_sn"] = order.number;
    row["order_status"] = number(status);
    row["refund_status"] = number(merchant_refund_status(current.after_sale));
    row["after_sales_status"] = number(merchant_after_sale_code(current.after_sale));
    row["confirm_status"] = number(1);
    row["group_status"] = number(1);
    row["trade_type"] = number(0);
    row["risk_control_status"] = number(current.is_under_risk_control ? 1 : 0);
    row["free_sf"] = number(0);
    row["created_time"] = to_beijing_text(order.placed_at);
    row["pay_time"] = to_beijing_text(order.placed_at);
    row["confirm_time"] = to_beijing_text(order.placed_at);
    row["last_ship_time"] = to_beijing_text(order.placed_at + promised_dispatch);
    row["updated_at"] = to_beijing_text(desk.updated_at(order));
    const std::int64_t paid = current.item.settlement_price.fen * current.item.quantity;
    row["goods_amount"] = yuan_value(call, paid, salt++);
    row["pay_amount"] = yuan_value(call, paid, salt++);
    add_recipient(call, row, current, status == 1 && !current.is_under_risk_control);
    add_parcel(call, row, order, salt);
    set_text(call, row, "remark", current.remark);
    set_text(call, row, "buyer_memo", "");
    row["item_list"] = item_list(call, current, salt);
    row["order_tag_list"] = tag_list(current, order.is_on_hold);
    return row;
}

} // namespace daifa::practice::pinduoduo

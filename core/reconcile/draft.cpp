#include "reconcile/draft.hpp"

#include "reconcile/source_number.hpp"

#include <daifa/codec/digest.hpp>

#include <charconv>
#include <string_view>

namespace daifa::reconcile {
namespace {

/// The last `count` bytes of an order number, which is plain ASCII.
std::string tail(const std::string& text, std::size_t count)
{
    return text.size() <= count ? text : text.substr(text.size() - count);
}

std::string placeholder_value(std::string_view name, const PlatformOrder& order)
{
    if (name == "merchant")
        return order.merchant_name;
    if (name == "province")
        return order.region.province;
    if (name == "city")
        return order.region.city;
    if (name == "district")
        return order.region.district;
    if (name == "order")
        return order.id.number;
    if (name.starts_with("order:")) {
        std::size_t count = 0;
        std::from_chars(name.data() + 6, name.data() + name.size(), count);
        return tail(order.id.number, count);
    }
    return {};
}

std::string fill(std::string_view text, const PlatformOrder& order)
{
    std::string out;
    while (!text.empty()) {
        const auto open = text.find('{');
        const auto close = text.find('}', open == std::string_view::npos ? 0 : open);
        if (open == std::string_view::npos || close == std::string_view::npos)
            break;
        out += text.substr(0, open);
        out += placeholder_value(text.substr(open + 1, close - open - 1), order);
        text.remove_prefix(close + 1);
    }
    out += text;
    return out;
}

} // namespace

std::string item_key(const OrderItem& item)
{
    return item.sku_code.empty() ? item.product_code + "/" + item.variant_name : item.sku_code;
}

std::optional<ErpItem> map_item(const OrderItem& item, const ItemRules& rules)
{
    ErpItem mapped;
    mapped.goods_name = item.product_name;
    mapped.variant_name = item.variant_name;
    mapped.quantity = item.quantity;
    mapped.price = item.settlement_price;

    const auto entry = rules.map.find(item_key(item));
    if (entry != rules.map.end()) {
        mapped.barcode = entry->second.barcode;
        mapped.goods_code = entry->second.goods_code;
        if (!entry->second.variant_name.empty())
            mapped.variant_name = entry->second.variant_name;
        return mapped;
    }
    if (rules.match == ItemMatch::barcode)
        mapped.barcode = item.sku_code;
    else
        mapped.goods_code = item.product_code;
    if (mapped.barcode.empty() && mapped.goods_code.empty())
        return std::nullopt;
    return mapped;
}

std::optional<ErpOrderDraft> build_draft(const PlatformOrder& order, int generation,
                                         const ShopPlan& plan)
{
    auto item = map_item(order.item, plan.items);
    if (!item)
        return std::nullopt;

    ErpOrderDraft draft;
    draft.channel = plan.channel;
    draft.source_number = source_number(order.id.number, generation);
    draft.placed_at = order.assigned_at;
    draft.recipient.name = Personal(fill(plan.recipient_fill.name, order));
    draft.recipient.phone = Personal(fill(plan.recipient_fill.phone, order));
    draft.recipient.address = Personal(fill(plan.recipient_fill.address, order));
    draft.recipient.region = order.region;
    draft.items.push_back(std::move(*item));
    draft.seller_note = order.seller_note;
    draft.merchant_name = order.merchant_name;
    draft.is_sf_only = order.is_sf_only;
    return draft;
}

std::string refused_part(Errc failure, const PlatformOrder& order, const ShopPlan& plan)
{
    if (failure == Errc::goods_refused) {
        const auto item = map_item(order.item, plan.items);
        if (!item)
            return "no goods";
        return item->barcode.empty() ? "goods " + item->goods_code + " " + item->variant_name
                                     : "barcode " + item->barcode;
    }
    if (failure == Errc::recipient_refused) {
        // A digest: a setting may well hold somebody's phone number.
        const RecipientFill& texts = plan.recipient_fill;
        return "recipient_fill " +
               sha256_hex(texts.name + "\n" + texts.phone + "\n" + texts.address).substr(0, 16);
    }
    return {};
}

} // namespace daifa::reconcile

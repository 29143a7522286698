#include "pinduoduo/goods_responses.hpp"

#include "pinduoduo/goods_requests.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

namespace daifa::pinduoduo {
namespace {

namespace json = boost::json;

/// "红色 XL" of spec[]{spec_name}; the list of products has the text itself.
std::string read_spec(const json::object& row)
{
    const json::value* spec = find_member(row, "spec");
    if (spec == nullptr)
        return {};
    const auto* parts = spec->if_array();
    if (parts == nullptr)
        return scalar_text(*spec);
    std::string text;
    for (const json::value& value : *parts)
        if (const auto* part = value.if_object())
            text += (text.empty() ? "" : " ") + text_or(*part, "spec_name");
    return text;
}

/// The variants of one product; `problems` gets a line for each that can't be read.
void read_variants(const json::object& product, ReadRows<Listing>& result, const std::string& place)
{
    const json::value* list = find_member(product, "sku_list");
    const auto* rows = list == nullptr ? nullptr : list->if_array();
    if (rows == nullptr) {
        if (list != nullptr)
            result.unreadable_rows.push_back(place + ": sku_list is no array");
        return;
    }
    const bool is_shown = find_boolean(product, "is_onsale").value_or(true);
    for (std::size_t at = 0; at < rows->size(); ++at) {
        const auto* row = (*rows)[at].if_object();
        const auto quantity = row == nullptr ? std::nullopt : find_integer(*row, "sku_quantity");
        Listing listing;
        listing.id.product = text_or(product, "goods_id");
        listing.id.variant = row == nullptr ? std::string() : text_or(*row, "sku_id");
        if (listing.id.product.empty() || listing.id.variant.empty() || !quantity) {
            result.unreadable_rows.push_back(place + ", sku " + std::to_string(at + 1) +
                                             ": goods_id, sku_id or sku_quantity is missing");
            continue;
        }
        listing.sku_code = text_or(*row, "outer_id");
        listing.product_name = text_or(product, "goods_name");
        listing.variant_name = read_spec(*row);
        listing.quantity = *quantity;
        listing.is_on_sale = is_shown && find_boolean(*row, "is_sku_onsale").value_or(true);
        result.page.rows.push_back(std::move(listing));
    }
}

} // namespace

Result<ReadRows<Listing>> parse_listings(const Answer& answer, int page_number)
{
    ReadRows<Listing> result;
    result.page.request_id = answer.request_id;
    const json::value* list = find_member(answer.body, "goods_list");
    if (list == nullptr) {
        // Behind the last product an absent list and an empty one mean the same.
        const auto total = find_integer(answer.body, "total_count");
        if (!total || *total > std::int64_t(page_number - 1) * goods_page_size)
            return unreadable(answer, "goods_list is missing");
        return result;
    }
    const auto* products = list->if_array();
    if (products == nullptr)
        return unreadable(answer, "goods_list is no array");
    for (std::size_t at = 0; at < products->size(); ++at) {
        const std::string place = "product " + std::to_string(at + 1);
        if (const auto* product = (*products)[at].if_object())
            read_variants(*product, result, place);
        else
            result.unreadable_rows.push_back(place + ": it is no object");
    }
    // Only an incomplete page is the last one: the total may have changed since the first page.
    if (products->size() >= std::size_t(goods_page_size))
        result.page.next = std::to_string(page_number + 1);
    return result;
}

Result<Listing> parse_listing(const Answer& answer, const ListingId& asked)
{
    const json::object& row = answer.body;
    Listing listing;
    listing.id = {text_or(row, "goods_id"), text_or(row, "sku_id")};
    if (listing.id != asked)
        return unreadable(answer, "it is about another variant");
    const auto quantity = find_integer(row, "quantity");
    if (!quantity)
        return unreadable(answer, "quantity is missing");
    listing.sku_code = text_or(row, "out_sku_sn");
    listing.variant_name = read_spec(row);
    listing.quantity = *quantity;
    listing.is_on_sale = find_boolean(row, "is_onsale").value_or(true);
    return listing;
}

} // namespace daifa::pinduoduo

#include "pinduoduo/practice/goods_apis.hpp"

#include "pinduoduo/practice/flat_parameters.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <vector>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;
using sandbox::PracticeListing;

constexpr std::int64_t goods_page_size_max = 100;

/// All variants of one product.
using Product = std::vector<const PracticeListing*>;

/// The shop's products in the order in which they were made, filtered as the call asks.
std::vector<Product> select_products(const Call& call)
{
    const std::string_view shown = find_parameter(call.parameters, "is_onsale");
    const std::string_view code = find_parameter(call.parameters, "outer_id");
    const std::string_view name = find_parameter(call.parameters, "goods_name");
    std::vector<Product> products;
    for (const auto& listing : call.world.listings.all()) {
        if (listing.shop != call.shop->owner_id)
            continue;
        // One filter alone counts, in this sequence.
        const bool is_meant = !shown.empty()  ? listing.is_on_sale == (shown == "1")
                              : !code.empty() ? listing.outer_id == code
                              : !name.empty() ? listing.product_name.find(name) != std::string::npos
                                              : true;
        if (!is_meant)
            continue;
        const auto known = std::ranges::find_if(products, [&](const Product& product) {
            return product.front()->product == listing.product;
        });
        if (known == products.end())
            products.push_back({&listing});
        else
            known->push_back(&listing);
    }
    return products;
}

json::object sku_row(const Call& call, const PracticeListing& listing, std::uint64_t& salt)
{
    json::object row;
    row["sku_id"] = number_value(call, listing.variant, salt++);
    row["spec"] = listing.variant_name;
    row["sku_quantity"] = number_value(call, listing.quantity, salt++);
    row["reserve_quantity"] = number_value(call, 0, salt++);
    row["is_sku_onsale"] = number_value(call, listing.is_on_sale ? 1 : 0, salt++);
    set_text(call, row, "outer_id", listing.outer_id);
    set_text(call, row, "outer_goods_id", "");
    return row;
}

json::object product_row(const Call& call, const Product& product)
{
    const PracticeListing& first = *product.front();
    auto salt = static_cast<std::uint64_t>(first.product);
    json::array skus;
    std::int64_t quantity = 0;
    for (const auto* listing : product) {
        skus.push_back(sku_row(call, *listing, salt));
        quantity += listing->quantity;
    }
    json::object row;
    row["goods_id"] = number_value(call, first.product, salt++);
    row["goods_name"] = first.product_name;
    row["is_more_sku"] = number_value(call, product.size() > 1 ? 1 : 0, salt++);
    row["goods_quantity"] = number_value(call, quantity, salt++);
    row["goods_reserve_quantity"] = number_value(call, 0, salt++);
    row["is_onsale"] = number_value(call, first.is_on_sale ? 1 : 0, salt++);
    row["sku_list"] = std::move(skus);
    return row;
}

Failure no_such_goods()
{
    return {50001, "商品不存在或规格不存在"};
}

std::variant<PracticeListing*, Failure> find_sku(const Call& call)
{
    const auto product = find_number(call, "goods_id");
    if (!product)
        return Failure{21002, "goods_id不能为空"};
    const auto variant = find_number(call, "sku_id");
    const std::string_view code = find_parameter(call.parameters, "outer_id");
    if (!variant && code.empty())
        return Failure{21002, "sku_id和outer_id不能同时为空"};
    auto& listings = call.world.listings;
    PracticeListing* found = variant ? listings.find(call.shop->owner_id, *product, *variant)
                                     : listings.find_by_code(call.shop->owner_id, code);
    if (found == nullptr || found->product != *product)
        return no_such_goods();
    return found;
}

} // namespace

Outcome list_goods(const Call& call)
{
    const auto page = read_number(call, "page", 1, 1, 1'000'000);
    if (const auto* failure = std::get_if<Failure>(&page))
        return *failure;
    const auto size = read_number(call, "page_size", 10, 1, goods_page_size_max);
    if (const auto* failure = std::get_if<Failure>(&size))
        return *failure;
    const auto products = select_products(call);
    const auto step = static_cast<std::size_t>(std::get<std::int64_t>(size));
    const auto first = static_cast<std::size_t>(std::get<std::int64_t>(page) - 1) * step;
    json::array list;
    for (std::size_t i = first; i < std::min(products.size(), first + step); ++i)
        list.push_back(product_row(call, products[i]));
    json::object result;
    result["total_count"] = number_value(call, static_cast<std::int64_t>(products.size()), 1);
    result["goods_list"] = std::move(list);
    return result;
}

Outcome get_sku(const Call& call)
{
    if (find_parameter(call.parameters, "sku_id").empty())
        return Failure{21002, "sku_id不能为空"};
    const auto found = find_sku(call);
    if (const auto* failure = std::get_if<Failure>(&found))
        return *failure;
    const PracticeListing& listing = *std::get<PracticeListing*>(found);
    auto salt = static_cast<std::uint64_t>(listing.variant);
    json::object spec;
    spec["parent_spec_name"] = "规格";
    spec["spec_name"] = listing.variant_name;
    json::object result;
    result["goods_id"] = number_value(call, listing.product, salt++);
    result["sku_id"] = number_value(call, listing.variant, salt++);
    result["quantity"] = number_value(call, listing.quantity, salt++);
    result["reserve_quantity"] = number_value(call, 0, salt++);
    result["is_onsale"] = number_value(call, listing.is_on_sale ? 1 : 0, salt++);
    result["multi_price"] = number_value(call, listing.price_fen, salt++);
    set_text(call, result, "out_sku_sn", listing.outer_id);
    result["spec"] = json::array{std::move(spec)};
    return result;
}

Outcome update_goods_quantity(const Call& call)
{
    const auto found = find_sku(call);
    if (const auto* failure = std::get_if<Failure>(&found))
        return *failure;
    PracticeListing& listing = *std::get<PracticeListing*>(found);
    auto quantity = find_number(call, "quantity");
    if (!quantity)
        return Failure{21002, "quantity不能为空"};
    const auto kind = read_number(call, "update_type", 1, 1, 2);
    if (const auto* failure = std::get_if<Failure>(&kind))
        return *failure;
    if (std::get<std::int64_t>(kind) == 2)
        *quantity += listing.quantity;
    if (*quantity < 0)
        return Failure{21001, "quantity不能小于0"};
    const bool is_ignored = call.options.plays("quantity_update", "ignored");
    if (update_quantity(listing, *quantity, is_ignored) == sandbox::QuantityOutcome::in_promotion)
        return Failure{50001, "商品正在参加活动，活动期间库存不可减少"};
    json::object result;
    result["is_success"] = flag_value(call, true);
    return result;
}

} // namespace daifa::practice::pinduoduo

#include "sandbox/control_arguments.hpp"
#include "sandbox/platform_control.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace daifa::sandbox {

namespace json = boost::json;

// The actions of PlatformControl on what shops sell.

namespace {

constexpr std::int64_t listing_pieces_max = 1'000'000'000;
/// Numbers of products and variants are longer than a double can hold.
constexpr std::int64_t product_base = 9'100'000'000'000'000;
constexpr std::int64_t variant_base = 9'200'000'000'000'000;

json::object listing_answer(const PracticeListing& listing)
{
    return {{"listing", to_text(listing)},
            {"outer_id", listing.outer_id},
            {"quantity", listing.quantity}};
}

} // namespace

PracticeListing& PlatformControl::listing_of(const Arguments& arguments)
{
    const std::string shop = shop_of(arguments).owner_id;
    const std::string text = text_argument(arguments, "listing", "");
    for (auto& listing : world_.listings.all())
        if (listing.shop == shop && (to_text(listing) == text || listing.outer_id == text))
            return listing;
    throw ControlError("there is no listing \"" + text +
                       "\" in that shop; write PRODUCT/VARIANT or its outer_id");
}

json::object PlatformControl::add_listing(const Arguments& arguments)
{
    const std::string shop = shop_of(arguments).owner_id;
    const auto count = integer_argument(arguments, "count", 1, 1, 100'000);
    const auto variants = integer_argument(arguments, "variants", 1, 1, 100);
    const std::string code = text_argument(arguments, "outer_id", "");
    json::array made;
    std::int64_t product = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto number = world_.listings.next_number();
        if (i % variants == 0)
            product = product_base + number;
        PracticeListing listing;
        listing.shop = shop;
        listing.product = product;
        listing.variant = variant_base + number;
        listing.product_name =
            text_argument(arguments, "name", "商品" + std::to_string(product - product_base));
        listing.variant_name =
            text_argument(arguments, "variant", "规格" + std::to_string(i % variants + 1));
        // Several get a number behind their code.
        listing.outer_id = count == 1 || code.empty() ? code : code + "-" + std::to_string(i + 1);
        listing.quantity = integer_argument(arguments, "quantity", 0, 0, listing_pieces_max);
        listing.is_on_sale = flag_argument(arguments, "on_sale", true);
        made.push_back(listing_answer(world_.listings.add(std::move(listing))));
    }
    json::object answer;
    answer["count"] = made.size();
    answer["listings"] = std::move(made);
    return answer;
}

json::object PlatformControl::sell(const Arguments& arguments)
{
    PracticeListing& listing = listing_of(arguments);
    const auto wanted = integer_argument(arguments, "quantity", 1, 1, listing_pieces_max);
    const auto sold = std::min(wanted, listing.quantity);
    listing.quantity -= sold;
    listing.sold += sold;
    return listing_answer(listing);
}

json::object PlatformControl::edit_listing(const Arguments& arguments)
{
    PracticeListing& listing = listing_of(arguments);
    listing.quantity =
        integer_argument(arguments, "quantity", listing.quantity, 0, listing_pieces_max);
    listing.outer_id = text_argument(arguments, "outer_id", listing.outer_id);
    listing.is_on_sale = flag_argument(arguments, "on_sale", listing.is_on_sale);
    listing.is_in_promotion = flag_argument(arguments, "promotion", listing.is_in_promotion);
    return listing_answer(listing);
}

json::object PlatformControl::remove_listing(const Arguments& arguments)
{
    const PracticeListing& listing = listing_of(arguments);
    json::object answer = listing_answer(listing);
    world_.listings.remove(listing);
    return answer;
}

} // namespace daifa::sandbox

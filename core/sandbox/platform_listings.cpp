#include "sandbox/platform_listings.hpp"

#include <algorithm>

namespace daifa::sandbox {

namespace json = boost::json;

PracticeListing& PlatformListings::add(PracticeListing listing)
{
    return listings_.emplace_back(std::move(listing));
}

PracticeListing* PlatformListings::find(std::string_view shop, std::int64_t product,
                                        std::int64_t variant)
{
    const auto found = std::ranges::find_if(listings_, [&](const PracticeListing& one) {
        return one.shop == shop && one.product == product && one.variant == variant;
    });
    return found == listings_.end() ? nullptr : &*found;
}

PracticeListing* PlatformListings::find_by_code(std::string_view shop, std::string_view outer_id)
{
    const auto found = std::ranges::find_if(listings_, [&](const PracticeListing& one) {
        return one.shop == shop && one.outer_id == outer_id;
    });
    return found == listings_.end() ? nullptr : &*found;
}

void PlatformListings::remove(const PracticeListing& listing)
{
    const auto product = listing.product;
    const auto variant = listing.variant;
    std::erase_if(listings_, [&](const PracticeListing& one) {
        return one.product == product && one.variant == variant;
    });
}

QuantityOutcome update_quantity(PracticeListing& listing, std::int64_t quantity, bool is_ignored)
{
    if (listing.is_in_promotion && quantity < listing.quantity) {
        ++listing.refused;
        return QuantityOutcome::in_promotion;
    }
    ++listing.updates;
    listing.repeated += listing.quantity == quantity ? 1 : 0;
    listing.sent.push_back(quantity);
    if (!is_ignored)
        listing.quantity = quantity;
    return QuantityOutcome::accepted;
}

std::string to_text(const PracticeListing& listing)
{
    return std::to_string(listing.product) + "/" + std::to_string(listing.variant);
}

json::array listings_truth(const PlatformListings& listings)
{
    json::array all;
    for (const auto& listing : listings.all()) {
        json::object one;
        one["listing"] = to_text(listing);
        one["shop"] = listing.shop;
        one["outer_id"] = listing.outer_id;
        one["quantity"] = listing.quantity;
        one["on_sale"] = listing.is_on_sale;
        one["promotion"] = listing.is_in_promotion;
        one["sold"] = listing.sold;
        one["updates"] = listing.updates;
        one["repeated"] = listing.repeated;
        one["refused"] = listing.refused;
        one["sent"] = json::array(listing.sent.begin(), listing.sent.end());
        all.push_back(std::move(one));
    }
    return all;
}

json::object listings_totals(const PlatformListings& listings)
{
    std::int64_t updates = 0;
    std::int64_t repeated = 0;
    std::int64_t refused = 0;
    std::int64_t sold = 0;
    for (const auto& listing : listings.all()) {
        updates += listing.updates;
        repeated += listing.repeated;
        refused += listing.refused;
        sold += listing.sold;
    }
    return {{"listings", listings.all().size()},
            {"updates", updates},
            {"repeated_updates", repeated},
            {"refused_updates", refused},
            {"sold", sold}};
}

} // namespace daifa::sandbox

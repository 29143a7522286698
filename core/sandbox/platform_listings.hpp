#pragma once

#include <daifa/domain/time.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::sandbox {

/// One variant of a product that a shop sells on the practice platform.
struct PracticeListing {
    std::string shop = {}; ///< Its owner id.
    std::int64_t product = 0;
    std::int64_t variant = 0;
    std::string product_name = {};
    std::string variant_name = {};
    std::string outer_id = {}; ///< The shop's own code.
    std::int64_t quantity = 0;
    std::int64_t price_fen = 990;
    bool is_on_sale = true;
    bool is_in_promotion = false; ///< Its quantity can not be reduced.
    std::int64_t sold = 0;
    // What was asked of its quantity through the interface.
    std::int64_t updates = 0;  ///< Taken.
    std::int64_t repeated = 0; ///< Of those: it had that quantity already.
    std::int64_t refused = 0;
    std::vector<std::int64_t> sent = {}; ///< All quantities taken, in their sequence.
};

enum class QuantityOutcome { accepted, in_promotion };

/// What all shops sell.
class PlatformListings {
public:
    PracticeListing& add(PracticeListing listing);
    PracticeListing* find(std::string_view shop, std::int64_t product, std::int64_t variant);
    PracticeListing* find_by_code(std::string_view shop, std::string_view outer_id);
    void remove(const PracticeListing& listing);
    std::deque<PracticeListing>& all() { return listings_; }
    const std::deque<PracticeListing>& all() const { return listings_; }
    std::int64_t next_number() { return ++number_; }

private:
    std::deque<PracticeListing> listings_;
    std::int64_t number_ = 0;
};

/// The interface sets the quantity. `is_ignored`: it says yes and does nothing.
QuantityOutcome update_quantity(PracticeListing& listing, std::int64_t quantity, bool is_ignored);

/// "product/variant"
std::string to_text(const PracticeListing& listing);
boost::json::array listings_truth(const PlatformListings& listings);
boost::json::object listings_totals(const PlatformListings& listings);

} // namespace daifa::sandbox

#pragma once

#include "pinduoduo/gateway.hpp"

#include <daifa/connector/listing_shelf.hpp>

namespace daifa::pinduoduo {

/// The shop's own products on 拼多多, whose stock it sets.
class Shelf : public ListingShelf {
public:
    /// `gateway` outlives it.
    explicit Shelf(const Gateway& gateway) : gateway_(gateway) {}

    awaitable<Result<Page<Listing>>> list_listings(std::string cursor) override;
    awaitable<Result<Listing>> get_listing(ListingId id) override;
    awaitable<Result<Receipt>> set_quantity(ListingId id, std::int64_t quantity) override;

private:
    const Gateway& gateway_;
};

} // namespace daifa::pinduoduo

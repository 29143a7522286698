#pragma once

#include <daifa/connector/page.hpp>
#include <daifa/domain/stock.hpp>
#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

#include <cstdint>
#include <string>

namespace daifa {

/// What a shop offers on its platform. The promises of `PlatformConnector` about attempts, failures
/// and use hold here too.
class ListingShelf {
public:
    virtual ~ListingShelf() = default;

    /// All listings, on sale or not, page by page: empty for the first page, then `Page::next`.
    virtual awaitable<Result<Page<Listing>>> list_listings(std::string cursor) = 0;
    virtual awaitable<Result<Listing>> get_listing(ListingId id) = 0;
    /// Sets how many pieces buyers can order, whatever it was before; not below zero.
    virtual awaitable<Result<Receipt>> set_quantity(ListingId id, std::int64_t quantity) = 0;
};

} // namespace daifa

#pragma once

#include "pinduoduo/envelope.hpp"

#include <daifa/connector/page.hpp>
#include <daifa/domain/stock.hpp>

#include <string>
#include <vector>

namespace daifa::pinduoduo {

/// One page of products as their variants, and those that can't be understood.
struct ListingPage {
    Page<Listing> page = {};
    std::vector<std::string> unreadable_rows = {}; ///< One line each; missing from the page.
};

/// A product without variants has nothing whose quantity could be set: it is left out.
Result<ListingPage> parse_listings(const Answer& answer, int page_number);
/// Refuses an answer about another variant than the one asked for.
Result<Listing> parse_listing(const Answer& answer, const ListingId& asked);

} // namespace daifa::pinduoduo

#pragma once

#include "pinduoduo/envelope.hpp"
#include "pinduoduo/read_rows.hpp"

#include <daifa/domain/stock.hpp>

namespace daifa::pinduoduo {

/// One page of products as their variants. A product without variants has nothing whose quantity
/// could be set: it is left out.
Result<ReadRows<Listing>> parse_listings(const Answer& answer, int page_number);
/// Refuses an answer about another variant than the one asked for.
Result<Listing> parse_listing(const Answer& answer, const ListingId& asked);

} // namespace daifa::pinduoduo

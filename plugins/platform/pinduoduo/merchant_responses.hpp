#pragma once

#include "pinduoduo/envelope.hpp"
#include "pinduoduo/logistics_ids.hpp"
#include "pinduoduo/read_rows.hpp"
#include "pinduoduo/responses.hpp"

#include <daifa/domain/merchant_order.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace daifa::pinduoduo {

/// What reading a merchant's orders needs to know. The after-sale codes are not those of a
/// factory's orders: the platform numbers both differently.
struct MerchantReading {
    AfterSaleCodes after_sale = {};
    LogisticsIds carriers;
};

/// A page of either list. Pages are read from the last one to the first: while they are read, rows
/// leave a list and those behind them move up, into pages that are still to be read. The page of an
/// empty cursor only tells how many pages there are, unless it is the only one; its rows come
/// again.
Result<ReadRows<MerchantOrder>> parse_merchant_orders(const Answer& answer, std::string_view cursor,
                                                      const MerchantReading& reading);
/// Refuses an answer about another order than the one asked for.
Result<MerchantOrder> parse_merchant_order(const Answer& answer, const std::string& asked,
                                           const MerchantReading& reading);
Result<std::vector<ReturnAddress>> parse_return_addresses(const Answer& answer);

} // namespace daifa::pinduoduo

#pragma once

#include "pinduoduo/envelope.hpp"
#include "pinduoduo/read_rows.hpp"

#include <daifa/connector/credential.hpp>
#include <daifa/connector/platform_connector.hpp>
#include <daifa/domain/order.hpp>
#include <daifa/domain/waybill.hpp>
#include <daifa/support/settings.hpp>

#include <boost/json/object.hpp>

#include <set>
#include <string>
#include <vector>

namespace daifa::pinduoduo {

/// How the platform's after_sales_status of factory orders is read. A value in neither set is open.
struct AfterSaleCodes {
    std::set<int> clear = {};
    std::set<int> refunded = {};
};
/// From the settings of those names behind `prefix`. Throws std::invalid_argument for a value that
/// is no number or stands in both lists.
AfterSaleCodes read_after_sale_codes(const Settings& settings, const std::string& prefix = {});

/// The row's after_sales_status: 0 where it is missing, -1 for what is no such number.
int read_after_sale_code(const boost::json::object& row);

Result<ReadRows<PlatformOrder>> parse_order_page(const Answer& answer, int page_number,
                                                 const AfterSaleCodes& codes);
/// Refuses an answer about another order than the one asked for.
Result<PlatformOrder> parse_order(const Answer& answer, const OrderId& asked,
                                  const AfterSaleCodes& codes);
Result<ShopAccess> parse_role(const Answer& answer);
/// Whether the shop's messages are sent and that has not run out.
Result<bool> parse_is_subscribed(const Answer& answer);
/// Companies without a code are left out: nothing can be uploaded with them.
Result<std::vector<Carrier>> parse_companies(const Answer& answer);
/// Success only when the answer says so itself.
Result<Receipt> parse_receipt(const Answer& answer);
/// `now` turns remaining seconds into moments.
Result<Credential> parse_credential(const Answer& answer, TimePoint now);
/// Epoch seconds, epoch milliseconds or Beijing wall clock: the documents don't say which.
Result<TimePoint> parse_time(const Answer& answer);

} // namespace daifa::pinduoduo

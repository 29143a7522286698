#pragma once

#include "jackyun/envelope.hpp"

#include <daifa/connector/erp_connector.hpp>

#include <boost/json/array.hpp>

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::jackyun {

/// The list of that name inside the data, or the data where that is a list itself. JSON null is an
/// empty list; an absent one is malformed: it must never be taken for "nothing there". It lives in
/// the answer.
Result<const boost::json::array*> read_list(const Answer& answer, std::string_view name);

/// One page of `erp.sales.get`.
Result<std::vector<ErpChannel>> parse_channels(const Answer& answer,
                                               std::span<const std::string> own_platform_codes);

/// The ERP's inner ids of a page of channels, by code; without those that have none.
std::map<std::string, std::string> parse_channel_ids(const Answer& answer);

/// One row of `erp.logistic.get`: a carrier as the tenant names it and as all tenants know it.
struct CarrierRow {
    std::string own_code = {};
    std::string own_name = {};
    Carrier carrier = {}; ///< The normalised code and name; the tenant's where there are none.
};
Result<std::vector<CarrierRow>> parse_carriers(const Answer& answer);

/// The answer to a creation. Success without an order number is uncertain.
Result<CreatedOrder> parse_created(std::span<const ErrorRow> failures, const Answer& answer);

/// The answer to an audit or a cancellation of that one order.
Result<Receipt> parse_done(std::span<const ErrorRow> failures, const Answer& answer,
                           const ErpOrderId& id);

} // namespace daifa::jackyun

#pragma once

#include "pinduoduo/call.hpp"
#include "pinduoduo/logistics_ids.hpp"

#include <daifa/connector/page.hpp>
#include <daifa/domain/merchant_order.hpp>
#include <daifa/support/error.hpp>

#include <string>

namespace daifa::pinduoduo {

inline constexpr int merchant_page_size = 100; ///< Largest of both lists.

/// Windows are sent in whole seconds, their ends moved outwards: at worst a row comes twice. An
/// empty cursor asks for the first page, which tells how many there are.
Result<Call> build_merchant_list_get(const PageQuery& query);
Result<Call> build_merchant_changes_get(const PageQuery& query);
Result<Call> build_merchant_order_get(const std::string& number);
Call build_return_addresses_get();
/// Refuses a shipment without a number and a carrier that has no logistics_id, as all of these do
/// with what can't be right: before anything is sent.
Result<Call> build_online_send(const OnlineShipment& shipment, const LogisticsIds& carriers);

} // namespace daifa::pinduoduo

#pragma once

#include "gateway_fixture.hpp"

#include "sandbox/waybill_model.hpp"

namespace daifa::practice::test {

using OrderPair = std::pair<std::string, std::string>;

constexpr auto take_api = "pdd.fds.waybill.get";
constexpr auto query_api = "pdd.waybill.query.by.waybillcode";
constexpr auto cancel_number_api = "pdd.waybill.cancel";

/// One entry of trade_order_info_dtos with everything that the page demands.
boost::json::object parcel(const std::string& object_id, const std::vector<OrderPair>& orders,
                           const std::string& package = "", const std::string& carrier = "YTO");

/// A whole request from the usual sender.
boost::json::object take_request(const std::vector<boost::json::object>& parcels,
                                 const std::string& carrier = "YTO");

Fields take_fields(const boost::json::object& request);

/// Takes one number for one parcel; fails the test when there is none.
std::string take(Gateway& gateway, const std::vector<OrderPair>& orders,
                 const std::string& package = "", const std::string& carrier = "YTO");

/// The sub_msg of a refusal that must come with 50001.
std::string refusal_text(Gateway& gateway, const std::string& api, const Fields& fields);

Fields query_fields(const std::string& number, const std::string& carrier = "YTO");
Fields cancel_number_fields(const std::string& number, const std::string& carrier = "YTO");

/// A figure of the truth's totals of e-waybills.
int waybill_total(Gateway& gateway, const char* name);

/// What the print component would see.
sandbox::LabelContents opened(const std::string& print_data);

} // namespace daifa::practice::test

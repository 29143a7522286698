#pragma once

#include "pinduoduo/call.hpp"

#include <daifa/connector/page.hpp>
#include <daifa/domain/order.hpp>
#include <daifa/domain/waybill.hpp>
#include <daifa/support/error.hpp>
#include <daifa/support/secret.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace daifa::pinduoduo {

inline constexpr int page_size = 100;         ///< Largest of pdd.fds.order.list.get.
inline constexpr int extra_waybills_max = 10; ///< Of one order, without the main number.

/// Both masks of an order, as every call names it.
boost::json::object order_object(const OrderId& id);

/// Where the owner of a shop grants access (open platform guide, authorization).
struct AuthorizePage {
    std::string url = {};
    std::string app_key = {};
    std::string redirect_uri = {};
};
std::string build_authorize_url(const AuthorizePage& page, std::string_view state);

Call build_time_get();
Call build_companies_get();
Call build_role_get();

/// The page that a cursor names: 1 when it is empty, nothing when it is none of ours.
std::optional<int> find_page_number(std::string_view cursor);

// The rest refuses with `rejected`, before anything is sent, what can't be right: a parameter that
// must not be empty, too many numbers, a strange cursor.
Result<Call> build_token_create(const Secret& code);
Result<Call> build_token_refresh(const Secret& refresh_token);
/// For all topics of the application, as the platform recommends.
Call build_user_permit();
/// Made for the application; `owner_id` is the shop asked about.
Result<Call> build_user_get(const std::string& owner_id);
Result<Call> build_order_list_get(const PageQuery& query);
Result<Call> build_order_get(const OrderId& id);
Result<Call> build_waybill_return(const WaybillUpload& upload);
Result<Call> build_waybill_return_slave(const ExtraWaybillUpload& upload);
Result<Call> build_waybill_cancel(const WaybillUpload& upload);

} // namespace daifa::pinduoduo

#pragma once

#include <daifa/codec/form.hpp>
#include <daifa/connector/capabilities.hpp>

#include <boost/json/fwd.hpp>

#include <string_view>

namespace daifa::pinduoduo {

// The calls of the open platform that this connector makes.
namespace api {
inline constexpr std::string_view token_create = "pdd.pop.auth.token.create";
inline constexpr std::string_view token_refresh = "pdd.pop.auth.token.refresh";
inline constexpr std::string_view time_get = "pdd.time.get";
inline constexpr std::string_view companies_get = "pdd.logistics.companies.get";
inline constexpr std::string_view role_get = "pdd.fds.role.get";
inline constexpr std::string_view order_list_get = "pdd.fds.order.list.get";
inline constexpr std::string_view order_get = "pdd.fds.order.get";
inline constexpr std::string_view waybill_return = "pdd.fds.waybill.return";
inline constexpr std::string_view waybill_return_slave = "pdd.fds.waybill.return.slave";
inline constexpr std::string_view waybill_cancel = "pdd.fds.waybill.cancel";
inline constexpr std::string_view waybill_search = "pdd.waybill.search";
inline constexpr std::string_view standard_templates_get = "pdd.cloudprint.stdtemplates.get";
inline constexpr std::string_view waybill_take = "pdd.fds.waybill.get";
inline constexpr std::string_view waybill_query = "pdd.waybill.query.by.waybillcode";
inline constexpr std::string_view number_cancel = "pdd.waybill.cancel";
inline constexpr std::string_view goods_list_get = "pdd.goods.list.get";
inline constexpr std::string_view goods_skus_get = "pdd.goods.skus.get";
inline constexpr std::string_view goods_quantity_update = "pdd.goods.quantity.update";
inline constexpr std::string_view merchant_list_get = "pdd.order.list.get";
inline constexpr std::string_view merchant_changes_get = "pdd.order.number.list.increment.get";
inline constexpr std::string_view merchant_order_get = "pdd.order.information.get";
inline constexpr std::string_view return_addresses_get = "pdd.refund.address.list.get";
inline constexpr std::string_view online_send = "pdd.logistics.online.send";
inline constexpr std::string_view user_permit = "pdd.pmc.user.permit";
inline constexpr std::string_view user_get = "pdd.pmc.user.get";
} // namespace api

/// Which call, and whether it can change something. `api` is one of the constants above.
struct CallName {
    std::string_view api = {};
    Operation kind = Operation::read;
};

enum class TokenUse {
    none,     ///< The call is made without a user.
    optional, ///< Sent when there is one.
    needed,   ///< Without one the call is not made.
};

/// One call before it is signed: only what is its own, no common parameter.
struct Call {
    CallName name = {};
    TokenUse token = TokenUse::needed;
    FormFields parameters = {};
};

/// A call that is refused here, before any byte left, under a code of our own.
Error refuse_unsent(CallName name, std::string_view code, std::string_view why);
/// The same for data that can't be right.
Error not_sent(CallName name, std::string_view why);

/// A call whose parameters all stand as JSON text in one field.
Call build_wrapped(CallName name, std::string_view field, const boost::json::value& parameters);

} // namespace daifa::pinduoduo

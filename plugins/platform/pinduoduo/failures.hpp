#pragma once

#include <daifa/connector/capabilities.hpp>

#include <span>
#include <string_view>

namespace daifa::pinduoduo {

/// The platform's code for whatever its business refuses; the reason stands in its text alone.
inline constexpr std::string_view code_business_refusal = "50001";
/// Its code for an order that is not the shop's, or not there.
inline constexpr std::string_view code_order_unknown = "45001";

// Codes of our own for business refusals whose text names a reason that we know.
inline constexpr std::string_view code_several_branches = "50001 branches";
inline constexpr std::string_view code_no_balance = "50001 balance";
inline constexpr std::string_view code_sender_mismatch = "50001 sender";
inline constexpr std::string_view code_no_contract = "50001 contract";
inline constexpr std::string_view code_no_route = "50001 region";
inline constexpr std::string_view code_order_state = "50001 order";
inline constexpr std::string_view code_no_template = "50001 template";
inline constexpr std::string_view code_bad_service = "50001 service";
inline constexpr std::string_view code_cancel_cap = "50001 cancels";
inline constexpr std::string_view code_promotion = "50001 promotion";
inline constexpr std::string_view code_no_listing = "50001 goods";
inline constexpr std::string_view code_shipped_already = "50001 shipped";
inline constexpr std::string_view code_bad_shipment = "50001 shipment";

/// No permission (20031) for a call of the merchant's side, in other packages than the factory's.
inline constexpr std::string_view code_no_merchant_permission = "20031 merchant";
/// No permission (20031) for a call about goods, which is in another package than the orders'.
inline constexpr std::string_view code_no_goods_permission = "20031 goods";

// Codes of our own, for failures that the gateway did not number.
inline constexpr std::string_view code_flag_false =
    "result=false"; ///< HTTP 200 whose own flag says no.
inline constexpr std::string_view code_no_json = "no JSON";
inline constexpr std::string_view code_unreadable =
    "unreadable"; ///< JSON, but not of the documented shape.
inline constexpr std::string_view code_not_sent = "not sent"; ///< Refused here, no byte left.
inline constexpr std::string_view code_no_credential = "no credential";
inline constexpr std::string_view code_no_owner =
    "no owner"; ///< Nor its number, which a take needs.
inline constexpr std::string_view code_not_there =
    "not there"; ///< An answer without what was asked.
inline constexpr std::string_view code_print_refused = "print refused";
inline constexpr std::string_view code_printer_off = "printer off";
inline constexpr std::string_view code_component_off = "component off";
inline constexpr std::string_view code_component_silent = "component silent";
inline constexpr std::string_view code_task_unknown = "task unknown";
inline constexpr std::string_view code_push_refused = "push refused";
inline constexpr std::string_view code_push_off = "push off";

/// The code under which the table knows a business refusal (50001) of this call: one of its own
/// where the text names a known reason, which the platform gives no number, else 50001 itself.
std::string_view find_business_code(std::string_view api, std::string_view text);

/// The same failure of the message channel's connection, under a code of our own.
Error as_push_failure(Error error);

/// Every known code (open platform guide, global error codes) and what to do about it.
std::span<const ErrorRow> failure_table();

} // namespace daifa::pinduoduo

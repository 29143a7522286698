#pragma once

#include <daifa/connector/capabilities.hpp>

#include <span>
#include <string_view>

namespace daifa::pinduoduo {

/// The platform's code for whatever its business refuses; the reason stands in its text alone.
inline constexpr std::string_view code_business_refusal = "50001";

// Codes of our own, for failures that the gateway did not number.
inline constexpr std::string_view code_flag_false =
    "result=false"; ///< HTTP 200 whose own flag says no.
inline constexpr std::string_view code_no_json = "no JSON";
inline constexpr std::string_view code_unreadable =
    "unreadable"; ///< JSON, but not of the documented shape.
inline constexpr std::string_view code_not_sent = "not sent"; ///< Refused here, no byte left.
inline constexpr std::string_view code_no_credential = "no credential";

/// Every known code (open platform guide, global error codes) and what to do about it.
std::span<const ErrorRow> failure_table();

} // namespace daifa::pinduoduo

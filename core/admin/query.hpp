#pragma once

#include "admin/failure.hpp"
#include "store/ledger.hpp"

#include <daifa/connector/credential.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace daifa::admin {

constexpr int list_limit_max = 1000;

/// A path segment with its percent escapes decoded.
std::string decode_segment(std::string_view segment);

/// The body as a JSON object; an empty body is an empty object.
Checked<boost::json::object> parse_body(std::string_view body);
/// A text that must be there.
Checked<std::string> require_text(const boost::json::object& body, std::string_view key);

/// Between 1 and `list_limit_max`; `fallback` when it is absent.
Checked<int> parse_limit(std::string_view text, int fallback);
/// state, difference, text, sort (oldest | newest), limit, after.
Checked<store::OrderQuery> parse_order_query(std::string_view query);
/// confirmed | refused | given_up
Checked<store::WriteState> parse_outcome(std::string_view text);

/// {access_token, refresh_token, expires_at | expires_in (seconds), refresh_expires_at |
/// refresh_expires_in, owner_id, owner_name, scope: […]}, as platforms answer it.
Checked<Credential> parse_credential(const boost::json::object& body, TimePoint now);

} // namespace daifa::admin

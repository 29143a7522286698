#pragma once

#include "sandbox/message.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string_view>

namespace daifa::sandbox {

Reply json_reply(int status, const boost::json::value& body);
/// `{"error": text}`.
Reply error_reply(int status, std::string_view text);

/// The object in the body; an empty body is an empty object. Throws ControlError.
boost::json::object read_json_body(const Request& request);

} // namespace daifa::sandbox

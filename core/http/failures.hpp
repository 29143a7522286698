#pragma once

#include <daifa/support/error.hpp>
#include <daifa/support/http.hpp>

#include <boost/system/error_code.hpp>

#include <string>

namespace daifa::http {

/// "connect refused", "time-out", "host unreachable", "no such socket", …
std::string describe_connect_error(const boost::system::error_code& ec);

/// "connection closed", "time-out", …: of a connection that was open.
std::string describe_transfer_error(const boost::system::error_code& ec);

/// "host not found", …
std::string describe_name_error(const boost::system::error_code& ec);

/// `reason` is what went wrong on the way, in our words: "time-out".
Error failure(const HttpRequest& request, Errc code, std::string reason);

} // namespace daifa::http

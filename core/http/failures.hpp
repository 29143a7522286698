#pragma once

#include <boost/system/error_code.hpp>

#include <string>

namespace daifa::http {

/// "connect refused", "time-out", "host unreachable", "no such socket", …
std::string describe_connect_error(const boost::system::error_code& ec);

/// "connection closed", "time-out", …: of a connection that was open.
std::string describe_transfer_error(const boost::system::error_code& ec);

/// "host not found", …
std::string describe_name_error(const boost::system::error_code& ec);

} // namespace daifa::http

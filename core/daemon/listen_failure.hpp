#pragma once

#include <string>

namespace daifa::daemon {

/// Why the admin socket can not be used and what to do; `why` is the system's side of it.
std::string explain_socket(const std::string& path, const std::string& why);
std::string explain_metrics_address(const std::string& address, const std::string& why);

} // namespace daifa::daemon

#pragma once

#include <optional>
#include <string>

#include <sys/types.h>

namespace daifa::config {

/// The user that the installed service runs as; packaging/sysusers.d makes it.
inline constexpr const char* service_user_name = "daifa";

struct ServiceUser {
    std::string name = {};
    ::uid_t user = 0;
    ::gid_t group = 0;
};

/// Nothing when this machine has no user of that name.
std::optional<ServiceUser> find_user(const std::string& name);

} // namespace daifa::config

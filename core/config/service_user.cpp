#include "config/service_user.hpp"

#include <pwd.h>

namespace daifa::config {

std::optional<ServiceUser> find_user(const std::string& name)
{
    const passwd* const found = ::getpwnam(name.c_str());
    if (found == nullptr)
        return std::nullopt;
    return ServiceUser{name, found->pw_uid, found->pw_gid};
}

} // namespace daifa::config

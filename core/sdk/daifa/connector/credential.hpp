#pragma once

#include <daifa/domain/time.hpp>
#include <daifa/support/secret.hpp>

#include <optional>
#include <string>
#include <vector>

namespace daifa {

/// What a shop's owner granted us.
struct Credential {
    Secret access_token = {};
    Secret refresh_token = {};
    TimePoint expires_at = {};
    TimePoint refresh_expires_at = {};
    std::string owner_id = {}; ///< The shop as the platform numbers it: refuses the wrong shop.
    std::string owner_name = {};
    std::vector<std::string> scope = {}; ///< API names; empty when the platform does not say.
    TimePoint granted_until = {}; ///< Earliest end of a permission level; zero when not said.
};

/// Where a connector finds its shop's token. The host refreshes and stores it.
class CredentialSource {
public:
    virtual ~CredentialSource() = default;

    /// Null until somebody has authorized the shop.
    virtual const Credential* current() const = 0;
};

} // namespace daifa

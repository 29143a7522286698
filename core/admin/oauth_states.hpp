#pragma once

#include <daifa/domain/ids.hpp>
#include <daifa/support/clock.hpp>
#include <daifa/support/random.hpp>

#include <string>
#include <vector>

namespace daifa::admin {

constexpr Milliseconds oauth_state_life = std::chrono::minutes(10);

/// The `state` values of authorizations under way: random, good once, for one shop, for a while.
class OAuthStates {
public:
    enum class Use { good, unknown, expired, other_shop };

    /// `uptime` is that of the daemon's clock: setting the wall clock does not stretch a state's life.
    std::string issue(ShopId shop, Milliseconds uptime, Random& random);
    /// Uses the state up, whatever the result.
    Use use(const std::string& state, const ShopId& shop, Milliseconds uptime);

private:
    struct Pending {
        std::string state;
        ShopId shop;
        Milliseconds until;
    };

    std::vector<Pending> pending_; ///< Oldest first.
};

} // namespace daifa::admin

#include "admin/oauth_states.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace daifa::admin {
namespace {

/// Who starts more authorizations than that forgets the oldest.
constexpr std::size_t pending_max = 256;
/// An expired state is still told apart from an unknown one for that long.
constexpr Milliseconds memory = std::chrono::hours(1);

std::string random_hex(Random& random)
{
    std::array<std::byte, 16> bytes = {};
    random.fill(bytes);
    std::string text;
    for (const std::byte byte : bytes) {
        text += "0123456789abcdef"[std::to_integer<unsigned>(byte) >> 4];
        text += "0123456789abcdef"[std::to_integer<unsigned>(byte) & 15u];
    }
    return text;
}

} // namespace

std::string OAuthStates::issue(ShopId shop, Milliseconds uptime, Random& random)
{
    std::erase_if(pending_, [&](const Pending& one) { return one.until + memory < uptime; });
    if (pending_.size() >= pending_max)
        pending_.erase(pending_.begin());
    Pending pending;
    pending.state = random_hex(random);
    pending.shop = std::move(shop);
    pending.until = uptime + oauth_state_life;
    pending_.push_back(pending);
    return pending.state;
}

OAuthStates::Use OAuthStates::use(const std::string& state, const ShopId& shop, Milliseconds uptime)
{
    const auto found = std::ranges::find(pending_, state, &Pending::state);
    if (found == pending_.end())
        return Use::unknown;
    const Pending pending = *found;
    pending_.erase(found);
    if (pending.until < uptime)
        return Use::expired;
    return pending.shop == shop ? Use::good : Use::other_shop;
}

} // namespace daifa::admin

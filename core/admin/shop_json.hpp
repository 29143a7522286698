#pragma once

#include "admin/call.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace daifa::admin {

/// Adds what is known of a shop besides its orders: state, why it stands still, token, both sides.
void add_shop(boost::json::object& made, const ShopEntry& shop, Backend& backend);
boost::json::object daemon_json(Backend& backend);
boost::json::array to_json(const std::vector<config::Problem>& problems);

/// Who granted what until when. Never the tokens.
boost::json::object to_json(const Credential& credential);

/// "working", "stopped" (a person has to act), "resting" (tries again by itself), "starting",
/// "not_started", "disabled".
std::string_view shop_state(const ShopEntry& shop);

} // namespace daifa::admin

#pragma once

#include "sandbox/erp_world.hpp"

#include <boost/json/object.hpp>

#include <span>
#include <string_view>

namespace daifa::sandbox {

/// A control action by its name.
struct ErpAction {
    std::string_view name = {};
    boost::json::object (*run)(ErpWorld&, const boost::json::object&, TimePoint) = nullptr;
};

/// What people do to single orders: ship, merge, split, delete and so on.
std::span<const ErpAction> erp_order_actions();

/// Throws ControlError when there is an argument that the action does not know.
void check_names(const boost::json::object& arguments,
                 std::initializer_list<std::string_view> known);
/// Throws ControlError when it is absent or empty.
std::string required_text(const boost::json::object& arguments, std::string_view key);

} // namespace daifa::sandbox

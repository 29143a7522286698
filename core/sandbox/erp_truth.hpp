#pragma once

#include "sandbox/erp_world.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace daifa::sandbox {

/// How many separate imports the live orders of a source number descend from: a split order is
/// still one import, and a second creation is a second one.
std::size_t live_imports(const ErpWorld& erp, std::string_view source_number);

/// What happened to one source number:
/// {"creates":1,"live":1,"live_imports":1,"orders":[…],"parcels":[{"carrier":"YTO","number":"YT…"}]}.
/// `live` counts orders.
boost::json::object source_truth(const ErpWorld& erp, std::string_view source_number);

boost::json::object settings_truth(const ErpSettings& settings);

} // namespace daifa::sandbox

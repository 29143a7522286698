#pragma once

#include "sandbox/erp_world.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace daifa::sandbox {

/// What happened to one source number:
/// {"creates":1,"live":1,"live_imports":1,"orders":[…],"parcels":[{"carrier":"YTO","number":"YT…"}]}.
/// `live` counts orders; `live_imports` counts the separate imports they descend from, so that a
/// split order is still one import and a second creation is a second one.
boost::json::object source_truth(const ErpWorld& erp, std::string_view source_number);

boost::json::object settings_truth(const ErpSettings& settings);

} // namespace daifa::sandbox

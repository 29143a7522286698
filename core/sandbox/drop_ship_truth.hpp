#pragma once

#include <boost/json/object.hpp>

namespace daifa::sandbox {

class PlatformWorld;

/// What merchants and factories agreed on, and what became of each merchant's order: who has it,
/// and how often it was shipped, by whom and with which number.
boost::json::object desk_truth(const PlatformWorld& world);
/// Figures alone: every order counts once as `shipped`, else `given`, else `waiting`.
boost::json::object desk_totals(const PlatformWorld& world);

} // namespace daifa::sandbox

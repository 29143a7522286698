#pragma once

#include "simulation/installation.hpp"
#include "simulation/outcome.hpp"
#include "simulation/plan.hpp"

namespace daifa::simulation {

/// One whole world, from its beginning to its laws.
Outcome play_world(const Installation& installation, Plan plan, bool with_history);

} // namespace daifa::simulation

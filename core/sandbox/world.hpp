#pragma once

#include "sandbox/erp_world.hpp"
#include "sandbox/platform_world.hpp"

namespace daifa::sandbox {

/// Everything the practice servers know.
struct World {
    PlatformWorld platform = PlatformWorld();
    ErpWorld erp = ErpWorld();
};

} // namespace daifa::sandbox

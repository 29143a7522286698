#pragma once

#include "simulation/cells.hpp"

#include <daifa/domain/time.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace daifa::simulation {

/// What the daemons used until it was quiet.
struct Usage {
    std::uint64_t calls = 0;
    std::uint64_t disk_operations = 0;
    std::uint64_t heap_requests = 0;
};

/// What came of one seed.
struct Outcome {
    std::uint64_t seed = 0;
    Milliseconds lived = {}; ///< Virtual time.
    std::uint64_t orders = 0;
    Usage used = {};
    std::uint64_t steps = 0;
    FaultCounts faults = {};
    Cells cells = {};
    std::vector<std::string> violations = {};
    std::string history = {};
};

} // namespace daifa::simulation

#pragma once

#include "simulation/plan.hpp"
#include "simulation/totals.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace daifa::simulation {

/// Many seeds, played by several processes.
struct CampaignOptions {
    std::filesystem::path plugins = {};
    std::uint64_t first_seed = 1;
    std::uint64_t seeds = 1;
    int jobs = 1;
    std::function<Plan(std::uint64_t seed)> make = {};
    std::filesystem::path keep = {}; ///< Where a failing seed is added as the command that replays it; may be empty.
    std::string replay = {};         ///< The command that replays a seed, without the seed.
};

/// Plays all seeds; tells of each that fails as soon as it does.
Totals play(const CampaignOptions& options);

} // namespace daifa::simulation

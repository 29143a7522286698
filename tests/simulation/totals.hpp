#pragma once

#include "simulation/outcome.hpp"

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <vector>

namespace daifa::simulation {

/// What many seeds came to.
struct Totals {
    std::uint64_t next_seed = 0; ///< All before it have been played.
    std::uint64_t seeds = 0;
    std::uint64_t orders = 0;
    Milliseconds lived = {};
    Milliseconds took = {}; ///< Real time.
    FaultCounts faults = {};
    Cells cells = {};
    std::vector<std::uint64_t> failing = {};

    void add(const Totals& other);
    /// The faults that no seed met.
    std::vector<Fault> missing_faults() const;
};

/// Figures of all faults, then the line that sums it up.
std::ostream& operator<<(std::ostream& out, const Totals& totals);

/// What an earlier run kept; nothing when there is none.
std::optional<Totals> load_totals(const std::filesystem::path& file);
void save_totals(const Totals& totals, const std::filesystem::path& file);

} // namespace daifa::simulation

#pragma once

#include "simulation/plan.hpp"

#include <filesystem>
#include <vector>

namespace daifa::simulation {

/// Small days without any trouble but one mishap: each call, each operation of the disk and some of
/// the heap's requests have their turn. Throws when a day without a mishap does not end well.
class SmallDays {
public:
    explicit SmallDays(const std::filesystem::path& plugins);

    std::uint64_t size() const { return cases_.size(); }
    /// From 1.
    Plan make(std::uint64_t number) const;

private:
    struct Case {
        WaybillSource source = WaybillSource::erp;
        Mishap mishap = {};
    };
    std::vector<Case> cases_;
};

} // namespace daifa::simulation

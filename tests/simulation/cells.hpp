#pragma once

#include "simulation/faults.hpp"

#include "store/records.hpp"

#include <bitset>
#include <filesystem>
#include <optional>
#include <string>

namespace daifa::simulation {

/// Which mixtures were met: a write in this state, when the daemon was killed at that point, after
/// the latest write on the wire had met that fault (or none).
class Cells {
public:
    static constexpr std::size_t states = 4; ///< claimed, confirmed, refused, uncertain
    static constexpr std::size_t crash_points = 3;
    static constexpr std::size_t all = states * crash_points * (call_fault_count + 1);

    /// After a crash: what the store was left with.
    void add(const std::filesystem::path& store, Fault crash, std::optional<Fault> latest);
    void merge(const Cells& other) { met_ |= other.met_; }
    std::size_t met() const { return met_.count(); }

    std::string to_text() const { return met_.to_string(); }
    static Cells parse(const std::string& text) { return Cells(std::bitset<all>(text)); }
    Cells() = default;

private:
    explicit Cells(std::bitset<all> met) : met_(met) {}

    std::bitset<all> met_;
};

} // namespace daifa::simulation

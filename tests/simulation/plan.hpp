#pragma once

#include "simulation/faults.hpp"

#include "sandbox/erp_records.hpp"
#include "sandbox/front.hpp"
#include "strategy/strategy.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace daifa::simulation {

/// What a person does in the world, and how often compared with the others.
struct Habit {
    std::string side = {}; ///< "platform", "erp" or "operator".
    std::string action = {};
    int weight = 0;
};

/// The one thing that goes wrong in a small day.
struct Mishap {
    enum class Kind { request_lost, answer_lost, disk_fails, power_lost, out_of_memory };
    Kind kind = Kind::request_lost;
    std::uint64_t number = 0; ///< The call, the disk's operation, the request to the heap; from 1.
};

/// What one seed makes of a world: its shape is chance as well, so that rare mixtures come up.
struct Plan {
    std::uint64_t seed = 1;
    Milliseconds troubled = {}; ///< How long people act and things go wrong.
    Milliseconds quiet_max = std::chrono::hours(48);
    int shops = 1;
    bool is_channel_shared = false;
    WaybillSource source = WaybillSource::erp;
    int assignments = 30; ///< Orders, those that are assigned again aside.
    int burst = 0;        ///< Orders that come all at once: more than one page of a list.
    int actions = 20;     ///< What else people do.
    std::vector<Habit> habits = {};
    sandbox::ErpSettings warehouse = {};
    std::map<std::string, sandbox::FrontOptions> variants = {};

    double read_faults = 0;  ///< Share of reads that meet a fault.
    double write_faults = 0; ///< The same of writes.
    double moved_rows = 0;   ///< Share of reads after which people act at once.
    std::array<int, call_fault_count> call_weights = {};
    /// How often each fault of a side or of the daemon comes in the troubled time.
    std::array<int, fault_count> times = {};

    std::optional<Mishap> mishap = {};

    std::vector<Strategy> strategies = {}; ///< The first one, and what reloads take in turn.
};

/// `troubled` of zero: by chance.
Plan make_plan(std::uint64_t seed, Milliseconds troubled);
/// An hour with a few orders, one of them withdrawn, and no trouble.
Plan make_small_day(WaybillSource source);

} // namespace daifa::simulation

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

/// A merchant's own shop that the daemon serves beside its first factory.
struct MerchantPart {
    int orders = 3;
    bool has_erp = false; ///< It has numbers of its own for some of them.
    ShipStrategy ship = {};
    double shipment_faults = 0; ///< Share of requests to ship that meet a fault.
    double races = 0; ///< Share of them that somebody does something about at that moment.
};

/// What one seed makes of a world: its shape is chance as well, so that rare mixtures come up.
struct Plan {
    std::uint64_t seed = 1;
    Milliseconds troubled = {}; ///< How long people act and things go wrong.
    bool is_sparse = false;     ///< No more than usual happens in a much longer time.
    Milliseconds quiet_max = std::chrono::hours(48);
    int shops = 1;
    bool is_channel_shared = false;
    bool has_push = false; ///< The platform's messages are listened to.
    WaybillSource source = WaybillSource::erp;
    int assignments = 30;      ///< Orders, those that are assigned again aside.
    double same_recipient = 0; ///< Share of assignments of several orders that go to one person.
    double sf_only = 0;        ///< Share of assignments that SF alone may carry.
    bool has_cases = false;    ///< People change orders at any point, and decide what comes of it.
    int case_looks = 0;        ///< How often an operator decides one of the open cases.
    bool has_case_clerk = false; ///< What is still open after the trouble is decided as well.
    int listings = 0;            ///< Of each shop, whose stock follows the ERP's; 0: nobody cares.
    /// Orders that ended longer ago are forgotten; nothing: none.
    std::optional<Milliseconds> retention = {};
    int burst = 0;    ///< Orders that come all at once: more than one page of a list.
    int actions = 20; ///< What else people do.
    std::vector<Habit> habits = {};
    sandbox::ErpSettings warehouse = {};
    std::map<std::string, sandbox::FrontOptions> variants = {};

    double read_faults = 0;  ///< Share of reads that meet a fault.
    double write_faults = 0; ///< The same of writes.
    double moved_rows = 0;   ///< Share of reads after which people act at once.
    std::array<int, call_fault_count> call_weights = {};
    /// How often each fault of a side or of the daemon comes in the troubled time.
    std::array<int, trouble_count> times = {};

    std::optional<MerchantPart> merchant = {};
    std::optional<Mishap> mishap = {};

    std::vector<Strategy> strategies = {}; ///< The first one, and what reloads take in turn.
};

/// `troubled` of zero: by chance.
Plan make_plan(std::uint64_t seed, Milliseconds troubled);
/// An hour with a few orders, one of them withdrawn, and no trouble.
Plan make_small_day(WaybillSource source);

} // namespace daifa::simulation

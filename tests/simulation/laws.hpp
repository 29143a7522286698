#pragma once

#include "sandbox/world.hpp"
#include "store/records.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace daifa::simulation {

/// What the ledger says, as the laws need it.
struct LedgerView {
    std::map<OrderId, store::OrderRecord> orders = {};
    std::map<OrderId, std::vector<store::Event>> events = {};
};

struct Judgement {
    std::vector<std::string> violations = {}; ///< Nothing that comes can mend these.
    std::vector<std::string> unfinished = {}; ///< May still come right; not for ever.
};

/// Compares what really happened with what the ledger says. `doubled`: numbers that the network
/// delivered something twice for, which nobody can prevent.
Judgement judge(const sandbox::World& world, const LedgerView& ledger,
                const std::set<std::string>& doubled);

} // namespace daifa::simulation

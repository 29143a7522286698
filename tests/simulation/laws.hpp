#pragma once

#include "sandbox/world.hpp"
#include "store/records.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace daifa::simulation {

/// What the ledger says, as the laws need it.
struct LedgerView {
    std::map<OrderId, store::OrderRecord> orders = {};
    std::map<OrderId, std::vector<store::Event>> events = {};
};

/// A number that an ERP order had before its users changed it.
struct FormerNumber {
    sandbox::OrderIndex order = 0;
    std::string carrier = {}; ///< As everybody calls it.
    std::string number = {};
};

/// A number that somebody uploaded without daifa.
struct ForeignNumber {
    OrderId order = {};
    std::string carrier = {};
    std::string number = {};
    TimePoint at = {};
};

/// What can't be held against the engine.
struct Excuses {
    /// Numbers that the network delivered something twice for.
    const std::set<std::string>& doubled;
    const std::vector<FormerNumber>& former;
    const std::vector<ForeignNumber>& foreign;
    /// What was assigned before may be forgotten when it has ended.
    std::optional<TimePoint> forgotten_before = {};
    /// How long what has ended is remembered at least; nothing: for ever.
    std::optional<Milliseconds> remembered = {};
};

struct Judgement {
    std::vector<std::string> violations = {}; ///< Nothing that comes can mend these.
    std::vector<std::string> unfinished = {}; ///< May still come right; not for ever.
};

/// Compares what really happened with what the ledger says.
Judgement judge(const sandbox::World& world, const LedgerView& ledger, const Excuses& excuses);

} // namespace daifa::simulation

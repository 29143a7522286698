#pragma once

#include "simulation/laws.hpp"
#include "simulation/merchant_side.hpp"

#include "store/merchant_records.hpp"

namespace daifa::simulation {

/// What the ledger says of a merchant's own orders, as the laws need it.
struct MerchantView {
    std::map<std::string, store::MerchantRecord> orders = {};
    std::map<std::string, std::vector<store::Event>> events = {};
};

/// What a merchant's orders are judged by besides the truth.
struct MerchantRules {
    const MerchantSide& side;
    const LedgerView& factories;
    bool are_clocks_right = true;
};

/// Each order ships once at most, with a number that its ERP or its factory had, and not while it
/// was known to be stopped; after quiet time it has shipped, or the difference has a name.
void judge_merchant(const sandbox::World& world, const MerchantView& view,
                    const MerchantRules& rules, const Excuses& excuses, Judgement& judgement);

} // namespace daifa::simulation

#pragma once

#include "simulation/case_desk.hpp"
#include "simulation/laws.hpp"

namespace daifa::simulation {

/// What a person decided stands until the order's facts change; every order that asks for a person
/// is listed with its name, whose turn it is and what may be done; nothing ends without a decision.
void judge_cases(const LedgerView& ledger, const std::vector<KeptDecision>& kept,
                 const boost::json::array& listed, const Excuses& excuses, Judgement& judgement);

} // namespace daifa::simulation

#pragma once

#include "reconcile/waybill_desk.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace daifa::reconcile {

/// The platform refuses cancellations beyond a fifth of the numbers that a branch gave, once it
/// gave more than 500. `begun`: what the contract does not count yet. Nothing: as many as one
/// likes.
std::optional<std::int64_t> cancellations_left(const WaybillContract& contract,
                                               std::int64_t begun = 0);
/// Of that carrier, since the contracts were read.
std::int64_t begun_cancellations(const WaybillDesk& desk, const std::string& carrier_code);

/// What may still be cancelled of one carrier's numbers.
struct CancelBudget {
    std::optional<std::int64_t> left = {}; ///< Nothing: as many as one likes.
    std::string branch = {};
    std::int64_t taken = 0;
    std::int64_t cancelled = 0; ///< With what was begun since the contracts were read.
};

/// Which branch gave a number is not told: of those that ship from the sender's address the one
/// with the most left counts, and the platform has the last word.
CancelBudget cancel_budget(const WaybillDesk& desk, const std::string& carrier_code,
                           const SenderAddress& sender);
/// "branch 义乌: 120 of 600 numbers are cancelled, 20 % may be"
std::string to_text(const CancelBudget& budget);

} // namespace daifa::reconcile

#pragma once

#include "reconcile/lane.hpp"

#include <optional>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// What a person wants on paper.
struct PrintWish {
    std::string carrier_code = {}; ///< Empty: of every carrier.
    int limit = 0;                 ///< Orders, at most; 0: all.
    std::string by = {};
};

/// Asks for the labels that were never printed. Returns how many orders that are.
awaitable<int> request_prints(Lane& lane, PrintWish wish);

enum class LabelAction {
    reprint, ///< Another copy of every label.
    cancel,  ///< Gives the numbers of an order that was taken away back; what is on paper was
             ///< destroyed.
};

/// Asks for that of every label of the order. Returns of how many.
awaitable<int> request_action(Lane& lane, LabelAction action, OrderId order, std::string by,
                              std::string reason);

} // namespace daifa::reconcile

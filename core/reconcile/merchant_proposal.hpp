#pragma once

#include "strategy/merchant_plan.hpp"

#include <daifa/domain/merchant_order.hpp>

#include <set>
#include <string>

namespace daifa::reconcile {

/// Which factory the rules would give an order to. Only a proposal: a person assigns, in the
/// platform's back office.
struct Proposal {
    std::string factory = {}; ///< Empty: no rule fits.
    std::string rule = {};    ///< "file:line" of the rule.
    std::string without = {}; ///< Factories left out because they have too little of the goods.
};

/// 0 … 99 from the number alone, so that an order stays with its factory for ever.
int share_of(const std::string& order_number);

/// `short_of_stock`: the factories that are known to have too little of this order's goods.
Proposal propose(const MerchantOrder& order, const MerchantPlan& plan,
                 const std::set<std::string>& short_of_stock);

} // namespace daifa::reconcile

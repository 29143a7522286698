#pragma once

#include "store/merchant_records.hpp"
#include "strategy/strategy.hpp"

#include <daifa/domain/erp_order.hpp>

#include <string>
#include <vector>

namespace daifa::reconcile {

/// The number that the merchant's ERP orders with this order's number tell, once they may be used
/// by the strategy's moment.
store::FoundNumber find_erp_number(const std::vector<ErpOrder>& orders,
                                   const UploadStrategy& strategy);

/// One factory and those of its orders whose seller's note holds the merchant's number.
struct NotedCandidates {
    BoundFactory factory = {};
    std::vector<store::OrderRecord> orders = {}; ///< With their content.
};

/// Which of them is the merchant's order, and the number whose upload its ledger has confirmed.
/// Only what agrees in all that both sides see counts, and only when it is the only one.
store::FoundNumber match_factories(const MerchantOrder& order,
                                   const std::vector<NotedCandidates>& factories);

/// The number an order ships with: of whoever has one; none, with a problem, when they disagree.
store::FoundNumber choose_number(const store::MerchantRecord& record);

} // namespace daifa::reconcile

#pragma once

#include "reconcile/carrier_table.hpp"
#include "store/merchant_records.hpp"
#include "strategy/strategy.hpp"

#include <optional>
#include <vector>

namespace daifa::reconcile {

/// What decisions about a merchant's orders rest on besides the order.
struct MerchantContext {
    const ShopPlan& plan;
    Milliseconds late_arrival = {}; ///< Of the write that ships.
    const CarrierTable& carriers;
    const std::optional<std::vector<ReturnAddress>>& addresses;
    TimePoint now = {};
    bool can_ask_erp = false;
    Milliseconds time_step = {}; ///< The platform's times of change are cut to this.
};

enum class MerchantStep {
    wait,
    look,     ///< Read the order on the platform.
    look_erp, ///< Ask the merchant's ERP for the order.
    ship,
};

struct MerchantDecision {
    MerchantStep step = MerchantStep::wait;
    store::MerchantVerdict verdict = {};
    OnlineShipment shipment = {}; ///< To be sent.
    int attempts = 1;
};

/// What is next for the order. No I/O, no clock.
MerchantDecision decide_merchant(const store::MerchantRecord& record,
                                 const MerchantContext& context);

/// What a look that began then makes of the order's open write.
store::ShipSettlement settle_by_look(const store::MerchantRecord& record, const MerchantOrder& seen,
                                     TimePoint began, Milliseconds late_arrival,
                                     Milliseconds retry_in);

/// The platform's code for the carrier of a number: a factory uploaded it in the platform's own
/// words.
CarrierMatch match_carrier(const store::FoundNumber& number, const MerchantContext& context);

/// "YTO/YT1": how people name what an order ships with.
std::string subject_of(const std::string& carrier_code, const WaybillNumber& number);

} // namespace daifa::reconcile

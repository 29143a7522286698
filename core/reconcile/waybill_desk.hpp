#pragma once

#include "strategy/strategy.hpp"

#include <daifa/connector/label.hpp>
#include <daifa/domain/order.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace daifa::reconcile {

/// What the platform said last about our contracts with carriers.
struct WaybillDesk {
    std::vector<WaybillContract> contracts = {};
    std::vector<LabelTemplate> templates = {};
    std::optional<TimePoint> read_at = {};
    /// By carrier, whose cancellation was begun since then: the contracts don't count them yet.
    std::map<std::string, std::set<WaybillNumber>> cancellations = {};
    std::set<std::string> low = {}; ///< Which low balances were warned of.
};

/// One carrier that may get a parcel, and how its label looks.
struct CarrierOffer {
    std::string carrier_code = {};
    std::string template_url = {};
};

/// The carriers for one order in the order in which to ask them, and why others are left out.
struct CarrierOffers {
    std::vector<CarrierOffer> offers = {};
    std::string problems = {}; ///< "YTO: no contract; ZTO: no numbers left"
};

/// What a carrier is chosen by.
struct Shipment {
    const PlatformOrder& order;
    std::optional<std::int64_t> grams = {}; ///< Of the whole order.
};

/// The strategy's template, else the platform's first one for that carrier; empty when there is
/// none.
std::string template_for(const std::string& carrier_code, const WaybillStrategy& strategy,
                         const WaybillDesk& desk);
CarrierOffers offers_for(const Shipment& shipment, const ShopPlan& plan, const WaybillDesk& desk);

/// Character by character; a contract may name the country where the sender does not.
bool is_same_place(const SenderAddress& sender, SenderAddress contract);
bool ships_from(const WaybillContract& contract, const SenderAddress& sender);
/// The contracts that the strategy can use and that have few numbers left by its own measure.
std::vector<WaybillContract> low_contracts(const WaybillDesk& desk, const ShopPlan& plan);
/// "浙江省 金华市 义乌市 某某路 1 号"
std::string to_text(const SenderAddress& address);

} // namespace daifa::reconcile

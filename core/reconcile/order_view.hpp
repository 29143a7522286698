#pragma once

#include "reconcile/carrier_table.hpp"
#include "reconcile/waybill_desk.hpp"
#include "store/records.hpp"
#include "strategy/strategy.hpp"

#include <daifa/connector/capabilities.hpp>

#include <optional>
#include <vector>

namespace daifa::reconcile {

/// What a decision knows besides the order.
struct DecideContext {
    const ShopPlan& plan;
    const Capabilities& platform;
    const Capabilities& erp;
    const CarrierTable& carriers;
    const WaybillDesk& desk;
    TimePoint now = {};
    /// Since when this process works for the shop. What is older may have been done by a ledger
    /// that was lost.
    TimePoint started_at = {};
    /// When an older copy of the ledger was put in its place: prints of orders from before are
    /// unknown.
    std::optional<TimePoint> restored_at = {};
};

/// One order and its context, with the questions that the rules ask.
class OrderView {
public:
    OrderView(const store::OrderRecord& the_order, const DecideContext& the_context)
        : order(the_order), context(the_context)
    {
    }

    /// The write of that kind in the order's generation, the newest if there are several; null if
    /// none.
    const store::WriteRecord* find_write(store::WriteKind kind) const;
    const store::WriteRecord* find_write(store::WriteKind kind, const std::string& subject) const;
    bool is_confirmed(store::WriteKind kind) const;
    /// The confirmed upload of the main number that was not taken off the order again; null if
    /// none.
    const store::WriteRecord* live_upload() const;
    /// The write that takes that upload's number off the order; null if there never was one.
    const store::WriteRecord* find_retraction(const store::WriteRecord& upload) const;

    /// ERP orders of this generation that still stand for goods to be shipped. Right after an
    /// import, before any look, the order that the import made.
    std::vector<ErpOrder> live_erp_orders() const;
    /// Facts of this generation, live or not.
    std::vector<const store::ErpFacts*> erp_facts() const;
    /// Facts of later generations, which this ledger has not begun.
    std::vector<const store::ErpFacts*> later_erp_facts() const;
    /// Every ERP order whose stage says that goods left, in whatever generation.
    bool has_shipped() const;

    std::string write_key(std::string_view verb, const std::string& subject = {}) const;

    const store::OrderRecord& order;
    const DecideContext& context;
};

/// Of the write that takes an upload's number off its order.
std::string retraction_key(const std::string& upload_key);

} // namespace daifa::reconcile

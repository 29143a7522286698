#pragma once

#include <daifa/domain/ids.hpp>
#include <daifa/domain/money.hpp>
#include <daifa/domain/order.hpp>
#include <daifa/domain/personal.hpp>
#include <daifa/domain/time.hpp>
#include <daifa/domain/waybill.hpp>

#include <optional>
#include <string>
#include <vector>

namespace daifa {

/// Where an ERP order stands, in the few steps that matter to us.
enum class ErpStage {
    waiting_audit, ///< In the ERP, nobody has approved it yet.
    in_progress,   ///< Approved: picking, packing, perhaps with a reserved number. Not shipped.
    part_shipped,
    shipped, ///< Really left the warehouse.
    cancelled,
    merged, ///< Swallowed by another ERP order, which now carries our number.
    split,  ///< Replaced by several ERP orders, which all carry our number.
};

/// An order in the ERP.
struct ErpOrder {
    ErpOrderId id = {};
    ChannelId channel = {};
    /// Our numbers: more than one after the ERP merged orders. Each is an `ErpOrderDraft::source_number`.
    std::vector<std::string> source_numbers = {};
    ErpStage stage = ErpStage::waiting_audit;
    std::string status_code = {}; ///< The ERP's own, for people.
    /// The main parcel first. A number may be here long before the goods leave: see `stage`.
    std::vector<Parcel> parcels = {};
    std::optional<TimePoint> shipped_at = {};

    friend auto operator<=>(const ErpOrder&, const ErpOrder&) = default;
};

/// Goods as the ERP knows them. Either a barcode, or goods code and variant, is set.
struct ErpItem {
    std::string barcode = {};
    std::string goods_code = {};
    std::string goods_name = {};
    std::string variant_name = {};
    std::int64_t quantity = 0;
    Money price = {}; ///< Of one piece.
};

/// Who receives, as far as the ERP needs it. The platform hides the real person: this is filled by
/// the strategy.
struct ErpRecipient {
    Personal name = {};
    Personal phone = {};
    Personal address = {};
    Region region = {};
};

/// An order to be created in the ERP.
struct ErpOrderDraft {
    ChannelId channel = {};
    std::string source_number = {}; ///< The key by which the order is found again; ≤ 50 characters.
    TimePoint placed_at = {};
    ErpRecipient recipient = {};
    std::vector<ErpItem> items = {};
    Personal seller_note = {};
    std::string merchant_name = {};
    bool is_sf_only = false;
};

/// A shop inside the ERP.
struct ErpChannel {
    ChannelId id = {};
    std::string name = {};
    std::string platform_name = {};  ///< The sales platform the ERP believes it belongs to.
    bool is_own_platform = false; ///< Kind 自有商城: the only kind whose orders the ERP's API shows.
};

} // namespace daifa

#pragma once

#include <daifa/domain/money.hpp>
#include <daifa/domain/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daifa::sandbox {

/// A shop as the ERP keeps it.
struct ErpShop {
    std::int64_t id = 0;
    std::string code = {};
    std::string name = {};
    std::string platform = {}; ///< The sales platform the ERP believes it belongs to, for people.
    /// Bound to a marketplace by the ERP itself: its orders are hidden from the ERP's interface.
    bool is_native = false;
};

/// A carrier: code and name are chosen by the ERP's owner, the express code is everybody's.
struct ErpCarrier {
    std::int64_t id = 0;
    std::string code = {};
    std::string name = {};
    std::string express_code = {}; ///< Empty: no platform knows this carrier.
    std::string express_name = {};
    std::string number_prefix = {}; ///< "YT": how its waybill numbers begin.
};

struct ErpWarehouse {
    std::int64_t id = 0;
    std::string code = {};
    std::string name = {};
};

/// Goods the ERP knows. Asked for only when `ErpSettings::strict_goods` is set.
struct ErpGoods {
    std::string barcode = {};
    std::string goods_code = {};
    std::string variant_name = {};
};

/// One line of a sales order.
struct SalesLine {
    std::string barcode = {};
    std::string goods_code = {};
    std::string goods_name = {};
    std::string variant_name = {};
    std::string source_number = {};
    std::int64_t quantity = 0;
    Money price = {}; ///< Of one piece.
};

struct SalesRecipient {
    std::string name = {};
    std::string phone = {};
    std::string province = {};
    std::string city = {};
    std::string district = {};
    std::string address = {};
};

/// Pieces of one line in one parcel. Zero pieces: the goods need more boxes than pieces.
struct PackedLine {
    std::uint32_t line = 0;
    std::int64_t quantity = 0;
};

struct SalesParcel {
    std::string waybill_number = {};
    std::uint32_t carrier = 0; ///< Position in `ErpWorld::carriers()`.
    std::vector<PackedLine> contents = {};
    TimePoint packed_at = {};
};

/// Where an order stands in the book; never changes, so the order's numbers are made from it.
using OrderIndex = std::uint32_t;

/// A sales order of the ERP.
struct SalesOrder {
    OrderIndex index = 0;
    std::uint32_t shop = 0; ///< Position in `ErpWorld::shops()`.
    std::uint32_t warehouse = 0;
    std::optional<std::uint32_t> carrier = {};
    int status = 0;          ///< One of `erp_status`.
    bool is_imported = true; ///< Came in through the interface, not by the ERP's own download.
    bool is_deleted = false;
    bool is_archived = false;
    std::vector<std::string> source_numbers = {}; ///< Several after a merge.
    /// The imports this order descends from by merging and splitting; itself when it is one.
    std::vector<OrderIndex> origins = {};
    std::vector<SalesLine> lines = {};
    std::vector<SalesParcel> parcels = {}; ///< What left the warehouse, the main parcel first.
    std::string reserved_number = {};      ///< A waybill number taken before anything was shipped.
    SalesRecipient recipient = {};
    std::string seller_note = {};
    TimePoint placed_at = {};
    TimePoint created_at = {};
    TimePoint modified_at = {};
    std::optional<TimePoint> audited_at = {};
    std::optional<TimePoint> shipped_at = {};
};

/// An order as somebody asks the ERP to create it.
struct SalesDraft {
    std::string shop = {};    ///< Code or name.
    std::string carrier = {}; ///< Code or name; may be empty.
    std::string source_number = {};
    TimePoint placed_at = {};
    SalesRecipient recipient = {};
    std::vector<SalesLine> lines = {};
    std::string seller_note = {};
};

/// A label that lies on the goods when the warehouse packs them.
struct ScannedLabel {
    std::string express_code = {}; ///< Its carrier, as everybody calls it.
    std::string number = {};
};

/// How this ERP behaves. Shares are per cent of all orders, drawn by seed and source number.
struct ErpSettings {
    std::uint64_t seed = 1;
    bool warehouse_open = true;                         ///< False: nothing is shipped but by hand.
    Milliseconds ship_delay = std::chrono::seconds(30); ///< From audit to the parcel's leaving.
    bool ship_unaudited = false;     ///< The delay counts from the creation; nobody needs to audit.
    bool scan_labels = false; ///< Ships what has a printed label, under the label's number.
    bool strict_goods = false;       ///< Unknown goods are refused when an order is created.
    bool recipient_required = false; ///< So are orders without name, phone or address.
    int two_parcels = 0;
    int unknown_carrier = 0; ///< Shipped by a carrier that no platform knows.
    int reserved_number =
        0;                 ///< Half-way through the delay a number is there, but nothing has left.
    int part_shipping = 0; ///< A part leaves first, the rest one delay later.
};

} // namespace daifa::sandbox

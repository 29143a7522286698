#pragma once

#include "strategy/merchant_plan.hpp"

#include <daifa/connector/label.hpp>
#include <daifa/domain/ids.hpp>
#include <daifa/domain/money.hpp>
#include <daifa/domain/time.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// What a factory wants, as plain data: filled by the configuration, read by the decisions. Each
/// member's default is the default of the YAML option of the same name.
namespace daifa {

using namespace std::chrono_literals;

/// Which orders a shop takes. An empty list takes everything.
struct OrderFilter {
    std::vector<std::string> regions = {}; ///< Province, "province/city" or "…/district".
    std::vector<std::string> regions_except = {};
    std::vector<std::string> merchants = {}; ///< Id or name.
    std::vector<std::string> merchants_except = {};
    std::vector<std::string> keywords = {}; ///< One of them stands in note, product or variant.
    std::vector<std::string> keywords_except = {};

    friend bool operator==(const OrderFilter&, const OrderFilter&) = default;
};

/// 订单下载
struct DownloadStrategy {
    bool is_enabled = true;
    std::vector<std::string> order_types = {"factory_dispatch"}; ///< 下载厂家代发订单
    Milliseconds interval = 10min;
    Milliseconds interval_with_push = 30min; ///< While the platform tells by itself what changed.
    Milliseconds delay = 10min;   ///< After the assignment, so that quick changes settle.
    Milliseconds look_back = 72h; ///< How far the first read reaches.
    Milliseconds overlap = 5min;  ///< Read again before each window.
    Milliseconds settle = 3min;   ///< A window younger than this is not proven yet.
    Milliseconds recheck = 30min; ///< An open order not seen for so long is read alone.
    Milliseconds fresh = 1min; ///< So old may be what is known of an order that moves on to ship.
    OrderFilter filter = {};

    friend bool operator==(const DownloadStrategy&, const DownloadStrategy&) = default;
};

enum class AuditMode {
    manual,    ///< A person audits in the ERP.
    automatic, ///< daifa audits when nothing blocks.
};

enum class OnWithdraw {
    cancel, ///< Cancel the ERP order.
    hold,   ///< Only say so; a person decides.
};

/// 转入审核
struct AuditStrategy {
    AuditMode mode = AuditMode::manual;
    Milliseconds hold = 0min; ///< After import, before the audit.
    // What keeps an order from being audited automatically.
    bool block_on_seller_note = false;
    bool block_on_sf_only = false;
    std::vector<std::string> block_on_keywords = {};
    std::optional<std::int64_t> block_above_quantity = {};
    std::optional<Money> block_above_amount = {};
    OnWithdraw on_withdraw = OnWithdraw::cancel;

    friend bool operator==(const AuditStrategy&, const AuditStrategy&) = default;
};

/// Who gives the number that a parcel carries.
enum class WaybillSource {
    erp,      ///< The ERP, on a contract of its own.
    platform, ///< daifa takes it from the platform and has the label printed.
};

enum class TakeMoment {
    audited,  ///< Once the ERP order passed its audit.
    imported, ///< As soon as the ERP has the order.
};

/// What becomes of a number when its order is taken away, or sent elsewhere, before it was printed.
enum class OnWithdrawnLabel {
    cancel, ///< Give it back; an order that is still there gets another one.
    keep,   ///< Leave it to a person.
};

/// Several orders of one merchant and recipient that are ready.
enum class JointParcels {
    never,     ///< A parcel for each.
    propose,   ///< A person says so for each of them.
    automatic, ///< In one parcel, under one number.
};

/// 电子面单: which carrier gets an order, and how many parcels.
struct WaybillStrategy {
    TakeMoment moment = TakeMoment::audited;
    /// In order of preference; the next one is asked when a contract is empty or does not serve the
    /// region. Empty: every carrier with a contract.
    std::vector<std::string> carriers = {};
    /// Exceptions that come first: "merchant:NAME", "region:PROVINCE[/CITY[/DISTRICT]]",
    /// "product:WORD", "weight_over:GRAMS" → carrier code.
    std::map<std::string, std::string> carrier_for = {};
    std::map<std::string, std::string> templates = {}; ///< Carrier → address of its template.
    std::map<std::string, std::string> services = {};  ///< Carrier → its services, as JSON text.
    std::optional<std::int64_t> quantity_per_parcel = {}; ///< More goes into several parcels.
    std::optional<std::int64_t> piece_grams = {};         ///< Weight of one piece.
    JointParcels joint_parcels = JointParcels::never;
    /// So long after its import an order waits for others of its recipient that are on their way.
    Milliseconds joint_wait = 10min;
    OnWithdrawnLabel on_withdraw = OnWithdrawnLabel::cancel;
    OnWithdrawnLabel on_address_change = OnWithdrawnLabel::cancel;
    std::int64_t balance_warning = 100; ///< Fewer numbers left are a warning.

    friend bool operator==(const WaybillStrategy&, const WaybillStrategy&) = default;
};

enum class PrintMode {
    manual,    ///< `daifa print` says when.
    automatic, ///< As soon as there is a number.
};

/// 打印
struct PrintStrategy {
    PrintMode mode = PrintMode::automatic;
    std::map<std::string, std::string> printers = {}; ///< Carrier → printer; else the default one.
    std::int64_t batch = 50;                          ///< Labels of one task, at most.

    friend bool operator==(const PrintStrategy&, const PrintStrategy&) = default;
};

enum class UploadMoment {
    shipped,  ///< The goods left the warehouse.
    reserved, ///< The ERP has a number, even when nothing left yet.
    taken,    ///< The platform gave the number.
    printed,  ///< The label is on paper.
};

enum class UploadParcels { first, all };
enum class PartShipping {
    wait_all, ///< Upload when everything left.
    any,      ///< Upload with the first parcel.
};

/// What is done when another number takes the place of one that the platform has.
enum class OnChangedNumber {
    hold,    ///< Only say so; a person decides.
    retract, ///< Take the old one off the order, then upload the new one.
};

/// 物流上传
struct UploadStrategy {
    bool is_enabled = true;
    Milliseconds interval = 5min; ///< Between two looks at what the ERP shipped.
    UploadMoment moment = UploadMoment::shipped;
    Milliseconds delay = 0min;
    UploadParcels parcels = UploadParcels::first;
    PartShipping part_shipping = PartShipping::wait_all;
    OnChangedNumber on_changed_number = OnChangedNumber::hold;
    /// ERP carrier (code or name) → platform carrier code. Codes that the platform itself knows
    /// need no entry.
    std::map<std::string, std::string> carriers = {};

    friend bool operator==(const UploadStrategy&, const UploadStrategy&) = default;
};

/// 库存同步
struct StockStrategy {
    bool is_enabled = false;
    RepairMode mode = RepairMode::propose;
    Milliseconds interval = 10min;
    std::vector<std::string> warehouses = {};
    int percent = 100;
    std::int64_t plus = 0;
    std::int64_t min = 0;
    std::optional<std::int64_t> max = {};
    std::int64_t safety = 0;
    std::optional<std::int64_t> change_max = {};
    std::vector<std::string> except = {}; ///< Item codes that are never sent.
    bool is_full_sync_daily = true;

    friend bool operator==(const StockStrategy&, const StockStrategy&) = default;
};

/// Delays between attempts of the same work; the last one repeats.
struct RetryStrategy {
    std::vector<Milliseconds> delays = {30s, 2min, 10min, 1h, 6h};

    friend bool operator==(const RetryStrategy&, const RetryStrategy&) = default;
};

struct Strategy {
    std::string name = {};
    std::string source = {}; ///< "file:line" of its definition.
    /// "file:line" of every option that the file gives, by its path: "upload.delay".
    std::map<std::string, std::string> places = {};
    DownloadStrategy download = {};
    AuditStrategy audit = {};
    WaybillStrategy waybill = {};
    PrintStrategy print = {};
    UploadStrategy upload = {};
    StockStrategy stock = {};
    RetryStrategy retry = {};

    friend bool operator==(const Strategy&, const Strategy&) = default;
};

enum class ItemMatch {
    barcode,       ///< The merchant's SKU code is the ERP's barcode.
    goods_variant, ///< The article number is the ERP's goods code, the spec its variant.
};

/// The ERP's name of one item.
struct ItemTarget {
    std::string barcode = {};
    std::string goods_code = {};
    std::string variant_name = {};

    friend bool operator==(const ItemTarget&, const ItemTarget&) = default;
};

/// How goods of an order are found in the ERP. The map wins over the match.
struct ItemRules {
    ItemMatch match = ItemMatch::barcode;
    /// Key: SKU code, or "article/spec" for orders without one.
    std::map<std::string, ItemTarget> map = {};

    friend bool operator==(const ItemRules&, const ItemRules&) = default;
};

/// Texts for the person whom the platform hides. "{order:6}" is the end of the order's number,
/// "{merchant}" the merchant's name, "{province}", "{city}", "{district}" the region.
struct RecipientFill {
    std::string name = "代发 {order:6}";
    std::string phone = {};
    std::string address = "平台打单";

    friend bool operator==(const RecipientFill&, const RecipientFill&) = default;
};

/// All that the decisions need to know about one shop.
struct ShopPlan {
    ShopId id = {};
    std::string source = {}; ///< "file:line" of its definition.
    ChannelId channel = {};
    Strategy strategy = {};
    ItemRules items = {};
    RecipientFill recipient_fill = {};
    WaybillSource waybill_source = WaybillSource::erp;
    Sender sender = {}; ///< Of parcels whose number the platform gives.
    TradeRole role = TradeRole::factory;
    MerchantPlan merchant = {}; ///< Of a merchant's shop.

    friend bool operator==(const ShopPlan&, const ShopPlan&) = default;
};

} // namespace daifa

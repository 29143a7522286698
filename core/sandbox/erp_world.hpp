#pragma once

#include "sandbox/call_counts.hpp"
#include "sandbox/erp_cursors.hpp"
#include "sandbox/erp_gate.hpp"
#include "sandbox/erp_orders.hpp"
#include "sandbox/erp_stock_book.hpp"
#include "sandbox/erp_warehouse.hpp"
#include "sandbox/world_part.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace daifa::sandbox {

/// Why the ERP would not create an order.
struct CreateRefusal {
    std::string text = {};
};

/// What became of an audit or a cancellation.
enum class ChangeOutcome {
    done,
    unknown_order,
    already_done,
    already_shipped,
    not_in_this_step, ///< Merged, split, deleted or waiting for something else.
};

/// A shipment by hand. Empty members are chosen by the warehouse.
struct Shipment {
    std::string carrier = {};              ///< Code or name.
    std::vector<std::string> numbers = {}; ///< Of the parcels, in their sequence.
    std::size_t parcels = 1;
    bool part = false; ///< Only half of the pieces leave now.
};

/// A practice ERP in its own words: sales orders of many shops, a warehouse that works by a clock,
/// and an owner who merges, splits, deletes and changes things by hand. No wire word stands in
/// here.
class ErpWorld : public WorldPart {
public:
    ErpWorld() : ErpWorld(1) {}
    explicit ErpWorld(std::uint64_t seed);

    boost::json::object control(std::string_view action, const boost::json::object& arguments,
                                TimePoint now) override;
    boost::json::object truth(TimePoint now) const override;
    boost::json::object totals(TimePoint now) const override;
    boost::json::object calls() const override { return call_counts_.to_json(); }
    void tick(TimePoint now) override;

    /// Creates an order whenever it is asked to: the same source number twice makes two orders.
    std::variant<OrderIndex, CreateRefusal> create_order(SalesDraft draft, TimePoint now);
    ChangeOutcome audit_order(OrderIndex index, TimePoint now);
    ChangeOutcome cancel_order(OrderIndex index, TimePoint now);

    // What people do on the ERP's own screens. All of them throw ControlError when it makes no
    // sense.
    /// An order that the ERP downloads itself, for a shop bound to a marketplace.
    OrderIndex download_order(SalesDraft draft, TimePoint now);
    void ship_order(OrderIndex index, const Shipment& shipment, TimePoint now);
    void complete_order(OrderIndex index, TimePoint now);
    OrderIndex merge_orders(const std::vector<OrderIndex>& indexes, TimePoint now);
    std::vector<OrderIndex> split_order(OrderIndex index, std::size_t parts, TimePoint now);
    void delete_order(OrderIndex index, TimePoint now);
    void archive_order(OrderIndex index, TimePoint now);
    /// Another number or carrier for a parcel that has already left.
    void change_waybill(OrderIndex index, std::size_t parcel, std::string_view carrier,
                        const std::string& number, TimePoint now);
    /// Any status that no other action leads to, such as 2010 or 4123.
    void set_status(OrderIndex index, int status, TimePoint now);
    void change_settings(const ErpSettings& settings);

    void add_shop(ErpShop shop);
    void add_carrier(ErpCarrier carrier);
    void add_goods(ErpGoods goods);
    void add_warehouse(ErpWarehouse warehouse) { warehouses_.push_back(std::move(warehouse)); }

    const ErpSettings& settings() const { return settings_; }
    const OrderBook& orders() const { return orders_; }
    const std::vector<ErpShop>& shops() const { return shops_; }
    const std::vector<ErpCarrier>& carriers() const { return carriers_; }
    const std::vector<ErpWarehouse>& warehouses() const { return warehouses_; }
    CallCounts& call_counts() { return call_counts_; }
    ErpGate& gate() { return gate_; }
    CursorBook& cursors() { return cursors_; }
    StockBook& stock() { return stock_; }
    const StockBook& stock() const { return stock_; }

    /// The labels that were printed for an order with that source number; empty while one of its
    /// numbers is not on paper.
    std::function<std::vector<ScannedLabel>(const std::string& source_number)> find_labels;

private:
    std::optional<CreateRefusal> find_objection(const SalesDraft& draft) const;
    SalesOrder to_order(SalesDraft draft) const;
    OrderIndex add_order(SalesOrder order, TimePoint now);
    SalesOrder& order_in_house(OrderIndex index);
    OrderIndex add_successor(SalesOrder order, TimePoint now);
    SalesOrder successor_of(const SalesOrder& order) const;
    void wait_for_warehouse(const SalesOrder& order, TimePoint since);
    void carry_out(const DueStep& due, TimePoint now);
    void reserve_number(SalesOrder& order, const ShippingPlan& plan, TimePoint now);
    void ship(SalesOrder& order, const Shipment& shipment, TimePoint now);
    std::uint32_t choose_carrier(const SalesOrder& order, bool unknown) const;
    /// Nothing while the goods have no labels.
    std::optional<Shipment> scan_labels(const SalesOrder& order) const;
    std::uint32_t known_carrier(std::string_view code_or_name) const;
    std::string next_waybill_number(std::uint32_t carrier);
    ShippingPlan plan_for(const SalesOrder& order) const;

    ErpSettings settings_;
    std::vector<ErpShop> shops_;
    std::vector<ErpCarrier> carriers_;
    std::vector<ErpWarehouse> warehouses_;
    std::vector<ErpGoods> goods_;
    OrderBook orders_;
    WarehouseClock warehouse_;
    CallCounts call_counts_;
    ErpGate gate_;
    CursorBook cursors_;
    StockBook stock_;
    std::uint64_t waybills_ = 0;
};

/// A shop or carrier by code, name or id; nothing when there is none.
std::optional<std::uint32_t> find_shop(const ErpWorld& erp, std::string_view name);
std::optional<std::uint32_t> find_carrier(const ErpWorld& erp, std::string_view name);

/// Not cancelled, merged away, split up or deleted.
bool is_live(const SalesOrder& order);

} // namespace daifa::sandbox

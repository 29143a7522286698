#pragma once

#include "sandbox/erp_records.hpp"

#include <array>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace daifa::sandbox {

/// From inclusive, until exclusive.
struct TimeWindow {
    TimePoint from = {};
    TimePoint until = {};
};

/// The moments by which orders can be looked up.
enum class OrderTime { modified, created, audited, shipped };

/// Which orders are wanted. Everything that is set must hold.
struct OrderFilter {
    std::optional<std::vector<OrderIndex>> orders = {};
    std::optional<std::vector<std::string>> source_numbers = {};
    std::vector<std::pair<OrderTime, TimeWindow>> windows = {};
    std::vector<int> statuses = {};
    std::vector<std::uint32_t> shops = {};
    std::string waybill_number = {};
    bool archived = false; ///< The archive instead of the live table.
    bool deleted = false;
    bool merged_by_source = true; ///< One number of several finds the order that carries them all.
    bool cancelled_by_source = true; ///< A source number finds cancelled orders too.
};

/// A place between two orders of a list, which stays valid while orders come, go and move.
struct ListPosition {
    TimePoint at = {};
    OrderIndex order = 0;

    friend auto operator<=>(const ListPosition&, const ListPosition&) = default;
};

struct OrderPage {
    std::vector<const SalesOrder*> orders = {};
    std::optional<ListPosition> last = {}; ///< Where the last order stands.
    std::optional<ListPosition> next = {}; ///< The same, when there are more behind it.
};

/// How often an order was created under a source number, and every order that ever carried it.
struct SourceRecord {
    std::uint32_t creates = 0;
    std::vector<OrderIndex> orders = {};
};

/// All sales orders with the indexes that keep a page cheap among a million of them. Times given to
/// it never go backwards: an earlier one counts as the latest seen.
class OrderBook {
public:
    SalesOrder& add(SalesOrder order, TimePoint now);
    /// Counts as a creation through the interface.
    void count_create(std::string_view source_number);
    /// Moves the order to the end of the list of modified ones.
    void touch(SalesOrder& order, TimePoint now);
    /// These also touch.
    void mark_audited(SalesOrder& order, TimePoint now);
    void mark_shipped(SalesOrder& order, TimePoint now);

    std::size_t size() const { return orders_.size(); }
    SalesOrder& at(OrderIndex index) { return orders_.at(index); }
    const SalesOrder& at(OrderIndex index) const { return orders_.at(index); }
    const std::deque<SalesOrder>& all() const { return orders_; }
    /// Orders in the sequence of that moment; only `created`, `audited` and `shipped` are kept so.
    std::span<const ListPosition> sequence(OrderTime kind) const;
    const SourceRecord* find_source(std::string_view source_number) const;
    const auto& sources() const { return sources_; }

    /// Needs `orders`, `source_numbers` or a window; otherwise the page is empty. Sorted by the
    /// first window's moment, or by modification.
    OrderPage list(const OrderFilter& filter, std::optional<ListPosition> after, std::size_t skip,
                   std::size_t limit) const;
    std::size_t count(const OrderFilter& filter) const;

private:
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };
    using Visit = std::function<bool(ListPosition, const SalesOrder&)>;

    TimePoint stamp(TimePoint now);
    void visit(const OrderFilter& filter, std::optional<ListPosition> after,
               const Visit& each) const;
    std::vector<ListPosition> named_orders(const OrderFilter& filter) const;

    TimePoint latest_ = {};
    std::deque<SalesOrder> orders_;
    std::set<ListPosition> modified_;
    std::array<std::vector<ListPosition>, 3> sequences_;
    std::unordered_map<std::string, SourceRecord, TextHash, std::equal_to<>> sources_;
};

/// The texts by which the ERP and its interface name an order. All are made from its index.
std::string order_number(OrderIndex index);    ///< 销售单号
std::string delivery_number(OrderIndex index); ///< 发货单号
std::string order_id(OrderIndex index);        ///< Nineteen digits.
/// Reads each of the three back; nothing when it is none of them.
std::optional<OrderIndex> parse_order_name(std::string_view text);

} // namespace daifa::sandbox

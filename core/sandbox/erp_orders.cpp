#include "sandbox/erp_orders.hpp"

#include "sandbox/erp_status.hpp"

#include <algorithm>
#include <charconv>

namespace daifa::sandbox {
namespace {

constexpr std::string_view order_prefix = "JY2600";
constexpr std::string_view delivery_prefix = "FH2600";
constexpr std::string_view id_prefix = "190000000";
constexpr std::size_t id_digits = 10;

std::string name_of(std::string_view prefix, OrderIndex index)
{
    const std::string number = std::to_string(index);
    return std::string(prefix) + std::string(id_digits - number.size(), '0') + number;
}

template <class T>
bool contains(const std::vector<T>& values, const T& value)
{
    return std::find(values.begin(), values.end(), value) != values.end();
}

std::optional<TimePoint> time_of(const SalesOrder& order, OrderTime kind)
{
    switch (kind) {
    case OrderTime::modified:
        return order.modified_at;
    case OrderTime::created:
        return order.created_at;
    case OrderTime::audited:
        return order.audited_at;
    case OrderTime::shipped:
        return order.shipped_at;
    }
    return std::nullopt;
}

bool carries(const SalesOrder& order, std::string_view waybill_number)
{
    return order.reserved_number == waybill_number ||
           std::any_of(order.parcels.begin(), order.parcels.end(), [&](const SalesParcel& parcel) {
               return parcel.waybill_number == waybill_number;
           });
}

bool matches_source(const SalesOrder& order, const OrderFilter& filter)
{
    if (!filter.source_numbers)
        return true;
    if (!filter.cancelled_by_source && order.status == erp_status::cancelled)
        return false;
    if (order.source_numbers.size() > 1 && !filter.merged_by_source)
        return false;
    return std::any_of(
        order.source_numbers.begin(), order.source_numbers.end(),
        [&](const std::string& number) { return contains(*filter.source_numbers, number); });
}

bool matches(const SalesOrder& order, const OrderFilter& filter)
{
    if (order.is_deleted != filter.deleted || order.is_archived != filter.archived)
        return false;
    if (!filter.statuses.empty() && !contains(filter.statuses, order.status))
        return false;
    if (!filter.shops.empty() && !contains(filter.shops, order.shop))
        return false;
    if (!filter.waybill_number.empty() && !carries(order, filter.waybill_number))
        return false;
    for (const auto& [kind, window] : filter.windows) {
        const auto at = time_of(order, kind);
        if (!at || *at < window.from || *at >= window.until)
            return false;
    }
    return matches_source(order, filter);
}

} // namespace

std::string order_number(OrderIndex index)
{
    return name_of(order_prefix, index);
}

std::string delivery_number(OrderIndex index)
{
    return name_of(delivery_prefix, index);
}

std::string order_id(OrderIndex index)
{
    return name_of(id_prefix, index);
}

std::optional<OrderIndex> parse_order_name(std::string_view text)
{
    for (const auto prefix : {order_prefix, delivery_prefix, id_prefix}) {
        if (!text.starts_with(prefix) || text.size() != prefix.size() + id_digits)
            continue;
        OrderIndex index = 0;
        const char* end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data() + prefix.size(), end, index);
        if (parsed.ec == std::errc{} && parsed.ptr == end)
            return index;
    }
    return std::nullopt;
}

TimePoint OrderBook::stamp(TimePoint now)
{
    latest_ = std::max(latest_, now);
    return latest_;
}

SalesOrder& OrderBook::add(SalesOrder order, TimePoint now)
{
    order.index = static_cast<OrderIndex>(orders_.size());
    order.created_at = order.modified_at = stamp(now);
    if (order.origins.empty())
        order.origins.push_back(order.index);
    for (const std::string& number : order.source_numbers)
        sources_[number].orders.push_back(order.index);
    modified_.insert({order.modified_at, order.index});
    sequences_[0].push_back({order.created_at, order.index});
    return orders_.emplace_back(std::move(order));
}

void OrderBook::count_create(std::string_view source_number)
{
    ++sources_[std::string(source_number)].creates;
}

void OrderBook::touch(SalesOrder& order, TimePoint now)
{
    auto node = modified_.extract({order.modified_at, order.index});
    order.modified_at = stamp(now);
    node.value() = {order.modified_at, order.index};
    modified_.insert(std::move(node));
}

void OrderBook::mark_audited(SalesOrder& order, TimePoint now)
{
    touch(order, now);
    order.audited_at = order.modified_at;
    sequences_[1].push_back({order.modified_at, order.index});
}

void OrderBook::mark_shipped(SalesOrder& order, TimePoint now)
{
    touch(order, now);
    order.shipped_at = order.modified_at;
    sequences_[2].push_back({order.modified_at, order.index});
}

std::span<const ListPosition> OrderBook::sequence(OrderTime kind) const
{
    if (kind == OrderTime::modified)
        return {};
    return sequences_.at(static_cast<std::size_t>(kind) - 1);
}

const SourceRecord* OrderBook::find_source(std::string_view source_number) const
{
    const auto found = sources_.find(source_number);
    return found == sources_.end() ? nullptr : &found->second;
}

std::vector<ListPosition> OrderBook::named_orders(const OrderFilter& filter) const
{
    std::vector<ListPosition> found;
    const auto take = [&](OrderIndex index) {
        if (index < orders_.size())
            found.push_back({orders_[index].modified_at, index});
    };
    if (filter.orders) {
        for (const OrderIndex index : *filter.orders)
            take(index);
    } else {
        for (const std::string& number : *filter.source_numbers)
            if (const SourceRecord* record = find_source(number))
                for (const OrderIndex index : record->orders)
                    take(index);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

void OrderBook::visit(const OrderFilter& filter, std::optional<ListPosition> after,
                      const Visit& each) const
{
    // The bound is a value: a position from an earlier page may lie behind the window's end.
    const auto walk = [&](auto at, auto end, ListPosition bound) {
        for (; at != end && *at < bound; ++at)
            if (matches(orders_[at->order], filter) && !each(*at, orders_[at->order]))
                return;
    };
    if (filter.orders || filter.source_numbers) {
        const auto found = named_orders(filter);
        walk(after ? std::upper_bound(found.begin(), found.end(), *after) : found.begin(),
             found.end(), ListPosition{TimePoint::max(), 0});
        return;
    }
    if (filter.windows.empty())
        return;

    const auto& [kind, window] = filter.windows.front();
    const ListPosition first{window.from, 0};
    const ListPosition bound{window.until, 0};
    if (kind == OrderTime::modified) {
        walk(after ? modified_.upper_bound(*after) : modified_.lower_bound(first), modified_.end(),
             bound);
    } else {
        const auto list = sequence(kind);
        walk(after ? std::upper_bound(list.begin(), list.end(), *after)
                   : std::lower_bound(list.begin(), list.end(), first),
             list.end(), bound);
    }
}

OrderPage OrderBook::list(const OrderFilter& filter, std::optional<ListPosition> after,
                          std::size_t skip, std::size_t limit) const
{
    OrderPage page;
    visit(filter, after, [&](ListPosition at, const SalesOrder& order) {
        if (skip > 0) {
            --skip;
            return true;
        }
        if (page.orders.size() == limit) {
            page.next = page.last;
            return false;
        }
        page.orders.push_back(&order);
        page.last = at;
        return true;
    });
    return page;
}

std::size_t OrderBook::count(const OrderFilter& filter) const
{
    std::size_t number = 0;
    visit(filter, std::nullopt, [&](ListPosition, const SalesOrder&) {
        ++number;
        return true;
    });
    return number;
}

} // namespace daifa::sandbox

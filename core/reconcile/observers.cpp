#include "reconcile/observers.hpp"

#include "reconcile/source_number.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace daifa::reconcile {
namespace {

/// Joins parts so that no two lists of parts give the same text.
class Joined {
public:
    void add(std::string_view part)
    {
        text_ += part;
        text_ += '\x1f';
    }
    void add(std::int64_t number) { add(std::string_view(std::to_string(number))); }
    std::uint64_t hash() const { return std::hash<std::string>{}(text_); }

private:
    std::string text_;
};

/// Over everything a row says.
std::uint64_t fingerprint(const ErpOrder& order)
{
    Joined joined;
    joined.add(order.channel.text());
    joined.add(order.status_code);
    joined.add(static_cast<std::int64_t>(order.stage));
    joined.add(order.shipped_at ? order.shipped_at->time_since_epoch().count() : 0);
    for (const auto& number : order.source_numbers)
        joined.add(number);
    for (const auto& parcel : order.parcels) {
        joined.add(parcel.carrier.code);
        joined.add(parcel.carrier.name);
        joined.add(parcel.number.text());
    }
    return joined.hash();
}

std::uint64_t fingerprint(const PlatformOrder& order)
{
    Joined joined;
    for (const auto* part :
         {&order.merchant_name, &order.region.province, &order.region.city, &order.region.district,
          &order.recipient_group, &order.item.product_name, &order.item.variant_name,
          &order.item.sku_code, &order.item.product_code, &order.seller_note.reveal()})
        joined.add(*part);
    for (const std::int64_t number :
         {std::int64_t(order.assigned_at.time_since_epoch().count()), order.item.quantity,
          order.item.settlement_price.fen, std::int64_t(order.after_sale_code),
          std::int64_t(order.after_sale), std::int64_t(order.is_assigned),
          std::int64_t(order.has_waybill), std::int64_t(order.is_sf_only),
          std::int64_t(order.is_under_risk_control)})
        joined.add(number);
    return joined.hash();
}

} // namespace

std::vector<store::ErpRow> rows_of(const std::vector<ErpOrder>& orders)
{
    std::vector<store::ErpRow> rows;
    rows.reserve(orders.size());
    for (const auto& order : orders) {
        for (const auto& text : order.source_numbers) {
            auto number = parse_source_number(text);
            store::ErpRow row;
            row.order_number = std::move(number.order_number);
            row.generation = number.generation;
            row.order = order;
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

int generations_to_find(const store::OrderRecord& order)
{
    const bool is_imported = std::ranges::any_of(order.writes, [&](const auto& write) {
        return write.kind == store::WriteKind::import_order &&
               write.generation == order.generation && write.state == store::WriteState::confirmed;
    });
    return is_imported ? order.generation : order.generation + 1;
}

PlatformObserver::PlatformObserver(Lane& lane)
    : lane_(lane),
      reader_(lane, store::Stream::platform_orders, [this](PageQuery query, std::string cause) {
          return read_page(std::move(query), std::move(cause));
      })
{
}

awaitable<Result<store::RowCounts>> PlatformObserver::pass()
{
    const DownloadStrategy download = lane_.plan->strategy.download;
    const auto rules = rules_for(lane_.platform.capabilities().orders, download, download.interval);
    ++lane_.counters.platform_passes;
    co_return co_await reader_.pass(lane_.clock.now(), rules);
}

awaitable<Result<RecordedPage>> PlatformObserver::read_page(PageQuery query, std::string cause)
{
    const auto passage = co_await gate_.enter_page();
    const TimePoint began = lane_.clock.now();
    auto page = co_await lane_.platform.list_assigned_orders(std::move(query));
    if (!page)
        co_return page.error();
    RecordedPage recorded;
    recorded.next = page->next;
    recorded.total = page->total;
    std::vector<PlatformOrder> fresh;
    std::vector<std::pair<std::string, std::uint64_t>> prints;
    std::vector<OrderId> shown;
    for (auto& order : page->rows) {
        recorded.identities.push_back(to_text(order.id));
        shown.push_back(order.id);
        const std::uint64_t print = fingerprint(order);
        if (seen_.has(recorded.identities.back(), print))
            continue;
        prints.emplace_back(recorded.identities.back(), print);
        fresh.push_back(std::move(order));
    }
    if (!fresh.empty()) {
        recorded.counts = co_await lane_.ledger.record_platform_orders(
            lane_.shop, std::move(fresh), began, std::move(cause), page->request_id);
        seen_.note(std::move(prints));
        if (lane_.on_due && recorded.counts.new_rows + recorded.counts.changed_rows > 0)
            lane_.on_due();
    }
    if (on_shown)
        for (const auto& id : shown)
            on_shown(id);
    co_return recorded;
}

awaitable<Result<PlatformOrder>> PlatformObserver::look(OrderId id, std::string cause)
{
    const auto passage = co_await gate_.enter_look();
    const TimePoint began = lane_.clock.now();
    auto order = co_await lane_.platform.get_order(std::move(id));
    if (!order)
        co_return order.error();
    seen_.forget(to_text(order->id));
    std::vector<PlatformOrder> rows(1, *order);
    co_await lane_.ledger.record_platform_orders(lane_.shop, std::move(rows), began,
                                                 std::move(cause), "");
    co_return order;
}

ErpObserver::ErpObserver(Lane& lane)
    : lane_(lane),
      reader_(lane, store::Stream::erp_orders, [this](PageQuery query, std::string cause) {
          return read_page(std::move(query), std::move(cause));
      })
{
}

awaitable<Result<store::RowCounts>> ErpObserver::pass()
{
    const auto& strategy = lane_.plan->strategy;
    auto rules =
        rules_for(lane_.erp.capabilities().orders, strategy.download, strategy.upload.interval);
    ++lane_.counters.erp_passes;
    co_return co_await reader_.pass(lane_.erp_clock.now(), rules);
}

awaitable<Result<RecordedPage>> ErpObserver::read_page(PageQuery query, std::string cause)
{
    const auto passage = co_await gate_.enter_page();
    const TimePoint began = lane_.clock.now();
    auto page = co_await lane_.erp.list_changed_orders(lane_.plan->channel, std::move(query));
    if (!page)
        co_return page.error();
    RecordedPage recorded;
    recorded.next = page->next;
    recorded.total = page->total;
    std::vector<ErpOrder> fresh;
    std::vector<std::pair<std::string, std::uint64_t>> prints;
    for (auto& order : page->rows) {
        recorded.identities.push_back(order.id.text());
        const std::uint64_t print = fingerprint(order);
        if (seen_.has(order.id.text(), print))
            continue;
        prints.emplace_back(order.id.text(), print);
        fresh.push_back(std::move(order));
    }
    if (fresh.empty())
        co_return recorded;
    auto rows = rows_of(fresh);
    const auto count = static_cast<std::int64_t>(rows.size());
    recorded.counts = co_await lane_.ledger.record_erp_orders(lane_.shop, std::move(rows), began,
                                                              std::move(cause), page->request_id);
    // Rows of orders that the ledger does not have were left out: they are offered again.
    if (recorded.counts.rows == count)
        seen_.note(std::move(prints));
    if (lane_.on_due && recorded.counts.changed_rows > 0)
        lane_.on_due();
    co_return recorded;
}

awaitable<Result<std::vector<store::ErpRow>>>
ErpObserver::look(std::vector<store::OrderRecord> orders)
{
    std::vector<std::string> numbers;
    std::vector<OrderId> ids;
    for (const auto& order : orders) {
        ids.push_back(order.id);
        const int last = generations_to_find(order);
        for (int generation = 1; generation <= last; ++generation)
            numbers.push_back(source_number(order.id.number, generation));
    }
    const auto passage = co_await gate_.enter_look();
    const TimePoint began = lane_.clock.now();
    auto found = co_await lane_.erp.find_orders(lane_.plan->channel, std::move(numbers));
    if (!found)
        co_return found.error();
    for (const auto& order : *found)
        seen_.forget(order.id.text());
    for (const auto& order : orders)
        for (const auto& fact : order.erp)
            seen_.forget(fact.order.id.text());
    auto rows = rows_of(*found);
    co_await lane_.ledger.record_erp_look(lane_.shop, std::move(ids), rows, began, "");
    co_return rows;
}

} // namespace daifa::reconcile

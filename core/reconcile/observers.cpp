#include "reconcile/observers.hpp"

#include "reconcile/source_number.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace daifa::reconcile {
namespace {

constexpr std::size_t known_rows_max = 20'000;

/// Over everything a row says.
std::uint64_t fingerprint(const PlatformOrder& order)
{
    std::string text;
    text.reserve(512);
    const auto add = [&](std::string_view part) {
        text += part;
        text += '\x1f';
    };
    for (const auto* part :
         {&order.merchant_name, &order.region.province, &order.region.city, &order.region.district,
          &order.recipient_group, &order.item.product_name, &order.item.variant_name,
          &order.item.sku_code, &order.item.product_code, &order.seller_note.reveal()})
        add(*part);
    for (const std::int64_t number :
         {std::int64_t(order.assigned_at.time_since_epoch().count()), order.item.quantity,
          order.item.settlement_price.fen, std::int64_t(order.after_sale_code),
          std::int64_t(order.after_sale), std::int64_t(order.is_assigned),
          std::int64_t(order.has_waybill), std::int64_t(order.is_sf_only),
          std::int64_t(order.is_under_risk_control)})
        add(std::to_string(number));
    return std::hash<std::string>{}(text);
}

WindowRules rules_for(const ReadCapability& can, const DownloadStrategy& download,
                      Milliseconds interval)
{
    WindowRules rules;
    rules.window_max = can.window_max;
    rules.history_max = can.history_max;
    rules.look_back = download.look_back;
    rules.overlap = download.overlap;
    rules.settle = download.settle;
    rules.time_step = can.time_step;
    rules.advance_min = std::max(download.settle, interval);
    return rules;
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

PlatformObserver::PlatformObserver(Lane& lane)
    : lane_(lane), reader_(lane, store::Stream::platform_orders,
                           [this](PageQuery query, std::string cause) {
                               return read_page(std::move(query), std::move(cause));
                           })
{
}

awaitable<Result<store::RowCounts>> PlatformObserver::pass()
{
    const DownloadStrategy download = lane_.plan->strategy.download;
    const auto rules =
        rules_for(lane_.platform.capabilities().orders, download, download.interval);
    ++lane_.counters.platform_passes;
    co_return co_await reader_.pass(lane_.clock.now(), rules);
}

awaitable<Result<RecordedPage>> PlatformObserver::read_page(PageQuery query, std::string cause)
{
    auto page = co_await lane_.platform.list_assigned_orders(std::move(query));
    if (!page)
        co_return page.error();
    RecordedPage recorded;
    recorded.next = page->next;
    recorded.total = page->total;
    std::vector<PlatformOrder> fresh;
    std::vector<std::pair<OrderId, std::uint64_t>> prints;
    for (auto& order : page->rows) {
        recorded.identities.push_back(to_text(order.id));
        const std::uint64_t print = fingerprint(order);
        const auto known = known_.find(order.id);
        if (known != known_.end() && known->second == print)
            continue;
        prints.emplace_back(order.id, print);
        fresh.push_back(std::move(order));
    }
    if (fresh.empty())
        co_return recorded;
    recorded.counts =
        co_await lane_.ledger.record_platform_orders(lane_.shop, std::move(fresh), lane_.clock.now(),
                                                     std::move(cause), page->request_id);
    if (known_.size() > known_rows_max)
        known_.clear();
    for (auto& [id, print] : prints)
        known_[std::move(id)] = print;
    if (lane_.on_due && recorded.counts.new_rows + recorded.counts.changed_rows > 0)
        lane_.on_due();
    co_return recorded;
}

awaitable<Result<PlatformOrder>> PlatformObserver::look(OrderId id)
{
    auto order = co_await lane_.platform.get_order(std::move(id));
    if (!order)
        co_return order.error();
    // The list may still show what was before: what it says next is compared afresh.
    known_.erase(order->id);
    std::vector<PlatformOrder> rows(1, *order);
    co_await lane_.ledger.record_platform_orders(lane_.shop, std::move(rows), lane_.clock.now(), "look",
                                                 "");
    co_return order;
}

ErpObserver::ErpObserver(Lane& lane)
    : lane_(lane), reader_(lane, store::Stream::erp_orders,
                           [this](PageQuery query, std::string cause) {
                               return read_page(std::move(query), std::move(cause));
                           })
{
}

awaitable<Result<store::RowCounts>> ErpObserver::pass()
{
    const auto& strategy = lane_.plan->strategy;
    auto rules = rules_for(lane_.erp.capabilities().orders, strategy.download,
                           strategy.upload.interval);
    ++lane_.counters.erp_passes;
    co_return co_await reader_.pass(lane_.erp_clock.now(), rules);
}

awaitable<Result<RecordedPage>> ErpObserver::read_page(PageQuery query, std::string cause)
{
    auto page = co_await lane_.erp.list_changed_orders(lane_.plan->channel, std::move(query));
    if (!page)
        co_return page.error();
    RecordedPage recorded;
    recorded.next = page->next;
    recorded.total = page->total;
    for (const auto& order : page->rows)
        recorded.identities.push_back(order.id.text());
    auto rows = rows_of(page->rows);
    recorded.counts = co_await lane_.ledger.record_erp_orders(
        lane_.shop, std::move(rows), lane_.clock.now(), std::move(cause), page->request_id);
    if (lane_.on_due && recorded.counts.changed_rows > 0)
        lane_.on_due();
    co_return recorded;
}

awaitable<Result<std::vector<store::ErpRow>>> ErpObserver::look(std::vector<store::OrderRecord> orders)
{
    std::vector<std::string> numbers;
    std::vector<OrderId> ids;
    for (const auto& order : orders) {
        ids.push_back(order.id);
        for (int generation = 1; generation <= order.generation; ++generation)
            numbers.push_back(source_number(order.id.number, generation));
    }
    auto found = co_await lane_.erp.find_orders(lane_.plan->channel, std::move(numbers));
    if (!found)
        co_return found.error();
    auto rows = rows_of(*found);
    co_await lane_.ledger.record_erp_look(lane_.shop, std::move(ids), rows, lane_.clock.now(), "");
    co_return rows;
}

} // namespace daifa::reconcile

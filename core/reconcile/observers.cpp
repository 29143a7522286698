#include "reconcile/observers.hpp"

#include "reconcile/source_number.hpp"

#include <algorithm>

namespace daifa::reconcile {
namespace {

using namespace std::chrono_literals;

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
    for (const auto& order : page->rows)
        recorded.identities.push_back(to_text(order.id));
    recorded.counts = co_await lane_.ledger.record_platform_orders(
        lane_.shop, std::move(page->rows), lane_.clock.now(), std::move(cause), page->request_id);
    co_return recorded;
}

awaitable<Result<PlatformOrder>> PlatformObserver::look(OrderId id)
{
    auto order = co_await lane_.platform.get_order(std::move(id));
    if (!order)
        co_return order.error();
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

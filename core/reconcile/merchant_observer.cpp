#include "reconcile/merchant_observer.hpp"

#include "reconcile/merchant_decision.hpp"
#include "reconcile/merchant_numbers.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace daifa::reconcile {
namespace {

constexpr int open_page = 200;

std::uint64_t fingerprint(const MerchantOrder& order)
{
    std::string text;
    const auto add = [&](const std::string& part) { text += part + '\x1f'; };
    add(std::to_string(order.confirmed_at.time_since_epoch().count()));
    add(std::to_string(order.updated_at.time_since_epoch().count()));
    add(std::to_string(order.ship_by ? order.ship_by->time_since_epoch().count() : 0));
    for (const int part :
         {static_cast<int>(order.stage), int(order.is_under_risk_control), int(order.is_on_hold),
          int(order.is_sf_only), static_cast<int>(order.after_sale), order.after_sale_code})
        add(std::to_string(part));
    for (const auto* part : {&order.region.province, &order.region.city, &order.region.district,
                             &order.seller_note.reveal(), &order.carrier_code})
        add(*part);
    add(order.waybill.text());
    for (const auto& item : order.items) {
        for (const auto* part :
             {&item.product_name, &item.variant_name, &item.sku_code, &item.product_code})
            add(*part);
        add(std::to_string(item.quantity));
    }
    return std::hash<std::string>{}(text);
}

/// The orders of ours that ERP orders carry, each with all of them.
std::map<std::string, std::vector<ErpOrder>> by_number(const std::vector<ErpOrder>& orders)
{
    std::map<std::string, std::vector<ErpOrder>> sorted;
    for (const auto& order : orders)
        for (const auto& number : order.source_numbers)
            sorted[number].push_back(order);
    return sorted;
}

} // namespace

MerchantObserver::MerchantObserver(MerchantShop& shop)
    : shop_(shop), orders_(source_for(store::Stream::merchant_orders),
                           [this](PageQuery query, std::string cause) {
                               return read_page(&MerchantDesk::list_orders_to_ship,
                                                std::move(query), std::move(cause));
                           }),
      changes_(source_for(store::Stream::merchant_changes),
               [this](PageQuery query, std::string cause) {
                   return read_page(&MerchantDesk::list_changed_orders, std::move(query),
                                    std::move(cause));
               }),
      erp_(source_for(store::Stream::erp_orders), [this](PageQuery query, std::string cause) {
          return read_erp_page(std::move(query), std::move(cause));
      })
{
}

WindowSource MerchantObserver::source_for(store::Stream stream)
{
    const bool is_erp = stream == store::Stream::erp_orders;
    return {shop_.shop,
            stream,
            shop_.ledger,
            shop_.clock,
            is_erp ? shop_.erp_health : shop_.platform_health,
            shop_.counters,
            shop_.is_stopping,
            shop_.log};
}

awaitable<Result<store::RowCounts>> MerchantObserver::pass_platform()
{
    const DownloadStrategy download = shop_.plan->strategy.download;
    const auto& can = shop_.platform.capabilities();
    ++shop_.counters.platform_passes;
    auto sum = co_await orders_.pass(shop_.clock.now(),
                                     rules_for(can.merchant_orders, download, download.interval));
    if (!sum)
        co_return sum.error();
    const auto changes = co_await changes_.pass(
        shop_.clock.now(), rules_for(can.merchant_changes, download, download.interval));
    if (!changes)
        co_return changes.error();
    sum->rows += changes->rows;
    sum->new_rows += changes->new_rows;
    sum->changed_rows += changes->changed_rows;
    co_return sum;
}

awaitable<Result<RecordedPage>> MerchantObserver::read_page(List list, PageQuery query,
                                                            std::string cause)
{
    const TimePoint began = shop_.clock.now();
    auto page = co_await (shop_.desk()->*list)(std::move(query));
    if (!page)
        co_return page.error();
    RecordedPage recorded;
    recorded.next = page->next;
    recorded.total = page->total;
    std::vector<MerchantOrder> fresh;
    std::vector<std::pair<std::string, std::uint64_t>> prints;
    for (auto& order : page->rows) {
        recorded.identities.push_back(order.number);
        const std::uint64_t print = fingerprint(order);
        if (seen_.has(order.number, print))
            continue;
        prints.emplace_back(order.number, print);
        fresh.push_back(std::move(order));
    }
    if (!fresh.empty()) {
        recorded.counts = co_await shop_.ledger.merchant().record_orders(
            shop_.shop, std::move(fresh), began, std::move(cause), page->request_id);
        seen_.note(std::move(prints));
    }
    tell_shown(recorded.identities);
    co_return recorded;
}

void MerchantObserver::tell_shown(const std::vector<std::string>& numbers) const
{
    if (!on_shown)
        return;
    for (const auto& number : numbers)
        on_shown(OrderId{.merchant = {}, .number = number});
}

awaitable<Result<store::RowCounts>> MerchantObserver::pass_erp()
{
    const auto& strategy = shop_.plan->strategy;
    ++shop_.counters.erp_passes;
    co_return co_await erp_.pass(
        shop_.erp_clock.now(),
        rules_for(shop_.erp->capabilities().orders, strategy.download, strategy.upload.interval));
}

awaitable<Result<RecordedPage>> MerchantObserver::read_erp_page(PageQuery query, std::string)
{
    auto page = co_await shop_.erp->list_changed_orders(shop_.plan->channel, std::move(query));
    if (!page)
        co_return page.error();
    RecordedPage recorded;
    recorded.next = page->next;
    recorded.total = page->total;
    for (const auto& order : page->rows)
        recorded.identities.push_back(order.id.text());
    recorded.counts.rows = static_cast<std::int64_t>(page->rows.size());
    // A page shows one ERP order of several: only a look tells them all.
    std::vector<std::string> numbers;
    const auto sorted = by_number(page->rows);
    for (const auto& [number, orders] : sorted) {
        const auto known = co_await shop_.ledger.merchant().find_order(shop_.shop, number);
        if (!known || known->order.stage != MerchantStage::to_ship)
            continue;
        if (find_erp_number(orders, shop_.plan->strategy.upload).number != known->erp.number ||
            known->erp.origin.empty())
            numbers.push_back(number);
    }
    recorded.counts.changed_rows = static_cast<std::int64_t>(numbers.size());
    const auto looked = co_await look_at_erp(std::move(numbers));
    if (!looked)
        co_return looked.error();
    co_return recorded;
}

awaitable<Result<void>> MerchantObserver::look_at_erp(std::vector<std::string> orders)
{
    const std::size_t most = std::max<std::size_t>(shop_.erp->capabilities().find_orders_max, 1);
    for (std::size_t at = 0; at < orders.size(); at += most) {
        const std::vector<std::string> numbers(
            orders.begin() + static_cast<std::ptrdiff_t>(at),
            orders.begin() + static_cast<std::ptrdiff_t>(std::min(at + most, orders.size())));
        const TimePoint began = shop_.clock.now();
        const auto found = co_await shop_.erp->find_orders(shop_.plan->channel, numbers);
        if (!found)
            co_return found.error();
        auto sorted = by_number(*found);
        std::vector<store::ErpFinding> findings;
        for (const auto& number : numbers) {
            store::ErpFinding finding;
            finding.order = number;
            finding.found = find_erp_number(sorted[number], shop_.plan->strategy.upload);
            findings.push_back(std::move(finding));
        }
        co_await shop_.ledger.merchant().record_erp(shop_.shop, std::move(findings), true, began,
                                                    shop_.clock.now());
    }
    co_return Result<void>();
}

awaitable<std::int64_t> MerchantObserver::pass_factories()
{
    std::int64_t changed = 0;
    std::string after;
    for (bool has_more = true; has_more && !shop_.is_stopping;) {
        auto open =
            co_await shop_.ledger.merchant().list_factory_prints(shop_.shop, after, open_page);
        has_more = open.size() == static_cast<std::size_t>(open_page);
        if (open.empty())
            break;
        after = open.back().order;
        auto findings = co_await find_at_factories(std::move(open));
        if (!findings.empty())
            changed += co_await shop_.ledger.merchant().record_factories(
                shop_.shop, std::move(findings), shop_.clock.now());
    }
    co_return changed;
}

awaitable<std::vector<store::FactoryFinding>>
MerchantObserver::find_at_factories(std::vector<store::FactoryPrint> orders)
{
    struct Noted {
        BoundFactory factory = {};
        std::map<std::string, std::vector<store::NotedOrder>> orders = {};
    };
    std::vector<std::string> numbers;
    for (const auto& known : orders)
        numbers.push_back(known.order);
    std::vector<Noted> noted;
    const auto factories = shop_.plan->merchant.factories;
    for (const auto& factory : factories) {
        if (factory.shop.empty())
            continue;
        Noted one;
        one.factory = factory;
        one.orders = co_await shop_.ledger.merchant().find_noted_orders(factory.shop, numbers);
        noted.push_back(std::move(one));
    }
    std::vector<store::FactoryFinding> findings;
    for (const auto& known : orders) {
        store::FactoryFinding finding;
        finding.order = known.order;
        for (const auto& one : noted) {
            const auto found = one.orders.find(known.order);
            if (found == one.orders.end())
                continue;
            finding.print += one.factory.name + "=" + one.factory.binding_name;
            for (const auto& order : found->second)
                finding.print += " " + to_text(order.id) + "@" + std::to_string(order.revision);
            finding.print += ";";
        }
        if (finding.print == known.print)
            continue;
        const std::string number = known.order;
        const auto record = co_await shop_.ledger.merchant().find_order(shop_.shop, number);
        if (!record)
            continue;
        std::vector<NotedCandidates> candidates;
        for (const auto& one : noted) {
            const auto found = one.orders.find(number);
            if (found == one.orders.end())
                continue;
            NotedCandidates candidate;
            candidate.factory = one.factory;
            for (const auto& order : found->second) {
                auto loaded = co_await shop_.ledger.find_order(one.factory.shop, order.id);
                if (loaded)
                    candidate.orders.push_back(std::move(*loaded));
            }
            candidates.push_back(std::move(candidate));
        }
        finding.found = match_factories(record->order, candidates);
        findings.push_back(std::move(finding));
    }
    co_return findings;
}

awaitable<Result<void>> MerchantObserver::read(std::string number, std::string cause)
{
    const TimePoint began = shop_.clock.now();
    auto order = co_await shop_.desk()->get_order(number);
    if (!order)
        co_return order.error();
    seen_.forget(number);
    std::vector<MerchantOrder> rows;
    rows.push_back(std::move(*order));
    co_await shop_.ledger.merchant().record_orders(shop_.shop, std::move(rows), began,
                                                   std::move(cause), "");
    co_return Result<void>();
}

awaitable<Result<void>> MerchantObserver::look(store::MerchantRecord record)
{
    const std::string number = record.order.number;
    store::MerchantLook look;
    look.began = shop_.clock.now();
    auto order = co_await shop_.desk()->get_order(number);
    seen_.forget(number);
    const auto& write = record.write;
    const bool is_open = write && (write->state == store::WriteState::claimed ||
                                   write->state == store::WriteState::uncertain);
    // While nobody knows what became of a shipment, an order that is not there proves nothing.
    if (!order && order.error().code == Errc::not_found && !is_open) {
        co_await shop_.ledger.merchant().record_gone(shop_.shop, number, shop_.clock.now());
        co_return Result<void>();
    }
    if (!order)
        co_return order.error();
    if (is_open)
        look.settlement = settle_by_look(
            record, *order, look.began, shop_.platform.capabilities().ship.late_arrival,
            schedule::backoff(write->attempts, shop_.plan->strategy.retry.delays, std::nullopt,
                              shop_.random));
    look.order = std::move(*order);
    co_await shop_.ledger.merchant().record_look(shop_.shop, std::move(look), shop_.clock.now());
    co_return Result<void>();
}

} // namespace daifa::reconcile

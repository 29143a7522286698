#include "daemon/shop_metrics.hpp"

namespace daifa::daemon {
namespace {

std::map<std::string, std::int64_t>
by_name(const std::vector<std::pair<std::string, std::int64_t>>& counts)
{
    return {counts.begin(), counts.end()};
}

template <class State>
std::map<std::string, std::int64_t>
by_state(const std::vector<std::pair<State, std::int64_t>>& counts)
{
    std::map<std::string, std::int64_t> made;
    for (const auto& [state, count] : counts)
        made[std::string(store::to_text(state))] = count;
    return made;
}

} // namespace

void ShopMetrics::show(const ShopId& shop, std::string_view name, std::string_view help,
                       telemetry::MetricLabels labels, std::int64_t value)
{
    labels["shop"] = shop.text();
    metrics_.gauge(name, help, labels).set(static_cast<double>(value));
    shown_[shop].emplace(name, std::move(labels));
}

void ShopMetrics::forget(const ShopId& shop)
{
    for (const auto& [name, labels] : shown_[shop])
        metrics_.remove_gauge(name, labels);
    shown_.erase(shop);
}

void ShopMetrics::set(const ShopId& shop, std::string_view name, std::string_view help,
                      std::int64_t value)
{
    show(shop, name, help, {}, value);
}

void ShopMetrics::set_all(const ShopId& shop, const std::string& name, std::string_view help,
                          const std::string& label, Counts counts)
{
    for (const auto& [shown, labels] : shown_[shop])
        if (shown == name)
            counts.try_emplace(labels.at(label), 0);
    for (const auto& [value, count] : counts)
        show(shop, name, help, {{label, value}}, count);
}

void ShopMetrics::tell(ShopHost& host)
{
    const ShopId& shop = host.config().plan.id;
    set(shop, "daifa_shop_running", "1 when the shop's lane works.", host.has_lane() ? 1 : 0);
    if (!host.has_lane())
        return;
    const auto status = host.any_lane()->status();
    set(shop, "daifa_platform_stopped", "1 while the platform is not asked.",
        status.platform_stop ? 1 : 0);
    set(shop, "daifa_erp_stopped", "1 while the ERP is not asked.", status.erp_stop ? 1 : 0);
    set(shop, "daifa_writes_confirmed", "Since the start.", status.counters.writes_confirmed);
    set(shop, "daifa_writes_refused", "Since the start.", status.counters.writes_refused);
    set(shop, "daifa_writes_uncertain", "Since the start.", status.counters.writes_uncertain);
    set(shop, "daifa_orders_new", "Since the start.", status.counters.orders_new);
    set(shop, "daifa_window_holes", "Since the start.", status.counters.holes);
    set(shop, "daifa_store_failed", "1 while the ledger can not be written.",
        status.store_problem ? 1 : 0);
    set(shop, "daifa_writes_in_flight", "Sent, not answered.", status.in_flight);
    if (const auto& push = status.push) {
        set(shop, "daifa_push_healthy", "1 while the platform's messages come in.",
            push->is_healthy);
        set(shop, "daifa_push_received", "Messages since the start.", push->counters.received);
        set(shop, "daifa_push_acknowledged", "Since the start.", push->counters.acknowledged);
        set(shop, "daifa_push_refused", "Since the start.", push->counters.refused);
        set(shop, "daifa_push_unknown", "Of other shops or other matters, on the shop's line.",
            push->line.unknown);
        set(shop, "daifa_push_waiting", "Messages whose order was not looked at yet.",
            static_cast<std::int64_t>(push->waiting));
    }
    if (host.lane() == nullptr)
        return;
    tell_numbers(shop, *host.lane());
    tell_stock(shop, *host.lane());
}

void ShopMetrics::tell_numbers(const ShopId& shop, const reconcile::ShopLane& lane)
{
    for (const auto& contract : lane.waybill_desk().contracts) {
        show(shop, "daifa_waybill_numbers", "Left on the contract.",
             {{"carrier", contract.carrier_code}, {"branch", contract.branch_code}},
             contract.balance);
    }
    const auto low = reconcile::low_contracts(lane.waybill_desk(), lane.shop_plan());
    set(shop, "daifa_waybill_balances_low", "Contracts below waybill.balance_warning.",
        static_cast<std::int64_t>(low.size()));
}

void ShopMetrics::tell_stock(const ShopId& shop, const reconcile::ShopLane& lane)
{
    const auto& stock = lane.stock().desk();
    set(shop, "daifa_stock_passes", "Readings of stock on both sides.", stock.counters.passes);
    set(shop, "daifa_stock_writes_confirmed", "Quantities the platform took.",
        stock.counters.writes_confirmed);
    set(shop, "daifa_stock_writes_refused", "Quantities the platform did not take.",
        stock.counters.writes_refused);
    set(shop, "daifa_stock_writes_uncertain", "Quantities without a sure answer.",
        stock.counters.writes_uncertain);
    const bool is_stopped = stock.erp.stop() || stock.shelf.stop() || stock.writes.stop();
    set(shop, "daifa_stock_stopped", "1 when stock can not be read or set.", is_stopped ? 1 : 0);
}

awaitable<bool> ShopMetrics::count(ShopId shop, TradeRole role, store::Ledger& ledger,
                                   TimePoint now)
{
    try {
        if (role == TradeRole::merchant) {
            const auto merchant = co_await ledger.merchant().summarize(shop);
            set_all(shop, "daifa_merchant_orders", "By state.", "state", by_state(merchant.states));
            set_all(shop, "daifa_merchant_differences", "Orders by named difference.", "difference",
                    by_name(merchant.differences));
            co_return true;
        }
        const auto summary = co_await ledger.summarize(shop);
        const auto stock = co_await ledger.stock().summarize(shop);
        set_all(shop, "daifa_orders", "By state.", "state", by_state(summary.states));
        set_all(shop, "daifa_differences", "Orders by named difference.", "difference",
                by_name(summary.differences));
        set_all(shop, "daifa_stock_differences", "Listings by named difference.", "difference",
                by_name(stock.differences));
        const Milliseconds age =
            summary.oldest_open_since ? now - *summary.oldest_open_since : Milliseconds(0);
        set(shop, "daifa_oldest_open_seconds",
            "Age of the oldest order that isn't equal; 0 when all are.",
            std::chrono::floor<std::chrono::seconds>(age).count());
        set(shop, "daifa_holes_open", "Windows that could not be read whole yet.", summary.holes);
        set(shop, "daifa_writes_unsettled", "Writes of which nobody knows yet what became.",
            summary.uncertain_writes);
    } catch (const store::StoreFailure&) {
        // daifa_store_failed and the log tell it.
        co_return false;
    }
    co_return true;
}

} // namespace daifa::daemon

#include "daemon/shops.hpp"

namespace daifa::daemon {
namespace {

using namespace std::chrono_literals;

constexpr int batch = 500;
/// Between two batches others get their turn at the ledger.
constexpr Milliseconds breath = 10ms;

admin::ShopEntry to_entry(const std::shared_ptr<ShopHost>& host)
{
    const config::ShopConfig& config = host->config();
    admin::ShopEntry entry;
    entry.id = config.plan.id;
    entry.source = config.source;
    entry.platform = config.platform_plugin;
    entry.erp = config.erp_plugin;
    entry.is_enabled = config.is_enabled;
    entry.role = config.plan.role;
    entry.problem = host->problem();
    // The lane keeps its host alive, and with it the connections it speaks through.
    if (host->merchant() != nullptr)
        entry.merchant = std::shared_ptr<reconcile::MerchantLane>(host, host->merchant());
    if (host->lane() != nullptr)
        entry.lane = std::shared_ptr<reconcile::ShopLane>(host, host->lane());
    return entry;
}

void tell_standstill(const ShopHost& host, Log& log)
{
    const config::ShopConfig& config = host.config();
    if (config.is_enabled)
        log.warning("shop stands still", {{"shop", config.plan.id}, {"why", host.problem().en}});
    else
        log.info("shop is switched off", {{"shop", config.plan.id}});
}

} // namespace

Shops::Shops(EngineParts& parts)
    : parts_(parts), push_(parts.scheduler, parts.executor, parts.clock, parts.random, parts.log),
      metrics_(parts.metrics)
{
}

std::vector<std::shared_ptr<ShopHost>> Shops::list() const
{
    std::vector<std::shared_ptr<ShopHost>> hosts;
    for (const auto& [id, host] : hosts_)
        hosts.push_back(host);
    return hosts;
}

std::vector<admin::ShopEntry> Shops::entries() const
{
    std::vector<admin::ShopEntry> entries;
    for (const auto& [id, host] : hosts_)
        entries.push_back(to_entry(host));
    return entries;
}

ShopHost* Shops::find(const ShopId& shop) const
{
    const auto found = hosts_.find(shop);
    return found == hosts_.end() ? nullptr : found->second.get();
}

awaitable<void> Shops::start(std::vector<config::ShopConfig> configs)
{
    for (auto& config : configs)
        co_await start_shop(std::move(config));
}

awaitable<void> Shops::start_shop(config::ShopConfig config)
{
    const ShopId shop = config.plan.id;
    auto host = std::make_shared<ShopHost>(std::move(config), parts_);
    reconcile::AnyLane* lane = host->any_lane();
    if (lane == nullptr) {
        tell_standstill(*host, parts_.log);
    } else {
        co_await lane->start();
        push_.add(lane->push());
    }
    hosts_[shop] = std::move(host);
}

awaitable<void> Shops::stop_shop(ShopId shop)
{
    const auto found = hosts_.find(shop);
    if (found == hosts_.end())
        co_return;
    if (reconcile::AnyLane* lane = found->second->any_lane()) {
        co_await push_.remove(lane->push());
        co_await lane->stop();
    }
    hosts_.erase(found);
    metrics_.forget(shop);
}

awaitable<void> Shops::apply(std::vector<config::ShopConfig> configs, admin::ReloadResult& result)
{
    std::map<ShopId, config::ShopConfig> wanted;
    for (auto& config : configs)
        wanted.emplace(config.plan.id, std::move(config));
    std::vector<ShopId> gone;
    for (const auto& [shop, host] : hosts_)
        if (!wanted.contains(shop))
            gone.push_back(shop);
    for (const auto& shop : gone) {
        co_await stop_shop(shop);
        result.stopped.push_back(shop);
    }
    for (auto& [shop, config] : wanted)
        co_await try_to_take(std::move(config), result);
}

awaitable<void> Shops::try_to_take(config::ShopConfig config, admin::ReloadResult& result)
{
    config::ShopConfig wanted = config;
    std::string why;
    try {
        co_await take(std::move(config), result);
        co_return;
    } catch (const store::StoreFailure& failure) {
        why = failure.what();
    }
    // The other shops go on.
    config::Problem problem;
    problem.file = wanted.source;
    problem.text_en = "the ledger failed while the shop took its configuration (" + why +
                      "): mend that, then reload again";
    problem.text_zh = "店铺应用配置时台账出错（" + why + "）：排除后请重新加载配置";
    if (find(wanted.plan.id) == nullptr) {
        const plugin_host::Sentence standstill = {problem.text_en, problem.text_zh};
        const ShopId shop = wanted.plan.id;
        hosts_[shop] = std::make_shared<ShopHost>(std::move(wanted), standstill);
    }
    result.problems.push_back(std::move(problem));
}

awaitable<void> Shops::take(config::ShopConfig config, admin::ReloadResult& result)
{
    const ShopId shop = config.plan.id;
    const auto host = hosts_.find(shop);
    const bool is_same = host != hosts_.end() && host->second->config() == config;
    if (is_same && !config.is_enabled)
        co_return;
    if (host != hosts_.end() && host->second->can_take(config)) {
        // Even without a change: who mended something over there reloads to have it looked at.
        co_await host->second->take(std::move(config));
        if (!is_same)
            result.changed.push_back(shop);
        co_return;
    }
    const bool is_new = host == hosts_.end();
    co_await stop_shop(shop);
    co_await start_shop(std::move(config));
    (is_new ? result.started : result.changed).push_back(shop);
}

awaitable<void> Shops::begin_stop()
{
    co_await push_.stop();
    for (const auto& [shop, host] : hosts_)
        if (host->any_lane() != nullptr)
            host->any_lane()->begin_stop();
}

awaitable<void> Shops::stop()
{
    const auto hosts = list();
    for (const auto& host : hosts)
        if (host->any_lane() != nullptr)
            co_await host->any_lane()->stop();
}

awaitable<bool> Shops::pass_once(std::vector<config::ShopConfig> configs)
{
    bool is_good = true;
    for (auto& config : configs) {
        const ShopId shop = config.plan.id;
        auto host = std::make_shared<ShopHost>(std::move(config), parts_);
        if (host->any_lane() == nullptr) {
            tell_standstill(*host, parts_.log);
            is_good = is_good && !host->config().is_enabled;
        } else {
            const bool is_read = co_await pass_shop(*host->any_lane());
            is_good = is_good && is_read;
        }
        hosts_[shop] = std::move(host);
    }
    co_return is_good;
}

awaitable<bool> Shops::pass_shop(reconcile::AnyLane& lane)
{
    co_await lane.load();
    const auto read = co_await lane.refresh();
    if (read)
        co_await lane.drive_once();
    else
        parts_.log.error("shop could not be read",
                         {{"shop", lane.shop_plan().id}, {"error", read.error()}});
    co_return read.has_value();
}

awaitable<void> Shops::collect_metrics()
{
    // Shops may come and go while the ledger counts.
    const auto hosts = list();
    for (const auto& host : hosts)
        metrics_.tell(*host);
    for (const auto& host : hosts) {
        const ShopId shop = host->config().plan.id;
        const TradeRole role = host->config().plan.role;
        const bool is_counted =
            co_await metrics_.count(shop, role, parts_.ledger, parts_.clock.now());
        if (!hosts_.contains(shop))
            metrics_.forget(shop);
        if (!is_counted)
            co_return;
    }
}

awaitable<std::int64_t> Shops::archive(TimePoint before)
{
    store::Ledger& ledger = parts_.ledger;
    std::int64_t all = 0;
    const auto hosts = list();
    for (const auto& host : hosts) {
        const ShopId shop = host->config().plan.id;
        for (std::int64_t orders = batch; orders == batch; all += orders) {
            orders = co_await ledger.archive(shop, before, batch);
            if (orders == batch)
                co_await parts_.clock.sleep_for(breath);
        }
        co_await ledger.stock().archive(shop, before);
        while (co_await ledger.merchant().archive(shop, before, batch) == batch)
            co_await parts_.clock.sleep_for(breath);
    }
    co_return all;
}

awaitable<void> Shops::note_older_orders()
{
    const auto hosts = list();
    for (const auto& host : hosts) {
        const ShopId shop = host->config().plan.id;
        while (co_await parts_.ledger.merchant().note_older_orders(shop, batch))
            co_await parts_.clock.sleep_for(breath);
    }
}

} // namespace daifa::daemon

#pragma once

#include "admin/backend.hpp"
#include "daemon/shop_host.hpp"
#include "daemon/shop_metrics.hpp"
#include "reconcile/push_hub.hpp"

#include <map>
#include <memory>
#include <vector>

namespace daifa::daemon {

/// All configured shops, and the message channels that some of them share.
class Shops {
public:
    explicit Shops(EngineParts& parts);

    awaitable<void> start(std::vector<config::ShopConfig> configs);
    /// Starts, changes and stops shops until these are the ones there are, and says which.
    awaitable<void> apply(std::vector<config::ShopConfig> configs, admin::ReloadResult& result);
    /// No new work; what the scheduler runs ends soon.
    awaitable<void> begin_stop();
    /// Returns when everything that was sent has its outcome written down.
    awaitable<void> stop();
    /// One pass of each, without jobs. False when one of them could not be read.
    awaitable<bool> pass_once(std::vector<config::ShopConfig> configs);

    std::size_t size() const { return hosts_.size(); }
    /// In the order of their ids, those that could not start included.
    std::vector<std::shared_ptr<ShopHost>> list() const;
    std::vector<admin::ShopEntry> entries() const;
    /// Null when there is none.
    ShopHost* find(const ShopId& shop) const;

    awaitable<void> collect_metrics();
    /// Lets the ledger forget what ended before that time; returns how many orders.
    awaitable<std::int64_t> archive(TimePoint before);
    /// After an upgrade: what the orders of an older daemon lack.
    awaitable<void> note_older_orders();

private:
    awaitable<void> start_shop(config::ShopConfig config);
    awaitable<void> stop_shop(ShopId shop);
    awaitable<void> take(config::ShopConfig config, admin::ReloadResult& result);
    awaitable<void> try_to_take(config::ShopConfig config, admin::ReloadResult& result);
    awaitable<bool> pass_shop(reconcile::AnyLane& lane);

    EngineParts& parts_;
    reconcile::PushHub push_;
    ShopMetrics metrics_;
    std::map<ShopId, std::shared_ptr<ShopHost>> hosts_;
};

} // namespace daifa::daemon

#pragma once

#include "daemon/shop_host.hpp"

#include <map>
#include <set>
#include <string>

namespace daifa::daemon {

/// What the daemon tells Prometheus about each shop.
class ShopMetrics {
public:
    explicit ShopMetrics(telemetry::Metrics& metrics) : metrics_(metrics) {}

    /// What the lane knows.
    void tell(ShopHost& host);
    /// What the ledger has: orders by state and difference, and how old the oldest one is that
    /// isn't equal. False when the ledger can't be read: then they stay as they were.
    awaitable<bool> count(ShopId shop, TradeRole role, store::Ledger& ledger, TimePoint now);

    /// The shop is gone: nothing is told about it any more.
    void forget(const ShopId& shop);

private:
    using Counts = std::map<std::string, std::int64_t>;

    void show(const ShopId& shop, std::string_view name, std::string_view help,
              telemetry::MetricLabels labels, std::int64_t value);
    void set(const ShopId& shop, std::string_view name, std::string_view help, std::int64_t value);
    /// One series for each name; those that are gone are told as zero.
    void set_all(const ShopId& shop, const std::string& name, std::string_view help,
                 const std::string& label, Counts counts);
    void tell_numbers(const ShopId& shop, const reconcile::ShopLane& lane);
    void tell_stock(const ShopId& shop, const reconcile::ShopLane& lane);

    telemetry::Metrics& metrics_;
    /// The series of each shop: name and labels.
    std::map<ShopId, std::set<std::pair<std::string, telemetry::MetricLabels>>> shown_ = {};
};

} // namespace daifa::daemon

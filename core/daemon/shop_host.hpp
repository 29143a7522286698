#pragma once

#include "config/shop_config.hpp"
#include "daemon/budgets.hpp"
#include "daemon/named_http.hpp"
#include "daemon/transports.hpp"
#include "plugin_host/plugin_catalog.hpp"
#include "reconcile/merchant_lane.hpp"
#include "reconcile/shop_lane.hpp"
#include "telemetry/metrics.hpp"

#include <memory>
#include <string>

namespace daifa::daemon {

/// What every shop's lane is built from.
struct EngineParts {
    boost::asio::any_io_executor executor;
    Transports& transports;
    Clock& clock;
    Random& random;
    Log& log;
    telemetry::Metrics& metrics;
    store::Ledger& ledger;
    schedule::Scheduler& scheduler;
    Budgets& budgets;
    const plugin_host::PluginCatalog& plugins;
};

/// One configured shop: its lane, or why there is none.
class ShopHost {
public:
    ShopHost(config::ShopConfig config, EngineParts& parts);
    /// Without a lane.
    ShopHost(config::ShopConfig config, plugin_host::Sentence problem);

    const config::ShopConfig& config() const { return config_; }
    /// Null when the shop has none.
    reconcile::AnyLane* any_lane();
    /// Of a factory's shop.
    reconcile::ShopLane* lane() { return lane_.get(); }
    /// Of a merchant's.
    reconcile::MerchantLane* merchant() { return merchant_.get(); }
    bool has_lane() const { return lane_ || merchant_; }
    /// Why the shop has no lane; empty when it has.
    const plugin_host::Sentence& problem() const { return problem_; }

    /// Takes another configuration when only the plan differs; false: the shop must be built anew.
    bool can_take(const config::ShopConfig& next) const;
    awaitable<void> take(config::ShopConfig next);

private:
    void build(EngineParts& parts);
    std::unique_ptr<schedule::BudgetedHttp> make_http(EngineParts& parts, const std::string& side,
                                                      HttpClient& transport);

    config::ShopConfig config_;
    plugin_host::Sentence problem_;
    std::unique_ptr<HttpClient> transport_;
    std::unique_ptr<WebSocketPort> sockets_;
    std::unique_ptr<NamedHttp> platform_transport_;
    std::unique_ptr<NamedHttp> erp_transport_;
    std::unique_ptr<schedule::BudgetedHttp> platform_http_;
    std::unique_ptr<schedule::BudgetedHttp> erp_http_;
    std::unique_ptr<reconcile::ShopLane> lane_;
    std::unique_ptr<reconcile::MerchantLane> merchant_;
};

} // namespace daifa::daemon

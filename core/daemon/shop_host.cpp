#include "daemon/shop_host.hpp"

#include "plugin_host/connector_builder.hpp"

namespace daifa::daemon {
namespace {

/// What plans calls needs of a budgeted client.
class HttpBudgetView : public reconcile::BudgetView {
public:
    explicit HttpBudgetView(const schedule::BudgetedHttp& http) : http_(http) {}

    int free(const std::string& api) const override { return http_.free(api); }
    Milliseconds spacing(const std::string& api) const override { return http_.spacing(api); }

private:
    const schedule::BudgetedHttp& http_;
};

Caller caller_of(const std::string& plugin, const Settings& settings, const ShopId& shop)
{
    return {plugin, settings.has("app_key") ? settings.text("app_key") : std::string(), shop};
}

/// Counts and times every request of one side of one shop.
schedule::BudgetedHttp::Observer observe_with(telemetry::Metrics& metrics, const std::string& side)
{
    struct Handles {
        telemetry::Counter good;
        telemetry::Counter failed;
        telemetry::Histogram seconds;
    };
    auto by_api = std::make_shared<std::map<std::string, Handles>>();
    return [&metrics, side, by_api](const schedule::HttpObservation& seen) {
        const std::string& api = seen.request.api;
        auto found = by_api->find(api);
        if (found == by_api->end()) {
            const telemetry::MetricLabels labels = {{"side", side}, {"api", api}};
            telemetry::MetricLabels good = labels;
            good["outcome"] = "answered";
            telemetry::MetricLabels failed = labels;
            failed["outcome"] = "failed";
            const char* const help = "Requests to the other sides.";
            Handles handles{metrics.counter("daifa_requests_total", help, good),
                            metrics.counter("daifa_requests_total", help, failed),
                            metrics.histogram("daifa_request_seconds", "Time until the answer.",
                                              telemetry::Metrics::latency_bounds(), labels)};
            found = by_api->emplace(api, handles).first;
        }
        (seen.result ? found->second.good : found->second.failed).add();
        found->second.seconds.observe(static_cast<double>(seen.took.count()) / 1000.0);
    };
}

} // namespace

ShopHost::ShopHost(config::ShopConfig config, EngineParts& parts) : config_(std::move(config))
{
    if (!config_.is_enabled)
        problem_ = {"switched off in " + config_.source + " (enabled: false)",
                    "已在 " + config_.source + " 中停用（enabled: false）"};
    else
        build(parts);
}

ShopHost::ShopHost(config::ShopConfig config, plugin_host::Sentence problem)
    : config_(std::move(config)), problem_(std::move(problem))
{
}

std::unique_ptr<schedule::BudgetedHttp>
ShopHost::make_http(EngineParts& parts, const std::string& side, HttpClient& transport)
{
    return std::make_unique<schedule::BudgetedHttp>(transport, parts.clock, config_.connections,
                                                    observe_with(parts.metrics, side));
}

void ShopHost::build(EngineParts& parts)
{
    const auto* platform = parts.plugins.find(PluginKind::platform, config_.platform_plugin);
    const auto* erp = parts.plugins.find(PluginKind::erp, config_.erp_plugin);
    if (platform == nullptr) {
        problem_ = parts.plugins.explain_missing(PluginKind::platform, config_.platform_plugin);
        return;
    }
    const bool has_erp = !config_.erp_plugin.empty();
    if (erp == nullptr && has_erp) {
        problem_ = parts.plugins.explain_missing(PluginKind::erp, config_.erp_plugin);
        return;
    }

    transport_ = parts.transports.make_http(config_);
    sockets_ = parts.transports.make_sockets(config_);
    platform_transport_ = std::make_unique<NamedHttp>(*transport_, "platform.settings",
                                                      platform->descriptor().settings,
                                                      config_.platform_settings, config_.proxy);
    platform_http_ = make_http(parts, config_.platform_plugin, *platform_transport_);
    if (has_erp) {
        erp_transport_ =
            std::make_unique<NamedHttp>(*transport_, "erp.settings", erp->descriptor().settings,
                                        config_.erp_settings, config_.proxy);
        erp_http_ = make_http(parts, config_.erp_plugin, *erp_transport_);
    }

    reconcile::LaneParts lane;
    lane.plan = std::make_shared<const ShopPlan>(config_.plan);
    lane.credential = std::make_unique<reconcile::CredentialCell>();
    lane.platform_clock = std::make_unique<reconcile::RemoteClock>(parts.clock);
    lane.erp_clock = std::make_unique<reconcile::RemoteClock>(parts.clock);
    lane.platform_budget = std::make_unique<HttpBudgetView>(*platform_http_);
    if (has_erp)
        lane.erp_budget = std::make_unique<HttpBudgetView>(*erp_http_);
    lane.in_flight_max = config_.connections * 4;

    auto platform_connector = plugin_host::build_platform(
        *platform, {*platform_http_, *sockets_, *lane.platform_clock, parts.log, *lane.credential,
                    config_.platform_settings});
    if (!platform_connector) {
        problem_ = platform_connector.error();
        return;
    }
    lane.platform = std::move(*platform_connector);
    parts.budgets.add(
        *platform_http_, lane.platform->capabilities().rate_limits, config_.limits,
        caller_of(config_.platform_plugin, config_.platform_settings, config_.plan.id));
    if (has_erp) {
        auto erp_connector =
            plugin_host::build_erp(*erp, {*erp_http_, *sockets_, *lane.erp_clock, parts.log,
                                          *lane.credential, config_.erp_settings});
        if (!erp_connector) {
            problem_ = erp_connector.error();
            return;
        }
        lane.erp = std::move(*erp_connector);
        parts.budgets.add(*erp_http_, lane.erp->capabilities().rate_limits, config_.limits,
                          caller_of(config_.erp_plugin, config_.erp_settings, config_.plan.id));
    }
    if (config_.plan.role == TradeRole::merchant) {
        merchant_ = std::make_unique<reconcile::MerchantLane>(std::move(lane), parts.ledger,
                                                              parts.scheduler, parts.executor,
                                                              parts.clock, parts.random, parts.log);
        return;
    }
    lane_ =
        std::make_unique<reconcile::ShopLane>(std::move(lane), parts.ledger, parts.scheduler,
                                              parts.executor, parts.clock, parts.random, parts.log);
}

reconcile::AnyLane* ShopHost::any_lane()
{
    if (lane_)
        return lane_.get();
    return merchant_.get();
}

bool ShopHost::can_take(const config::ShopConfig& next) const
{
    return has_lane() && next.is_enabled && config_.plan.role == next.plan.role &&
           config_.platform_plugin == next.platform_plugin &&
           config_.erp_plugin == next.erp_plugin &&
           config_.platform_settings == next.platform_settings &&
           config_.erp_settings == next.erp_settings && config_.limits == next.limits &&
           config_.connections == next.connections && config_.proxy == next.proxy;
}

awaitable<void> ShopHost::take(config::ShopConfig next)
{
    config_ = std::move(next);
    auto plan = std::make_shared<const ShopPlan>(config_.plan);
    co_await any_lane()->change_plan(std::move(plan));
}

} // namespace daifa::daemon

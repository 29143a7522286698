#pragma once

#include "admin/backend.hpp"
#include "config/configuration.hpp"
#include "daemon/budgets.hpp"
#include "daemon/service_manager.hpp"
#include "daemon/shops.hpp"
#include "http/server.hpp"
#include "plugin_host/plugin_catalog.hpp"
#include "runtime/system_clock.hpp"
#include "runtime/system_random.hpp"
#include "schedule/scheduler.hpp"
#include "store/database.hpp"
#include "store/ledger.hpp"
#include "telemetry/log_writer.hpp"
#include "telemetry/metrics.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace daifa::daemon {

/// Wires everything, top to bottom, and lives as long as the daemon. It decides nothing about
/// orders.
class Application : public admin::Backend {
public:
    Application(std::filesystem::path config_file, config::LoadedConfiguration loaded,
                plugin_host::PluginCatalog plugins);
    ~Application() override;

    /// Runs until SIGTERM or SIGINT. Returns the exit code.
    int run();
    /// One pass of every shop, then ends: 0 when every shop could be read.
    int run_once();
    /// Notes in the ledger that it is an older copy, put back; returns the exit code.
    int mark_restored();

    // What the local API may see and ask.
    admin::DaemonFacts facts() const override;
    std::vector<admin::ShopEntry> shops() const override { return shops_.entries(); }
    store::Ledger& ledger() override { return ledger_; }
    Clock& clock() override { return clock_; }
    Random& random() override { return random_; }
    std::vector<plugin_host::PluginDescription> plugins() const override;
    std::vector<plugin_host::Refusal> refused_plugins() const override;
    std::vector<config::Problem> configuration_problems() const override { return problems_; }
    awaitable<admin::ReloadResult> reload() override;

private:
    awaitable<void> start();
    awaitable<void> serve();
    awaitable<void> wait_for_signals();
    awaitable<void> shut_down();
    awaitable<void> drain();
    int run_to_end(awaitable<bool> work);
    /// Runs until everything is done, or says why it can't go on.
    int run_context();
    void fail(const std::exception_ptr& failure);
    awaitable<bool> note_restored();
    awaitable<std::optional<Milliseconds>> archive();
    awaitable<std::optional<Milliseconds>> note_older_orders();
    awaitable<std::optional<Milliseconds>> tell_watchdog();
    void listen();
    awaitable<void> collect_metrics();

    std::filesystem::path config_file_;
    config::DaemonSettings settings_;
    std::vector<config::ShopConfig> first_shops_;
    std::vector<config::Problem> problems_;
    plugin_host::PluginCatalog plugins_;

    boost::asio::io_context context_{1};
    NetworkTransports network_{context_};
    SystemClock clock_;
    SystemRandom random_;
    telemetry::LogWriter log_;
    telemetry::Metrics metrics_;
    std::unique_ptr<store::DatabaseExecutor> database_thread_;
    store::Database database_;
    store::Ledger ledger_;
    schedule::Scheduler scheduler_;
    Budgets budgets_;
    EngineParts engine_;
    Shops shops_;
    std::unique_ptr<http::Server> admin_server_;
    std::unique_ptr<http::Server> metrics_server_;
    boost::asio::signal_set signals_;
    ServiceManager service_manager_;
    TimePoint started_at_;
    int exit_code_ = 0;
    bool is_started_ = false;
    bool is_reloading_ = false;
    bool is_cut_off_ = false; ///< Coroutines are left that wait for something.
};

} // namespace daifa::daemon

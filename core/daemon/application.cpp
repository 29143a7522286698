#include "daemon/application.hpp"

#include "admin/api.hpp"
#include "daemon/listen_failure.hpp"
#include "plugin_host/catalog_settings.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <cstdlib>
#include <stdexcept>
#include <unistd.h>

namespace daifa::daemon {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr Milliseconds drain_patience = 20s;

/// What systemd says in the environment; empty where it did not start us.
std::string announced(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

telemetry::LogOptions log_options(const config::LogSettings& settings)
{
    telemetry::LogOptions options;
    options.level = static_cast<LogLevel>(settings.level);
    options.format = settings.format == config::LogFormat::json ? telemetry::LogFormat::json
                                                                : telemetry::LogFormat::text;
    options.is_for_journal =
        telemetry::is_journal_stream(announced("JOURNAL_STREAM"), STDERR_FILENO);
    return options;
}

store::DatabaseOptions database_options(const config::StoreSettings& settings)
{
    store::DatabaseOptions options;
    options.url = settings.url;
    options.master_key = settings.key;
    return options;
}

} // namespace

Application::Application(std::filesystem::path config_file, config::LoadedConfiguration loaded,
                         plugin_host::PluginCatalog plugins)
    : config_file_(std::move(config_file)), settings_(std::move(loaded.configuration->daemon)),
      first_shops_(std::move(loaded.configuration->shops)), problems_(std::move(loaded.problems)),
      plugins_(std::move(plugins)), log_(log_options(settings_.log), clock_),
      database_thread_(store::make_database_thread()),
      database_(database_options(settings_.store), *database_thread_, context_.get_executor(),
                clock_, random_),
      ledger_(database_), scheduler_(context_.get_executor(), clock_, log_),
      budgets_(context_.get_executor(), clock_), engine_{context_.get_executor(),
                                                         network_,
                                                         clock_,
                                                         random_,
                                                         log_,
                                                         metrics_,
                                                         ledger_,
                                                         scheduler_,
                                                         budgets_,
                                                         plugins_},
      shops_(engine_), signals_(context_),
      service_manager_(context_.get_executor(), announced("NOTIFY_SOCKET"), log_),
      started_at_(clock_.now())
{
}

Application::~Application() = default;

int Application::run()
{
    signals_.add(SIGTERM);
    signals_.add(SIGINT);
    signals_.add(SIGHUP);
    asio::co_spawn(context_, serve(), [this](std::exception_ptr failure) {
        if (failure)
            fail(failure);
    });
    return run_context();
}

int Application::run_context()
{
    context_.run();
    if (is_cut_off_) {
        // What waits looks at everything here, and nobody could say in which order to take that
        // apart. The next start finds what a crash would have left.
        log_.finish();
        std::_Exit(exit_code_);
    }
    return exit_code_;
}

void Application::fail(const std::exception_ptr& failure)
{
    exit_code_ = 1;
    is_cut_off_ = true;
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& e) {
        log_.error("daifad can not go on", {{"why", e.what()}});
    }
    context_.stop();
}

awaitable<void> Application::serve()
{
    // A place that is taken shows before the first call to anybody.
    listen();
    co_await start();
    is_started_ = true;
    scheduler_.add(
        "archive", [this] { return archive(); }, 1min);
    scheduler_.add(
        "older notes", [this] { return note_older_orders(); }, 1s);
    if (watchdog_interval())
        scheduler_.add(
            "watchdog", [this] { return tell_watchdog(); }, 0ms);
    service_manager_.tell_ready(std::to_string(shops_.size()) + " shops");
    log_.info("daifad is ready", {{"shops", shops_.size()}, {"epoch", database_.epoch()}});
    co_await wait_for_signals();
    co_await shut_down();
    context_.stop();
}

awaitable<void> Application::start()
{
    for (const auto& refusal : plugins_.refusals())
        log_.warning("plugin refused", {{"why", refusal.sentence.en}});
    co_await shops_.start(std::move(first_shops_));
    first_shops_.clear();
}

void Application::listen()
{
    http::ServerOptions options;
    options.log = &log_;
    auto api = std::make_shared<admin::Api>(*this);
    auto answer_people = [this, api](http::Request request) -> awaitable<http::Response> {
        // Half of the shops would look like all of them.
        while (!is_started_)
            co_await clock_.sleep_for(10ms);
        co_return co_await api->handle(std::move(request));
    };
    admin_server_ = std::make_unique<http::Server>(context_, answer_people, options);
    const auto bound = admin_server_->listen_unix(settings_.admin.socket, settings_.admin.mode);
    if (!bound)
        throw std::runtime_error(explain_socket(settings_.admin.socket, bound.error().remote_text));

    if (settings_.metrics_listen.empty())
        return;
    const auto colon = settings_.metrics_listen.rfind(':');
    const std::string address = settings_.metrics_listen.substr(0, colon);
    const auto port =
        static_cast<std::uint16_t>(std::atoi(settings_.metrics_listen.c_str() + colon + 1));
    auto answer = [this](http::Request request) -> awaitable<http::Response> {
        if (request.path == "/healthz")
            co_return http::text_response(200, "ok\n");
        if (request.path != "/metrics")
            co_return http::text_response(404, "try /metrics or /healthz\n");
        co_await collect_metrics();
        co_return http::text_response(200, metrics_.text());
    };
    metrics_server_ = std::make_unique<http::Server>(context_, answer, options);
    const auto listening = metrics_server_->listen_tcp(address, port);
    if (!listening)
        throw std::runtime_error(
            explain_metrics_address(settings_.metrics_listen, listening.error().remote_text));
}

awaitable<void> Application::collect_metrics()
{
    const auto left_out = metrics_.counter(
        "daifa_log_lines_dropped_total", "Log lines below a warning that nobody read fast enough.");
    left_out.add(static_cast<double>(log_.dropped()) - left_out.value());
    co_await shops_.collect_metrics();
}

awaitable<void> Application::wait_for_signals()
{
    for (;;) {
        const int signal = co_await signals_.async_wait(asio::use_awaitable);
        if (signal != SIGHUP) {
            log_.info("stopping", {{"signal", signal}});
            co_return;
        }
        service_manager_.tell_reloading();
        const auto result = co_await reload();
        if (result.is_taken)
            log_.info("configuration reloaded");
        for (const auto& problem : result.problems)
            log_.warning("configuration", {{"problem", to_text(problem, config::Language::en)}});
        if (!result.is_taken)
            log_.error("the old configuration stays in force");
        service_manager_.tell_ready(std::to_string(shops_.size()) + " shops");
    }
}

awaitable<void> Application::shut_down()
{
    service_manager_.tell_stopping();
    if (admin_server_)
        co_await admin_server_->stop(1s);
    if (metrics_server_)
        co_await metrics_server_->stop(100ms);
    is_cut_off_ = true;
    asio::co_spawn(context_, drain(), [this](std::exception_ptr failure) {
        if (failure)
            fail(failure);
        else
            is_cut_off_ = false;
    });
    constexpr Milliseconds step = 20ms;
    for (Milliseconds waited(0); is_cut_off_ && waited < drain_patience; waited += step)
        co_await clock_.sleep_for(step);
    if (is_cut_off_)
        log_.warning("answers are still on their way: the next start verifies their writes");
    log_.info("stopped");
}

/// First no new work, then everything that was sent gets its outcome written down.
awaitable<void> Application::drain()
{
    co_await shops_.begin_stop();
    co_await scheduler_.stop();
    co_await shops_.stop();
}

awaitable<admin::ReloadResult> Application::reload()
{
    admin::ReloadResult result;
    // A second request while one runs would mix two configurations.
    if (is_reloading_)
        co_return result;
    is_reloading_ = true;
    const auto end = [](bool* flag) { *flag = false; };
    const std::unique_ptr<bool, decltype(end)> ends_in_any_case(&is_reloading_, end);
    const plugin_host::CatalogSettings known(plugins_);
    config::SystemSecretReader secrets;
    auto loaded = config::load_configuration(config_file_, known, secrets);
    result.problems = loaded.problems;
    if (loaded.configuration && !config::has_errors(loaded.problems)) {
        co_await shops_.apply(std::move(loaded.configuration->shops), result);
        result.is_taken = true;
    }
    problems_ = std::move(loaded.problems);
    co_return result;
}

awaitable<std::optional<Milliseconds>> Application::note_older_orders()
{
    co_await shops_.note_older_orders();
    // Shops that were switched off or taken out may come back.
    co_return 1h;
}

awaitable<std::optional<Milliseconds>> Application::archive()
{
    const Milliseconds retention = settings_.store.retention;
    co_await shops_.archive(clock_.now() - retention);
    // Never much more than what may stay.
    co_return std::clamp<Milliseconds>(retention / 4, 1s, 1h);
}

awaitable<std::optional<Milliseconds>> Application::tell_watchdog()
{
    service_manager_.tell_alive();
    co_return watchdog_interval();
}

int Application::run_once()
{
    return run_to_end(shops_.pass_once(std::move(first_shops_)));
}

int Application::mark_restored()
{
    return run_to_end(note_restored());
}

int Application::run_to_end(awaitable<bool> work)
{
    asio::co_spawn(context_, std::move(work), [this](std::exception_ptr failure, bool is_good) {
        exit_code_ = is_good ? 0 : 1;
        if (failure)
            fail(failure);
        context_.stop();
    });
    return run_context();
}

awaitable<bool> Application::note_restored()
{
    co_await ledger_.mark_restored(clock_.now());
    log_.info("the ledger counts as restored from a copy: orders that were assigned before now are "
              "not printed until a person says whether they were");
    co_return true;
}

admin::DaemonFacts Application::facts() const
{
    admin::DaemonFacts facts;
    facts.version = DAIFA_VERSION;
    facts.started_at = started_at_;
    facts.epoch = database_.epoch();
    facts.store_url = settings_.store.url;
    constexpr std::string_view scheme = "sqlite://";
    if (facts.store_url.starts_with(scheme)) {
        const std::string file = facts.store_url.substr(scheme.size());
        std::int64_t bytes = 0;
        for (const char* part : {"", "-wal"}) {
            std::error_code ec;
            const auto size = std::filesystem::file_size(file + part, ec);
            bytes += ec ? 0 : static_cast<std::int64_t>(size);
        }
        facts.store_bytes = bytes;
    }
    return facts;
}

std::vector<plugin_host::PluginDescription> Application::plugins() const
{
    std::vector<plugin_host::PluginDescription> descriptions;
    for (const auto& plugin : plugins_.plugins())
        descriptions.push_back(plugin_host::describe(plugin));
    return descriptions;
}

std::vector<plugin_host::Refusal> Application::refused_plugins() const
{
    return plugins_.refusals();
}

} // namespace daifa::daemon

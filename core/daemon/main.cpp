#include "config/configuration.hpp"
#include "daemon/application.hpp"
#include "plugin_host/catalog_settings.hpp"
#include "telemetry/log_writer.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <iostream>
#include <new>
#include <string_view>
#include <unistd.h>

namespace {

using namespace daifa;

/// What is said before there is a log. Journald reads the level in front of the line.
void say(std::string_view level, const std::string& text)
{
    const char* announced = std::getenv("JOURNAL_STREAM");
    if (telemetry::is_journal_stream(announced == nullptr ? "" : announced, STDERR_FILENO))
        std::cerr << level;
    std::cerr << text << '\n';
}

int fail(const std::string& why)
{
    say("<3>", "daifad: " + why);
    return EXIT_FAILURE;
}

/// Nothing half done goes on without memory: the process ends where it stands, and the next one
/// learns from the ledger how far this one came.
[[noreturn]] void end_without_memory()
{
    constexpr std::string_view text = "daifad: out of memory\n";
    [[maybe_unused]] const auto size = ::write(STDERR_FILENO, text.data(), text.size());
    std::_Exit(EXIT_FAILURE);
}

config::Language language_of(const config::DaemonSettings& settings)
{
    const char* locale = std::getenv("LC_ALL");
    if (locale == nullptr)
        locale = std::getenv("LANG");
    return config::choose_language(settings.language, locale == nullptr ? "" : locale);
}

void print(const std::vector<config::Problem>& problems, config::Language language)
{
    for (const auto& problem : problems)
        say(problem.severity == config::Severity::error ? "<3>" : "<4>", to_text(problem, language));
}

enum class Task { serve, pass_once, mark_restored };

int start(const std::string& config_file, Task task)
{
    auto first = config::load_daemon_settings(config_file);
    const auto language = language_of(first.configuration ? first.configuration->daemon
                                                           : config::DaemonSettings{});
    if (!first.configuration) {
        print(first.problems, language);
        return EXIT_FAILURE;
    }
    // Before any thread: trying a plugin forks.
    auto plugins =
        plugin_host::PluginCatalog::scan(first.configuration->daemon.plugin_directory);
    const plugin_host::CatalogSettings known(plugins);
    config::SystemSecretReader secrets;
    auto loaded = config::load_configuration(config_file, known, secrets);
    print(loaded.problems, language);
    if (!loaded.configuration)
        return EXIT_FAILURE;
    // A faulty shop stands still; the others work.
    daemon::Application application(config_file, std::move(loaded), std::move(plugins));
    switch (task) {
    case Task::pass_once:
        return application.run_once();
    case Task::mark_restored:
        return application.mark_restored();
    case Task::serve:
        break;
    }
    return application.run();
}

} // namespace

int main(int argc, char** argv)
{
    std::set_new_handler(end_without_memory);
    CLI::App arguments("daifad keeps a sales platform and a factory's ERP equal");
    std::string config_file = "/etc/daifa/daifa.yaml";
    bool is_once = false;
    bool is_restored = false;
    arguments.add_option("--config", config_file, "The daemon's configuration")->capture_default_str();
    arguments.add_flag("--once", is_once, "Read and act once for every shop, then end");
    arguments.add_flag("--restored", is_restored,
                       "The ledger is a copy that was put back: note it down, then end");
    arguments.set_version_flag("--version", DAIFA_VERSION);
    CLI11_PARSE(arguments, argc, argv);
    try {
        return start(config_file, is_restored ? Task::mark_restored
                                  : is_once   ? Task::pass_once
                                              : Task::serve);
    } catch (const std::exception& e) {
        return fail(e.what());
    }
}

#pragma once

#include "config/daemon_settings.hpp"
#include "config/plugin_settings_source.hpp"
#include "config/problem.hpp"
#include "config/shop_config.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace daifa::config {

struct Configuration {
    DaemonSettings daemon = {};
    std::vector<ShopConfig> shops = {}; ///< In the order of their ids; without faulty ones.
};

struct LoadedConfiguration {
    /// There unless `daifa.yaml` itself is faulty. A start may go on with the shops that are right;
    /// a reload keeps the old configuration when `has_errors(problems)`.
    std::optional<Configuration> configuration = {};
    std::vector<std::string> faulty_shops =
        {}; ///< Their ids, or their files where the id is unknown.
    /// Where the plugins stand; empty when a mistake in `daifa.yaml` may concern that.
    std::string plugin_directory = {};
    std::vector<Problem> problems = {}; ///< Of all files, sorted.
};

/// Reads `daifa.yaml` and every file it includes; a mistake in it hides none of theirs. Secrets of
/// shops that are switched off are not read.
LoadedConfiguration load_configuration(const std::filesystem::path& path,
                                       const PluginSettingsSource& plugins, SecretReader& secrets);

/// Reads `daifa.yaml` alone: enough to find the plugins or the daemon's socket. No secret is read.
LoadedConfiguration load_daemon_settings(const std::filesystem::path& path);

} // namespace daifa::config

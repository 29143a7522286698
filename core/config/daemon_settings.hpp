#pragma once

#include "config/language.hpp"
#include "config/secret_source.hpp"

#include <daifa/domain/time.hpp>

#include <string>
#include <vector>

namespace daifa::config {

struct StoreSettings {
    std::string url = "sqlite:///var/lib/daifa/daifa.db";
    SecretSource key_source = {SecretSource::Kind::file, "daifa.key"};
    Secret key = {}; ///< The master key: 32 bytes as 64 hex digits. Checked.
    Milliseconds retention = std::chrono::hours(24 * 90); ///< Of closed orders.
};

struct AdminSettings {
    std::string socket = "/run/daifa/admin.sock";
    unsigned mode = 0660;
};

enum class LogFormat { text, json };
enum class LogThreshold { debug, info, warning, error };

struct LogSettings {
    LogThreshold level = LogThreshold::info;
    LogFormat format = LogFormat::text;
};

/// What `daifa.yaml` says. Paths are absolute or relative to the working directory; the reader has
/// already joined them with the file's own directory.
struct DaemonSettings {
    LanguageChoice language = LanguageChoice::automatic;
    StoreSettings store = {};
    std::string plugin_directory = "/usr/lib/daifa/plugins";
    AdminSettings admin = {};
    std::string metrics_listen = {}; ///< "127.0.0.1:9464"; empty: no metrics over HTTP.
    LogSettings log = {};
    std::vector<std::string> shop_files = {"shops.d/*.yaml"};
    std::vector<std::string> strategy_files = {"strategies.d/*.yaml"};
};

} // namespace daifa::config

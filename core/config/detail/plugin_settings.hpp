#pragma once

#include "config/detail/yaml_tree.hpp"
#include "config/secret_source.hpp"

#include <daifa/plugin/config_key.hpp>
#include <daifa/support/settings.hpp>

#include <filesystem>
#include <span>

namespace daifa::config::detail {

/// How secrets of a plugin's settings are read; without a reader they stay empty.
struct SecretAccess {
    SecretReader* reader = nullptr;
    std::filesystem::path directory = {};
};

/// Checks a `settings:` block against the plugin's keys and fills in its defaults. Unknown, missing
/// and wrong settings are reported, and so is a secret that can't be read.
Settings read_plugin_settings(std::span<const ConfigKey> keys, const YamlNode& node,
                              const SecretAccess& secrets, Report& report);

} // namespace daifa::config::detail

#pragma once

#include "plugin_host/plugin_library.hpp"

#include <optional>
#include <string>
#include <vector>

namespace daifa::plugin_host {

/// One setting as `daifa plugins` shows it.
struct SettingDescription {
    std::string name = {};
    std::string type = {};                    ///< "text", "duration" … as in the JSON Schema.
    std::optional<std::string> default_text = {}; ///< Nothing when the file must give it.
    bool is_secret = false;
    std::vector<std::string> choices = {};
    std::string label_en = {};
    std::string label_zh = {};
};

/// One ability: a stable key for programs, its value as text.
struct CapabilityDescription {
    std::string key = {};   ///< E.g. "orders.window_max".
    std::string value = {}; ///< "30m", "yes", "50".
};

/// Everything a person may want to know about a plugin, without pointers into it.
struct PluginDescription {
    std::string file = {};
    std::string kind = {};
    std::string name = {};
    std::string version = {};
    std::vector<BuildLine> build = {};
    std::vector<CapabilityDescription> capabilities = {};
    std::vector<SettingDescription> settings = {};
};

PluginDescription describe(const PluginLibrary& plugin);

} // namespace daifa::plugin_host

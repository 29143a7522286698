#pragma once

#include <daifa/plugin/config_key.hpp>
#include <daifa/plugin/descriptor.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::config {

/// What the configuration has to know of a plugin. Views live as long as the source.
struct PluginFacts {
    std::span<const ConfigKey> settings = {};
    /// The APIs that its capability table limits; empty: names in `limits` are not checked.
    std::vector<std::string> limited_apis = {};
};

/// Why there is no such plugin, and what to do. Without texts nobody can tell whether there is one.
struct MissingPlugin {
    std::string text_zh = {};
    std::string text_en = {};
};

/// Knows the plugins of this installation; the plugin host implements it.
class PluginSettingsSource {
public:
    virtual ~PluginSettingsSource() = default;

    /// Nothing when there is no such plugin, or when it was refused.
    virtual std::optional<PluginFacts> find(PluginKind kind, std::string_view name) const = 0;
    virtual MissingPlugin explain_missing(PluginKind kind, std::string_view name) const = 0;
};

/// For a configuration that does not say where the plugins stand.
class UnknownPlugins : public PluginSettingsSource {
public:
    std::optional<PluginFacts> find(PluginKind, std::string_view) const override { return {}; }
    MissingPlugin explain_missing(PluginKind, std::string_view) const override { return {}; }
};

} // namespace daifa::config

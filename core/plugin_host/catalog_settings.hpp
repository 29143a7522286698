#pragma once

#include "config/plugin_settings_source.hpp"
#include "plugin_host/plugin_catalog.hpp"

namespace daifa::plugin_host {

/// The loaded plugins, as the configuration asks for them. The catalog must outlive it.
class CatalogSettings : public config::PluginSettingsSource {
public:
    explicit CatalogSettings(const PluginCatalog& catalog) : catalog_(catalog) {}

    std::optional<config::PluginFacts> find(PluginKind kind, std::string_view name) const override;
    config::MissingPlugin explain_missing(PluginKind kind, std::string_view name) const override;

private:
    const PluginCatalog& catalog_;
};

} // namespace daifa::plugin_host

#include "plugin_host/catalog_settings.hpp"

namespace daifa::plugin_host {

std::optional<config::PluginFacts> CatalogSettings::find(PluginKind kind, std::string_view name) const
{
    const PluginLibrary* plugin = catalog_.find(kind, name);
    if (plugin == nullptr)
        return std::nullopt;
    config::PluginFacts facts;
    facts.settings = plugin->descriptor().settings;
    for (const auto& limit : plugin->capabilities().rate_limits)
        facts.limited_apis.push_back(limit.api);
    return facts;
}

std::vector<std::string> CatalogSettings::names(PluginKind kind) const
{
    std::vector<std::string> names;
    for (const auto& plugin : catalog_.plugins())
        if (plugin.kind() == kind)
            names.push_back(plugin.name());
    return names;
}

} // namespace daifa::plugin_host

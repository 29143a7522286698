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

config::MissingPlugin CatalogSettings::explain_missing(PluginKind kind, std::string_view name) const
{
    Sentence why = catalog_.explain_missing(kind, name);
    return {std::move(why.zh), std::move(why.en)};
}

} // namespace daifa::plugin_host

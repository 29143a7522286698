#pragma once

#include <daifa/connector/connector_context.hpp>
#include <daifa/connector/erp_connector.hpp>
#include <daifa/connector/platform_connector.hpp>
#include <daifa/plugin/config_key.hpp>

#include <memory>
#include <span>
#include <string_view>

namespace daifa {

enum class PluginKind { platform, erp };

/// What a plugin exports, behind the symbol `daifa_plugin`. Constant data; the file does nothing when
/// it is loaded. Exactly the factory of its kind is set; a factory may throw to refuse its settings.
struct PluginDescriptor {
    PluginKind kind = PluginKind::platform;
    std::string_view name;
    std::string_view version;
    std::span<const ConfigKey> settings;
    Capabilities (*capabilities)() = nullptr; ///< With every setting at its default.
    std::unique_ptr<PlatformConnector> (*make_platform)(ConnectorContext) = nullptr;
    std::unique_ptr<ErpConnector> (*make_erp)(ConnectorContext) = nullptr;
};

/// The type of the exported function.
using PluginEntry = const PluginDescriptor& (*)();
inline constexpr const char* plugin_entry_symbol = "daifa_plugin";

} // namespace daifa

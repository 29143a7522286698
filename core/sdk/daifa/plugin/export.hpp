#pragma once

#include <daifa/plugin/descriptor.hpp>
#include <daifa/plugin/sdk_hash.hpp>

#include <boost/version.hpp>

// The stamp is text in an ELF section of its own. The host reads it from the file's bytes before it
// loads the library, since loading already runs the library's constructors.
#define DAIFA_STAMP_SECTION ".daifa_stamp"
#define DAIFA_STRING_(x) #x
#define DAIFA_STRING(x) DAIFA_STRING_(x)

/// What host and plugin must have in common, one "key=value" a line.
#define DAIFA_BUILD_STAMP                                                                           \
    "sdk=" DAIFA_SDK_HASH "\n"                                                                       \
    "compiler=" __VERSION__ "\n"                                                                     \
    "stdlib=libstdc++ " DAIFA_STRING(_GLIBCXX_RELEASE) " abi " DAIFA_STRING(_GLIBCXX_USE_CXX11_ABI) "\n" \
    "language=" DAIFA_STRING(__cplusplus) "\n"                                                       \
    "boost=" BOOST_LIB_VERSION "\n"

#define DAIFA_EXPORT_(kind_name, kind_value, plugin_name, plugin_version, plugin_settings,          \
                      plugin_capabilities, platform_factory, erp_factory)                            \
    extern "C" __attribute__((section(DAIFA_STAMP_SECTION), used, visibility("default")))            \
    const char daifa_stamp[] = "daifa-plugin 1\nkind=" kind_name "\nname=" plugin_name               \
                               "\nversion=" plugin_version "\n" DAIFA_BUILD_STAMP;                    \
    extern "C" __attribute__((visibility("default"))) const daifa::PluginDescriptor& daifa_plugin()  \
    {                                                                                                \
        static const daifa::PluginDescriptor descriptor{                                             \
            kind_value,       plugin_name,   plugin_version, plugin_settings,                         \
            plugin_capabilities, platform_factory, erp_factory};                                      \
        return descriptor;                                                                           \
    }

/// Exports a platform connector: a class with a constructor from `ConnectorContext` and a static
/// `default_capabilities()`.
#define DAIFA_EXPORT_PLATFORM(plugin_name, plugin_version, plugin_settings, connector)              \
    DAIFA_EXPORT_("platform", daifa::PluginKind::platform, plugin_name, plugin_version,              \
                  plugin_settings, &connector::default_capabilities,                                 \
                  [](daifa::ConnectorContext context)                                                \
                      -> std::unique_ptr<daifa::PlatformConnector> {                                 \
                      return std::make_unique<connector>(std::move(context));                        \
                  },                                                                                 \
                  nullptr)

/// Exports an ERP connector, likewise.
#define DAIFA_EXPORT_ERP(plugin_name, plugin_version, plugin_settings, connector)                   \
    DAIFA_EXPORT_("erp", daifa::PluginKind::erp, plugin_name, plugin_version, plugin_settings,       \
                  &connector::default_capabilities, nullptr,                                         \
                  [](daifa::ConnectorContext context) -> std::unique_ptr<daifa::ErpConnector> {      \
                      return std::make_unique<connector>(std::move(context));                        \
                  })

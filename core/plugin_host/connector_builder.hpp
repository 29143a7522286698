#pragma once

#include "plugin_host/plugin_library.hpp"
#include "plugin_host/sentence.hpp"

#include <daifa/connector/connector_context.hpp>

#include <boost/system/result.hpp>

#include <memory>

namespace daifa::plugin_host {

/// Makes a connector from checked settings. A factory that throws or returns nothing gives a sentence.
/// The plugin must be of that kind.
boost::system::result<std::unique_ptr<PlatformConnector>, Sentence>
build_platform(const PluginLibrary& plugin, ConnectorContext context);
boost::system::result<std::unique_ptr<ErpConnector>, Sentence>
build_erp(const PluginLibrary& plugin, ConnectorContext context);

} // namespace daifa::plugin_host

#pragma once

#include "plugin_host/plugin_description.hpp"
#include "plugin_host/refusal.hpp"

#include <boost/json/object.hpp>

namespace daifa::plugin_host {

/// What `daifa plugins --json` shows of a plugin.
boost::json::object to_json(const PluginDescription& plugin);
/// {file, reason, en, zh}
boost::json::object to_json(const Refusal& refusal);

} // namespace daifa::plugin_host

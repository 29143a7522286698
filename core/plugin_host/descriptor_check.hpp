#pragma once

#include "plugin_host/sentence.hpp"
#include "plugin_host/stamp.hpp"

#include <daifa/plugin/descriptor.hpp>

#include <optional>

namespace daifa::plugin_host {

/// What is wrong with an exported descriptor; nothing when it agrees with the stamp and with itself.
std::optional<Sentence> check_descriptor(const PluginDescriptor& descriptor, const Stamp& stamp);

/// The same for the capabilities with every setting at its default.
std::optional<Sentence> check_capabilities(const Capabilities& capabilities);

} // namespace daifa::plugin_host

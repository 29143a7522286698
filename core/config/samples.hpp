#pragma once

#include <daifa/plugin/config_key.hpp>

#include <span>
#include <string>
#include <vector>

namespace daifa::config {

/// One generated file, by its path below the configuration directory.
struct SampleFile {
    std::string path = {};
    std::string text = {};
};

/// `daifa.yaml`, `shops.d/example.yaml`, `strategies.d/factory.yaml` with every option, its meaning
/// in zh and en and its default, and `daifa.schema.json`. A line `#key: value` (no blank after the
/// #) is an option at its default or an example: take the # away to set it.
std::vector<SampleFile> make_samples();

/// The commented `settings:` block of a plugin, each line indented by `indent` blanks.
std::string make_plugin_sample(std::span<const ConfigKey> keys, int indent);

/// A Markdown table of all options of the three files.
std::string make_reference();

} // namespace daifa::config

#pragma once

#include "plugin_host/sentence.hpp"

#include <daifa/plugin/descriptor.hpp>

#include <boost/system/result.hpp>

#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::plugin_host {

/// One thing a plugin and its host must have in common: "sdk", "compiler", "boost" …
struct BuildLine {
    std::string key = {};
    std::string value = {};

    friend bool operator==(const BuildLine&, const BuildLine&) = default;
};

/// What a plugin file says about itself before anything of it runs.
struct Stamp {
    PluginKind kind = PluginKind::platform;
    std::string name = {};
    std::string version = {};
    std::vector<BuildLine> build = {};
};

enum class StampProblem {
    not_a_library, ///< No ELF shared library for this kind of machine.
    truncated,     ///< The file is shorter than its headers say.
    no_stamp,      ///< A library, but nobody stamped it.
    bad_stamp,     ///< Stamped in a format that this host does not read.
};

/// Reads the stamp from the file's bytes; nothing of the file is executed.
boost::system::result<Stamp, StampProblem> read_stamp(std::istream& file);
boost::system::result<Stamp, StampProblem> parse_stamp(std::string_view text);

/// How this program was built: what a stamp's `build` must equal.
std::vector<BuildLine> host_build();

/// Says what differs and what to do; nothing when the plugin fits.
std::optional<Sentence> compare(const Stamp& stamp, const std::vector<BuildLine>& host);

std::string_view to_text(PluginKind kind);

} // namespace daifa::plugin_host

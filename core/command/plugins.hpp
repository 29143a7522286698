#pragma once

#include "command/view.hpp"

#include <filesystem>
#include <string>

namespace daifa::command {

std::string render_plugin(const View& view, const boost::json::object& plugin);
/// Opens a plugin as daifad would and says what it is, or why it would be refused.
Outcome inspect_plugin(const View& view, const std::filesystem::path& file);

} // namespace daifa::command

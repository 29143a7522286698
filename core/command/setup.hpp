#pragma once

#include "command/view.hpp"

#include <daifa/support/random.hpp>

#include <filesystem>
#include <string>
#include <vector>

/// What needs no daemon.
namespace daifa::command {

Outcome init(const View& view, const std::filesystem::path& directory, Random& random);

/// Checks the configuration that `config` begins. With files, each of them: a directory or a
/// `daifa.yaml` stands for its whole configuration, any other file shows only its own problems.
Outcome check(const View& view, const std::filesystem::path& config, const std::vector<std::string>& files);

/// The JSON Schema of the configuration's files.
Outcome show_schema();

} // namespace daifa::command

#pragma once

#include "command/daemon.hpp"

#include <filesystem>

namespace daifa::command {

/// Tokens that an operator brought from elsewhere: a JSON object in a file that nobody else may read.
Answer read_access_file(const std::filesystem::path& file);

} // namespace daifa::command

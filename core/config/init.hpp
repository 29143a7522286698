#pragma once

#include "config/language.hpp"

#include <daifa/support/random.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace daifa::config {

/// What became of one file of a new configuration.
struct InitStep {
    enum class Outcome { written, existed, failed };

    std::filesystem::path path = {};
    Outcome outcome = Outcome::written;
    std::string reason = {}; ///< Of a failure, in the system's words.
};

/// Writes the commented files (mode 0640), the directory `secrets` (mode 0700) and the master key
/// `daifa.key` (mode 0600) into a directory, which is made when it is missing. Whatever is there
/// already stays as it is.
std::vector<InitStep> init_configuration(const std::filesystem::path& directory, Random& random);

/// "written: /etc/daifa/daifa.yaml"
std::string to_text(const InitStep& step, Language language);

} // namespace daifa::config

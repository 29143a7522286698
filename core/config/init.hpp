#pragma once

#include "config/language.hpp"
#include "config/service_user.hpp"

#include <daifa/support/random.hpp>

#include <filesystem>
#include <optional>
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
/// already stays as it is. With a service user, which takes root, what is written is made for that
/// user: its group may read the configuration, and the key and `secrets` are its own.
std::vector<InitStep> init_configuration(const std::filesystem::path& directory, Random& random,
                                         const std::optional<ServiceUser>& service = {});

/// "written: /etc/daifa/daifa.yaml"
std::string to_text(const InitStep& step, Language language);

} // namespace daifa::config

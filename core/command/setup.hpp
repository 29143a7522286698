#pragma once

#include "command/sender_check.hpp"

#include <daifa/support/random.hpp>

#include <filesystem>
#include <string>
#include <vector>

/// What needs no daemon.
namespace daifa::command {

/// For whom `init` wrote the files.
enum class InitOwner {
    service,         ///< Root wrote them for the service's user.
    missing_service, ///< Root wrote them, and the service's user does not exist yet.
    caller,          ///< Somebody else wrote them, who can give nothing away.
};

Outcome init(const View& view, const std::filesystem::path& directory, Random& random);
/// What to type, so that the service can read the files.
std::string describe_owner(const View& view, const std::filesystem::path& directory,
                           InitOwner owner);

/// Checks the configuration that `config` begins. With files, each of them: a directory or a
/// `daifa.yaml` stands for its whole configuration, any other file shows only its own problems.
/// `compare` is asked about the senders of a whole configuration.
Outcome check(const View& view, const std::filesystem::path& config,
              const std::vector<std::string>& files, const CompareSender& compare = {});

/// The JSON Schema of the configuration's files.
Outcome show_schema();

} // namespace daifa::command

#pragma once

#include "plugin_host/refusal.hpp"

#include <filesystem>
#include <optional>

#include <sys/types.h>

namespace daifa::plugin_host {

/// Who may change a file or directory.
struct Access {
    mode_t mode = 0;
    uid_t owner = 0;
};

/// Refuses what somebody besides root and `user` may change: a plugin runs with our rights.
std::optional<Refusal> check_access(const std::filesystem::path& path, Access access, uid_t user);

/// The same for what stands on disk and the user who runs this program. Refuses as well what is missing
/// and what is no regular file or no directory. Follows links.
std::optional<Refusal> check_file_access(const std::filesystem::path& path);
std::optional<Refusal> check_directory_access(const std::filesystem::path& path);

} // namespace daifa::plugin_host

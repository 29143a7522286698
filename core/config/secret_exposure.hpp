#pragma once

#include "config/secret_source.hpp"

#include <optional>
#include <string>

#include <sys/stat.h>

namespace daifa::config {

/// Whether somebody besides root and the one who is meant to may read or change a secret's file, or
/// whether it is no such file. A credential may be open to root's group as well: systemd gives the
/// service's user its right by an access list, and the list's mask shows as the group's bits.
std::optional<SecretFailure> find_exposure(const std::string& path, const struct stat& facts,
                                           SecretSource::Kind kind, const SecretOwners& owners);

} // namespace daifa::config

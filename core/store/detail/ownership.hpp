#pragma once

#include "store/detail/session.hpp"

#include <cstdint>
#include <string>

namespace daifa::store {

/// Raises the epoch: from now on a daemon with an earlier one changes nothing.
std::int64_t raise_epoch(Session& session);
/// Throws StoreFailure, `ownership_lost`, when another process has raised it since.
void check_epoch(Session& session, std::int64_t epoch, const std::string& file);

/// Keeps the fingerprint of the first key; throws StoreFailure, `wrong_key`, for a later other one.
void check_key(Session& session, const std::string& fingerprint, const std::string& file);
/// Removes every stored token and the fingerprint of the key they were encrypted with.
void forget_credentials(Session& session);

} // namespace daifa::store

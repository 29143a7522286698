#pragma once

#include "store/detail/session.hpp"

#include <daifa/domain/time.hpp>

#include <cstdint>
#include <optional>
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

/// When an older copy was put in the place of this database; nothing when that never happened.
std::optional<TimePoint> load_restored_at(Session& session);
void save_restored_at(Session& session, TimePoint at);

} // namespace daifa::store

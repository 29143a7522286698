#pragma once

#include <daifa/domain/time.hpp>

#include <optional>
#include <string>

namespace daifa::daemon {

/// Tells systemd what state we are in; does nothing where systemd did not start us.
void notify_ready(const std::string& status);
void notify_reloading();
void notify_stopping();
void notify_alive();

/// How often systemd wants to hear `notify_alive`, halved; nothing when it does not watch.
std::optional<Milliseconds> watchdog_interval();

} // namespace daifa::daemon

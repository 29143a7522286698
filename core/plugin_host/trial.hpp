#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace daifa::plugin_host {

/// Runs `work` in a child process first. Loading a library runs its constructors, and an exception
/// that leaves one ends the process: only another process can find that out and live.
/// Nothing when `work` returned; else what it threw, or how the child ended. `time_max` bounds it.
std::optional<std::string> run_apart(const std::function<void()>& work,
                                     std::chrono::milliseconds time_max);

} // namespace daifa::plugin_host

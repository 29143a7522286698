#pragma once

#include <chrono>

namespace daifa {

using Milliseconds = std::chrono::milliseconds;

/// A moment in UTC with millisecond precision. Zones exist only at the edges (wire texts, people).
using TimePoint = std::chrono::sys_time<Milliseconds>;

} // namespace daifa

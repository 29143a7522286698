#pragma once

#include <daifa/domain/time.hpp>
#include <daifa/support/error.hpp>
#include <daifa/support/random.hpp>

#include <vector>

namespace daifa::schedule {

/// How long to wait before attempt `attempts` + 1: the delay of that position (the last one repeats),
/// at least what the remote asked for, stretched by up to a fifth so that many do not come at once.
Milliseconds backoff(int attempts, const std::vector<Milliseconds>& delays,
                     const std::optional<Milliseconds>& retry_after, Random& random);

} // namespace daifa::schedule

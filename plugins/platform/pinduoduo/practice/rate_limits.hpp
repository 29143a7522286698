#pragma once

#include "pinduoduo/practice/options.hpp"

#include <daifa/domain/time.hpp>

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace daifa::practice::pinduoduo {

/// The published limits per API, per shop and over all callers, each over a sliding window. A refused
/// call does not count.
class RateLimits {
public:
    /// Counts the call and returns true, or false when one of its limits is used up.
    bool take(const Options& options, std::string_view api, std::string_view shop, std::string_view app,
              TimePoint now);

private:
    using Calls = std::deque<TimePoint>;

    /// The calls within the window behind `now`; null when the limit is used up.
    Calls* room(std::string key, const Limit& limit, TimePoint now);

    std::unordered_map<std::string, Calls> calls_;
};

} // namespace daifa::practice::pinduoduo

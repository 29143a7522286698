#pragma once

#include <daifa/domain/ids.hpp>
#include <daifa/domain/time.hpp>

#include <string>

namespace daifa::sandbox {

/// Something that happened to an order of a factory, in the words of its timeline.
struct OrderChange {
    OrderId order = {};
    std::string shop = {}; ///< The factory's owner id.
    std::string what = {};
    TimePoint at = {};
};

} // namespace daifa::sandbox

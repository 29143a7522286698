#pragma once

#include <daifa/domain/ids.hpp>
#include <daifa/domain/time.hpp>

#include <string>

namespace daifa::sandbox {

/// Something that happened to an order, in the words of its timeline.
struct OrderChange {
    OrderId order = {};    ///< Of a merchant's own: its number alone.
    std::string shop = {}; ///< The owner id of the factory that has it, or of its merchant.
    std::string what = {};
    TimePoint at = {};
};

} // namespace daifa::sandbox

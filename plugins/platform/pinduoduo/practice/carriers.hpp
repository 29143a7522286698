#pragma once

#include <span>
#include <string_view>

namespace daifa::practice::pinduoduo {

struct Carrier {
    int id = 0;
    std::string_view code = {};
    std::string_view name = {};
    bool is_available = true;
};

/// A part of a real answer of pdd.logistics.companies.get with its traps: a code and names that occur
/// twice, entries without a code, carriers that are switched off.
std::span<const Carrier> carriers();

/// Whether a waybill number of that carrier can be returned.
bool is_known_carrier(std::string_view code);

} // namespace daifa::practice::pinduoduo

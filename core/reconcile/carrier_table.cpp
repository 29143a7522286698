#include "reconcile/carrier_table.hpp"

#include <algorithm>

namespace daifa::reconcile {

bool CarrierTable::has_code(const std::string& code) const
{
    return !code.empty() && std::ranges::any_of(carriers_, [&](const Carrier& carrier) {
        return carrier.code == code && carrier.is_available;
    });
}

std::optional<std::string> CarrierTable::find_by_name(const std::string& name) const
{
    std::optional<std::string> found;
    for (const auto& carrier : carriers_) {
        if (name.empty() || carrier.name != name || !carrier.is_available || carrier.code.empty())
            continue;
        // Names are not unique on every platform; a guess would ship with the wrong carrier.
        if (found && *found != carrier.code)
            return std::nullopt;
        found = carrier.code;
    }
    return found;
}

std::optional<std::string> map_carrier(const Carrier& carrier,
                                       const std::map<std::string, std::string>& entries,
                                       const CarrierTable& table)
{
    for (const std::string& key : {carrier.code, carrier.name}) {
        const auto entry = entries.find(key);
        if (!key.empty() && entry != entries.end())
            return entry->second;
    }
    if (table.has_code(carrier.code))
        return carrier.code;
    return table.find_by_name(carrier.name);
}

} // namespace daifa::reconcile

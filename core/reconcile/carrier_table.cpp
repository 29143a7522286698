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

CarrierMatch map_carrier(const Carrier& carrier, const std::map<std::string, std::string>& entries,
                         const CarrierTable& table)
{
    CarrierMatch match;
    for (const std::string& key : {carrier.code, carrier.name}) {
        const auto entry = entries.find(key);
        if (key.empty() || entry == entries.end())
            continue;
        // Before the platform's list was read nobody can know better than the entry.
        if (table.empty() || table.has_code(entry->second))
            match.code = entry->second;
        else
            match.problem = "upload.carriers: \"" + key + "\" stands for \"" + entry->second +
                            "\", which the platform does not have";
        return match;
    }
    if (table.has_code(carrier.code))
        match.code = carrier.code;
    else
        match.code = table.find_by_name(carrier.name).value_or("");
    if (match.code.empty())
        match.problem = carrier.name.empty() ? carrier.code : carrier.code + " " + carrier.name;
    return match;
}

} // namespace daifa::reconcile

#include "jackyun/carrier_table.hpp"

#include <algorithm>

namespace daifa::jackyun {

void CarrierTable::load(const std::vector<CarrierRow>& rows)
{
    by_code_.clear();
    by_name_.clear();
    for (const auto& row : rows) {
        Carrier carrier = row.carrier;
        // Whether a carrier is blocked today says nothing about a parcel that already left.
        carrier.is_available = true;
        if (!row.own_code.empty())
            by_code_.emplace(row.own_code, carrier);
        if (!row.own_name.empty())
            by_name_.emplace(row.own_name, carrier);
    }
}

std::optional<Carrier> CarrierTable::find(const Carrier& own) const
{
    const auto& table = own.code.empty() ? by_name_ : by_code_;
    const auto found = table.find(own.code.empty() ? own.name : own.code);
    if (found == table.end())
        return std::nullopt;
    return found->second;
}

std::vector<Carrier> distinct_carriers(const std::vector<CarrierRow>& rows)
{
    std::vector<Carrier> carriers;
    for (const auto& row : rows) {
        const auto known = std::ranges::find(carriers, row.carrier.code, &Carrier::code);
        if (known == carriers.end())
            carriers.push_back(row.carrier);
        else
            known->is_available = known->is_available || row.carrier.is_available;
    }
    return carriers;
}

} // namespace daifa::jackyun

#pragma once

#include "jackyun/responses.hpp"

#include <map>
#include <optional>

namespace daifa::jackyun {

/// Translates a tenant's own carrier codes into the normalised ones. A cache of the ERP's list.
class CarrierTable {
public:
    void load(const std::vector<CarrierRow>& rows);

    /// The normalised carrier for one in the tenant's words, by code, without a code by name.
    std::optional<Carrier> find(const Carrier& own) const;

private:
    std::map<std::string, Carrier> by_code_;
    std::map<std::string, Carrier> by_name_;
};

/// Each normalised carrier once; available when one of its rows is.
std::vector<Carrier> distinct_carriers(const std::vector<CarrierRow>& rows);

} // namespace daifa::jackyun

#pragma once

#include <daifa/domain/ids.hpp>

#include <compare>
#include <string>
#include <vector>

namespace daifa {

/// A carrier as one side spells it. Which code means which is the strategy's carrier map.
struct Carrier {
    std::string code = {};
    std::string name = {};
    bool is_available = true;

    friend auto operator<=>(const Carrier&, const Carrier&) = default;
};

/// One parcel that left (or will leave) the warehouse, as the ERP shows it.
struct Parcel {
    Carrier carrier = {}; ///< The ERP's normalised carrier code if it has one, else its own.
    WaybillNumber number = {};

    friend auto operator<=>(const Parcel&, const Parcel&) = default;
};

/// One number on its way to the platform. `carrier_code` is the platform's.
struct WaybillUpload {
    OrderId order = {};
    std::string carrier_code = {};
    WaybillNumber number = {};
};

/// Extra numbers of an order besides its main one; all of one carrier.
struct ExtraWaybillUpload {
    OrderId order = {};
    std::string carrier_code = {};
    std::vector<WaybillNumber> numbers = {};
};

} // namespace daifa

#pragma once

#include <daifa/connector/page.hpp>
#include <daifa/connector/label.hpp>
#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

#include <string>
#include <vector>

namespace daifa {

/// What a platform hands out with the numbers of one call.
struct TakenWaybills {
    std::vector<TakenWaybill> waybills = {};
    std::string request_id = {};
};

/// A platform's e-waybills, taken on a shop's own contracts with carriers. The promises of
/// `PlatformConnector` about attempts, failures and use hold here too.
class WaybillIssuer {
public:
    virtual ~WaybillIssuer() = default;

    virtual awaitable<Result<std::vector<WaybillContract>>> list_contracts() = 0;
    virtual awaitable<Result<std::vector<LabelTemplate>>> list_templates() = 0;

    /// Takes one number per parcel, or none at all. A parcel that has a number under the same
    /// package id, carrier and address never gets a second one: the same number comes back, or the
    /// call is refused with `already_taken`.
    virtual awaitable<Result<TakenWaybills>> take_waybills(WaybillRequest request) = 0;
    /// The print data of a number that was taken before.
    virtual awaitable<Result<TakenWaybill>> find_waybill(std::string carrier_code,
                                                         WaybillNumber number) = 0;
    /// Gives a number back that no parcel will carry.
    virtual awaitable<Result<Receipt>> cancel_waybill(std::string carrier_code,
                                                      WaybillNumber number) = 0;
};

} // namespace daifa

#pragma once

#include "reconcile/lane_parts.hpp"

#include <daifa/support/awaitable.hpp>

#include <span>
#include <string>

namespace daifa::reconcile {

/// What people may see and ask of a shop's lane, whichever side of an assignment the shop is on.
class LaneDoor {
public:
    virtual ~LaneDoor() = default;

    virtual LaneStatus status() const = 0;
    virtual const ShopPlan& shop_plan() const = 0;
    /// The time by which the shop's records are kept.
    virtual TimePoint now() const = 0;
    virtual PlatformConnector& platform() = 0;
    virtual std::span<const ErrorRow> platform_errors() const = 0;
    virtual std::span<const ErrorRow> erp_errors() const = 0;

    virtual std::string authorize_url(std::string state) const = 0;
    virtual awaitable<Result<Credential>> authorize(Secret code) = 0;
    virtual awaitable<Result<Credential>> adopt(Credential credential) = 0;
};

} // namespace daifa::reconcile

#pragma once

#include "reconcile/lane_parts.hpp"

#include <daifa/support/awaitable.hpp>

#include <memory>
#include <span>
#include <string>

namespace daifa::reconcile {

class PushListener;

/// Everything that runs for one shop, whichever side of an assignment the shop is on: its life, and
/// what people may see and ask.
class AnyLane {
public:
    virtual ~AnyLane() = default;

    /// Loads what the ledger knows.
    virtual awaitable<void> load() = 0;
    /// Loads and starts the jobs.
    virtual awaitable<void> start() = 0;
    /// No new work; a pass under way ends soon.
    virtual void begin_stop() = 0;
    /// No new work; returns when everything sent is written down.
    virtual awaitable<void> stop() = 0;
    /// Takes another plan; every open order is decided anew.
    virtual awaitable<void> change_plan(std::shared_ptr<const ShopPlan> plan) = 0;
    /// One pass of all reading, in order; only facts change.
    virtual awaitable<Result<void>> refresh() = 0;
    /// One pass of all writing.
    virtual awaitable<void> drive_once() = 0;
    /// Where the platform's messages about this shop go.
    virtual PushListener& push() = 0;

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

#pragma once

#include "reconcile/clock_watch.hpp"
#include "reconcile/lane.hpp"

#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

#include <functional>

namespace daifa::reconcile {

/// Both sides are asked again after that time.
constexpr Milliseconds access_interval = std::chrono::hours(1);

/// What a person has to set right; `text` says what it is.
Error misconfigured(std::string operation, std::string text);

/// Reads the shop's contracts with carriers and their templates. True when other carriers than
/// before can be asked.
awaitable<bool> read_desk(Lane& lane);

/// What is wrong with the channel of the shop's orders; empty when it is right.
std::string find_channel_problem(const std::vector<ErpChannel>& channels, const ChannelId& id);

/// Asks both sides whether they let the shop work, and learns what every decision needs: the time,
/// the carriers.
class AccessCheck {
public:
    AccessCheck(Lane& lane, ClockWatch& platform_watch, ClockWatch& erp_watch)
        : lane_(lane), platform_watch_(platform_watch), erp_watch_(erp_watch)
    {
    }

    awaitable<Result<void>> check_platform();
    awaitable<Result<void>> check_erp();

    /// It answered once since the start; what fails later is the matter of its health.
    bool is_platform_ready() const { return is_platform_ready_; }
    /// It answered, and its channel has not turned out wrong since.
    bool is_erp_ready() const { return is_erp_ready_; }

    /// Called when the platform's carriers are others than before.
    std::function<void()> on_new_carriers;

private:
    awaitable<Result<void>> learn_platform();
    awaitable<Result<void>> find_channel();

    Lane& lane_;
    ClockWatch& platform_watch_;
    ClockWatch& erp_watch_;
    bool is_platform_ready_ = false;
    bool is_erp_ready_ = false;
};

} // namespace daifa::reconcile

#include "daemon/notify.hpp"

#include <systemd/sd-daemon.h>

#include <ctime>

namespace daifa::daemon {

void notify_ready(const std::string& status)
{
    sd_notify(0, ("READY=1\nSTATUS=" + status).c_str());
}

void notify_reloading()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const auto micros = static_cast<std::int64_t>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
    sd_notify(0, ("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(micros)).c_str());
}

void notify_stopping()
{
    sd_notify(0, "STOPPING=1\nSTATUS=waiting for outcomes of what was sent");
}

void notify_alive()
{
    sd_notify(0, "WATCHDOG=1");
}

std::optional<Milliseconds> watchdog_interval()
{
    std::uint64_t micros = 0;
    if (sd_watchdog_enabled(0, &micros) <= 0)
        return std::nullopt;
    return Milliseconds(micros / 2000);
}

} // namespace daifa::daemon

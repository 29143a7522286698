#include "daemon/service_manager.hpp"

#include <systemd/sd-daemon.h>

#include <boost/asio/buffer.hpp>

#include <cstdint>
#include <ctime>
#include <sys/socket.h>

namespace daifa::daemon {

namespace asio = boost::asio;
using boost::asio::local::datagram_protocol;

ServiceManager::ServiceManager(asio::any_io_executor executor, std::string address, Log& log)
    : address_(std::move(address)), log_(log), socket_(std::move(executor))
{
    if (address_.empty())
        return;
    const std::size_t longest = datagram_protocol::endpoint().capacity() - sizeof(sa_family_t) - 1;
    if (!address_.starts_with('@') && !address_.starts_with('/')) {
        warn("$NOTIFY_SOCKET is neither a path nor an abstract name");
        address_.clear();
    } else if (address_.size() > longest) {
        warn("$NOTIFY_SOCKET is too long");
        address_.clear();
    } else if (address_.front() == '@') {
        address_.front() = '\0';
    }
}

void ServiceManager::tell_ready(const std::string& status)
{
    tell("READY=1\nSTATUS=" + status);
}

void ServiceManager::tell_reloading()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const auto micros = static_cast<std::int64_t>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
    tell("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(micros));
}

void ServiceManager::tell_stopping()
{
    tell("STOPPING=1\nSTATUS=waiting for outcomes of what was sent");
}

void ServiceManager::tell_alive()
{
    if (waiting_.empty())
        tell("WATCHDOG=1");
}

void ServiceManager::tell(std::string message)
{
    if (address_.empty())
        return;
    waiting_.push_back(std::move(message));
    if (waiting_.size() == 1)
        send_next();
}

void ServiceManager::send_next()
{
    // Each time anew: who listens there may be another by now.
    boost::system::error_code failure;
    socket_.close(failure);
    socket_.open(datagram_protocol(), failure);
    if (!failure)
        socket_.connect(datagram_protocol::endpoint(address_), failure);
    if (failure) {
        warn(failure.message());
        waiting_.clear();
        return;
    }
    socket_.async_send(asio::buffer(waiting_.front()),
                       [this](boost::system::error_code failed, std::size_t) {
                           if (failed == asio::error::operation_aborted)
                               return;
                           if (failed)
                               warn(failed.message());
                           else
                               is_warned_ = false;
                           waiting_.pop_front();
                           if (!waiting_.empty())
                               send_next();
                       });
}

void ServiceManager::warn(const std::string& why)
{
    if (!is_warned_)
        log_.warning("systemd can not be told how the daemon is", {{"why", why}});
    is_warned_ = true;
}

std::optional<Milliseconds> watchdog_interval()
{
    std::uint64_t micros = 0;
    if (sd_watchdog_enabled(0, &micros) <= 0)
        return std::nullopt;
    return Milliseconds(micros / 2000);
}

} // namespace daifa::daemon

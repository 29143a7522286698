#pragma once

#include <daifa/domain/time.hpp>
#include <daifa/support/log.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/local/datagram_protocol.hpp>

#include <deque>
#include <optional>
#include <string>

namespace daifa::daemon {

/// Tells systemd what state we are in; does nothing where systemd did not start us. Never waits for
/// systemd to read: what it is told late comes in order.
class ServiceManager {
public:
    /// `address` is what systemd says in $NOTIFY_SOCKET: a path, or '@' and an abstract name; empty
    /// where nobody wants to hear anything.
    ServiceManager(boost::asio::any_io_executor executor, std::string address, Log& log);

    void tell_ready(const std::string& status);
    void tell_reloading();
    void tell_stopping();
    /// Left out while something earlier was not taken yet: it would say nothing new.
    void tell_alive();

private:
    void tell(std::string message);
    void send_next();
    /// Once, until it works again.
    void warn(const std::string& why);

    std::string address_;
    Log& log_;
    boost::asio::local::datagram_protocol::socket socket_;
    std::deque<std::string> waiting_;
    bool is_warned_ = false;
};

/// How often systemd wants to hear `tell_alive`, halved; nothing when it does not watch.
std::optional<Milliseconds> watchdog_interval();

} // namespace daifa::daemon

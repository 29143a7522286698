#pragma once

#include "http/tls.hpp"

#include <daifa/domain/time.hpp>
#include <daifa/support/awaitable.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace daifa::http {

using Socket = boost::asio::generic::stream_protocol::socket;
using boost::system::error_code;

struct Transfer {
    error_code ec = {};
    std::size_t size = 0;
};

/// Header and body of one message, sent with one system call where the kernel takes them.
using Outgoing = std::array<boost::asio::const_buffer, 2>;

/// A connected socket, TCP or Unix, with TLS on top when asked.
class Stream {
public:
    explicit Stream(Socket socket);
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    Socket& socket() { return socket_; }
    /// Nothing on a plain socket.
    boost::asio::ssl::stream<Socket&>* tls() { return tls_ ? &*tls_ : nullptr; }

    /// The client's side of a handshake that checks certificate and name.
    awaitable<error_code> start_tls(TlsContext& tls, const std::string& host);
    /// Why the peer's certificate was refused, or empty.
    std::string certificate_problem();

    awaitable<Transfer> read_some(boost::asio::mutable_buffer buffer);
    /// All of it, or an error; `size` says how much was handed to the kernel at least.
    awaitable<Transfer> write(Outgoing data);

    /// Whether an unused connection is still fit for a request: open and with nothing to read. Data
    /// that nobody asked for, also of TLS itself, makes it unfit.
    bool is_silent();

    /// The longest time that sent bytes may stay unacknowledged before the kernel drops them.
    void limit_late_arrival(Milliseconds span);

    void shutdown_send();
    void close();
    /// Closes and throws away what the kernel has not sent yet.
    void abort();

private:
    Transfer write_now(Outgoing& data);

    Socket socket_;
    std::optional<boost::asio::ssl::stream<Socket&>> tls_;
    Milliseconds late_arrival_ = Milliseconds(0);
};

} // namespace daifa::http

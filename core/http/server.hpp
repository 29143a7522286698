#pragma once

#include "http/message.hpp"

#include <daifa/support/log.hpp>

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>

namespace daifa::http {

/// Answers one request. What it throws becomes a 500 without details, and a log event.
using Handler = std::function<awaitable<Response>(Request)>;

struct ServerOptions {
    std::size_t header_size_max = 16 * 1024;
    std::size_t body_size_max = 8u << 20;
    std::size_t connections_max = 256;                      ///< More wait in the system's queue.
    Milliseconds idle_timeout = std::chrono::seconds(75);     ///< For the next request to begin.
    Milliseconds transfer_timeout = std::chrono::seconds(30); ///< For one request or one answer.
    Log* log = nullptr; ///< Must outlive the server's sessions.
};

/// HTTP/1.1 on TCP and Unix sockets, without TLS. Requests of one connection are answered in order.
class Server {
public:
    Server(boost::asio::io_context& context, Handler handler, ServerOptions options = {});
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    /// Closes everything at once.
    ~Server();

    /// The address in digits; port 0 picks one. Returns the port. Failures are `misconfigured` with a
    /// sentence in `remote_text`.
    Result<std::uint16_t> listen_tcp(const std::string& address, std::uint16_t port);

    /// Replaces the socket file of a dead process, never one that somebody listens on. The file gets
    /// exactly `mode`, e.g. 0660, and is removed at the end.
    Result<void> listen_unix(const std::string& path, unsigned mode);

    /// Takes no new requests, lets running ones end, and cancels those that are left after `grace`.
    awaitable<void> stop(Milliseconds grace);

    std::size_t connection_count() const;

    struct State;

private:
    std::shared_ptr<State> state_; ///< Shared with the sessions.
};

} // namespace daifa::http

#pragma once

#include "http/websocket_line.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>

namespace daifa::http {

/// Talks with one client, who asked for `target`, until it has enough. What it throws ends that
/// connection.
using WebSocketHandler =
    std::function<awaitable<void>(std::shared_ptr<WebSocket>, std::string target)>;

struct WebSocketServerOptions {
    WebSocketLimits limits = {};
    Milliseconds handshake_timeout = std::chrono::seconds(10);
    std::size_t connections_max = 256; ///< More are closed at once.
    WebSocketAdmission admits = {};
};

/// WebSockets on TCP, without TLS. It may stop and listen again.
class WebSocketServer {
public:
    WebSocketServer(boost::asio::io_context& context, WebSocketHandler handler,
                    WebSocketServerOptions options = {});
    WebSocketServer(const WebSocketServer&) = delete;
    WebSocketServer& operator=(const WebSocketServer&) = delete;
    ~WebSocketServer();

    /// The address in digits; port 0 picks one. Returns the port. Failures are `misconfigured` with
    /// a sentence in `remote_text`.
    Result<std::uint16_t> listen_tcp(const std::string& address, std::uint16_t port);

    /// Refuses new connections and cuts the present ones without a goodbye, as a program that ends.
    void stop();

    struct State;

private:
    std::shared_ptr<State> state_; ///< Shared with the connections.
};

} // namespace daifa::http

#pragma once

#include "http/deadlines.hpp"
#include "http/stream.hpp"
#include "http/url.hpp"

#include <daifa/support/websocket.hpp>

#include <functional>
#include <memory>
#include <string>

namespace daifa::http {

struct WebSocketLimits {
    std::size_t message_size_max = 16u << 20; ///< Of one received message, bytes.
    /// A line that is silent for half of it is asked for a sign of life; one silent for all of it
    /// is gone.
    Milliseconds silence_max = std::chrono::seconds(60);
    Milliseconds farewell_max = std::chrono::seconds(5); ///< For the other side to say goodbye too.
};

/// The client's opening handshake on a connection that `dial` made.
awaitable<Result<std::unique_ptr<WebSocket>>> open_websocket(std::shared_ptr<Stream> connection,
                                                             Url url, WebSocketLimits limits,
                                                             Milliseconds timeout);

/// A client's WebSocket and what it asked for: "/path?query".
struct AcceptedWebSocket {
    std::unique_ptr<WebSocket> socket = {};
    std::string target = {};
};

/// Says which targets may be opened; empty: all.
using WebSocketAdmission = std::function<bool(const std::string& target)>;

/// The server's side of it. A plain HTTP request gets its refusal, and 403 what is not admitted.
awaitable<Result<AcceptedWebSocket>> accept_websocket(std::shared_ptr<Stream> connection,
                                                      WebSocketLimits limits, Deadline& deadline,
                                                      WebSocketAdmission admits);

} // namespace daifa::http

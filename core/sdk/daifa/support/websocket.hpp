#pragma once

#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

#include <memory>
#include <string>

namespace daifa {

/// One open WebSocket that carries text. Several coroutines may send, whose messages leave in the
/// order of their calls; one may receive meanwhile.
class WebSocket {
public:
    virtual ~WebSocket() = default;

    /// Returns when the message is handed to the system; `unavailable` when the line is gone.
    virtual awaitable<Result<void>> send(std::string text) = 0;

    /// The next text message; `unavailable` when the other side closed or the line broke,
    /// `bad_response` when what came is no text or too long. Nothing comes after a failure.
    virtual awaitable<Result<std::string>> receive() = 0;

    /// Says goodbye and closes, without waiting for it.
    virtual void close() = 0;
};

/// Opens WebSockets. The host does TLS, time-outs and keep-alive.
class WebSocketPort {
public:
    virtual ~WebSocketPort() = default;

    /// `url` is "ws://…" or "wss://…"; `timeout` is for all of it. Failures: `misconfigured` for an
    /// unusable URL, `bad_response` when something else than a WebSocket answers, else
    /// `unavailable`.
    virtual awaitable<Result<std::unique_ptr<WebSocket>>> connect(std::string url,
                                                                  Milliseconds timeout) = 0;
};

} // namespace daifa

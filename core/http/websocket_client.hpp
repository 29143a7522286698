#pragma once

#include "http/websocket_line.hpp"

#include <boost/asio/io_context.hpp>

namespace daifa::http {

struct WebSocketClientOptions {
    WebSocketLimits limits = {};
    std::string proxy = {};   ///< "http://host:port", for wss; empty for none.
    std::string ca_file = {}; ///< PEM certificates to trust besides the system's, for wss.
    Milliseconds names_keep = std::chrono::seconds(30); ///< How long DNS answers are used.
};

/// WebSockets over TCP, plain or over TLS that checks certificate and name. Only TLS goes through the
/// proxy: what speaks plainly stands on this machine or beside it. Failures carry in `remote_code` what happened, in
/// the words of `Client`; besides "no WebSocket there: HTTP 404", "closed by the other side" and
/// "message longer than N bytes".
class WebSocketClient : public WebSocketPort {
public:
    /// Throws `std::runtime_error` when the CA file or the proxy's URL is not usable.
    explicit WebSocketClient(boost::asio::io_context& context, WebSocketClientOptions options = {});

    awaitable<Result<std::unique_ptr<WebSocket>>> connect(std::string url,
                                                          Milliseconds timeout) override;

    struct State;

private:
    std::shared_ptr<State> state_; ///< Shared with connects that are under way.
};

} // namespace daifa::http

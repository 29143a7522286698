#pragma once

#include "http/websocket_server.hpp"
#include "sandbox/sandbox.hpp"

#include <daifa/support/clock.hpp>

#include <boost/asio/io_context.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace daifa::sandbox {

/// Told what a person should read.
using Complain = std::function<void(const std::string&)>;

/// Serves a service's WebSocket. `name` is what complaints begin with.
class LinePort {
public:
    LinePort(boost::asio::io_context& context, Clock& clock, Sandbox& sandbox, LineService& service,
             std::string name, Complain complain);

    /// On loopback; 0 picks a port, which stays the same when the service goes away and comes back.
    Result<std::uint16_t> listen(std::uint16_t port);

    /// Does what the service wants done: messages, lines to cut, its going and coming.
    void follow();
    void stop();

private:
    void cut_lines();
    awaitable<void> serve(std::shared_ptr<WebSocket> socket, std::string target);
    http::WebSocketServerOptions options();

    boost::asio::io_context& context_;
    Clock& clock_;
    Sandbox& sandbox_;
    LineService& service_;
    std::string name_;
    Complain complain_;
    http::WebSocketServer server_;
    std::uint16_t port_ = 0; ///< 0 when it is not to listen any more.
    bool is_listening_ = false;
    std::uint64_t last_line_ = 0;
    std::map<std::uint64_t, std::shared_ptr<WebSocket>> lines_;
};

} // namespace daifa::sandbox

#pragma once

#include "http/deadlines.hpp"
#include "http/server.hpp"
#include "http/stream.hpp"
#include "http/waiter.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/intrusive/list.hpp>

namespace daifa::http {

/// One accepted connection.
struct Session
    : boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
    Session(Socket socket, std::string peer_text)
        : stream(std::move(socket)), peer(std::move(peer_text))
    {
    }

    Stream stream;
    std::string peer;
    boost::beast::flat_buffer input;
    std::string output = {};
    bool is_busy = false; ///< From the first byte of a request to the last of its answer.
    boost::asio::cancellation_signal cancellation;
};

/// What the sessions of one server share.
struct SessionContext {
    Handler handler;
    ServerOptions options;
    std::shared_ptr<Deadlines> deadlines;
    bool is_stopping = false;
};

/// "127.0.0.1:40312" or "uid=1000 pid=4711".
std::string describe_peer(Socket& socket);

/// Reads and answers requests until one side has enough.
awaitable<void> serve(std::shared_ptr<SessionContext> context, std::shared_ptr<Session> session);

} // namespace daifa::http

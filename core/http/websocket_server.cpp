#include "http/websocket_server.hpp"

#include "http/listener.hpp"
#include "http/waiter.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstring>
#include <list>

namespace daifa::http {

struct WebSocketServer::State {
    boost::asio::any_io_executor executor;
    WebSocketHandler handler;
    WebSocketServerOptions options;
    std::shared_ptr<Deadlines> deadlines;
    std::shared_ptr<Acceptor> acceptor =
        {}; ///< Shared with its accept loop; nothing while stopped.
    std::list<std::weak_ptr<Stream>> connections = {};

    /// Also forgets those that are gone.
    std::size_t count_connections()
    {
        connections.remove_if([](const auto& connection) { return connection.expired(); });
        return connections.size();
    }
};

namespace {

awaitable<void> serve_websocket(std::shared_ptr<WebSocketServer::State> state,
                                std::shared_ptr<Stream> connection)
{
    Result<AcceptedWebSocket> accepted{Error{}};
    {
        Deadline deadline(*state->deadlines, state->options.handshake_timeout);
        accepted = co_await accept_websocket(std::move(connection), state->options.limits, deadline,
                                             state->options.admits);
    }
    if (!accepted)
        co_return;
    const std::shared_ptr<WebSocket> socket = std::move(accepted->socket);
    co_await state->handler(socket, std::move(accepted->target));
    socket->close();
}

awaitable<void> accept_websockets(std::shared_ptr<WebSocketServer::State> state,
                                  std::shared_ptr<Acceptor> acceptor)
{
    while (acceptor->is_open()) {
        auto [ec, socket] = co_await acceptor->async_accept(nothrow_awaitable);
        if (ec && acceptor->is_open()) {
            // Mostly too many open files: ending connections give some back.
            boost::asio::steady_timer timer(state->executor, accept_pause);
            co_await timer.async_wait(nothrow_awaitable);
        }
        if (ec || state->count_connections() >= state->options.connections_max)
            continue;
        auto connection = std::make_shared<Stream>(std::move(socket));
        state->connections.push_back(connection);
        boost::asio::co_spawn(state->executor, serve_websocket(state, std::move(connection)),
                              boost::asio::detached);
    }
}

} // namespace

WebSocketServer::WebSocketServer(boost::asio::io_context& context, WebSocketHandler handler,
                                 WebSocketServerOptions options)
    : state_(std::make_shared<State>(State{context.get_executor(), std::move(handler),
                                           std::move(options),
                                           std::make_shared<Deadlines>(context.get_executor())}))
{
}

WebSocketServer::~WebSocketServer()
{
    stop();
}

Result<std::uint16_t> WebSocketServer::listen_tcp(const std::string& address, std::uint16_t port)
{
    auto acceptor = listen_on_tcp(state_->executor, address, port);
    if (!acceptor)
        return acceptor.error();
    boost::asio::ip::tcp::endpoint bound;
    const auto local = acceptor->local_endpoint();
    bound.resize(local.size());
    std::memcpy(bound.data(), local.data(), local.size());
    state_->acceptor = std::make_shared<Acceptor>(std::move(*acceptor));
    boost::asio::co_spawn(state_->executor, accept_websockets(state_, state_->acceptor),
                          boost::asio::detached);
    return bound.port();
}

void WebSocketServer::stop()
{
    error_code ignored;
    if (state_->acceptor)
        state_->acceptor->close(ignored);
    state_->acceptor.reset();
    for (const auto& weak : state_->connections)
        if (const auto connection = weak.lock())
            connection->abort();
    state_->connections.clear();
}

} // namespace daifa::http

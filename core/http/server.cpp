#include "http/server.hpp"

#include "http/listener.hpp"
#include "http/session.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace daifa::http {

struct Server::State {
    using SessionList =
        boost::intrusive::list<Session, boost::intrusive::constant_time_size<false>>;

    boost::asio::any_io_executor executor;
    std::shared_ptr<SessionContext> context;
    std::vector<std::shared_ptr<Acceptor>> acceptors = {}; ///< Shared with their accept loops.
    std::vector<SocketFile> socket_files = {};
    SessionList sessions = {};
    std::size_t session_count = 0;
    WaitList session_ended = {}; ///< Those who wait until there are fewer sessions.

    void stop_listening()
    {
        context->is_stopping = true;
        error_code ignored;
        for (const auto& acceptor : acceptors)
            acceptor->close(ignored);
        acceptors.clear();
        socket_files.clear();
        wake_all(session_ended);
    }
};

namespace {

constexpr Milliseconds cancel_time = std::chrono::seconds(1);

/// Returns when a session has ended, or at the deadline.
awaitable<void> wait_for_an_end(Server::State& state, Deadline& deadline)
{
    Waiter waiter(state.executor);
    state.session_ended.push_back(waiter);
    const Deadline::Guard guard(deadline, [&waiter] { waiter.wake(); });
    co_await waiter.wait();
}

void start_session(const std::shared_ptr<Server::State>& state, Socket socket)
{
    auto peer = describe_peer(socket);
    // Shared by the coroutine and its completion: the cancellation slot must outlive both.
    const auto session = std::make_shared<Session>(std::move(socket), std::move(peer));
    state->sessions.push_back(*session);
    ++state->session_count;
    auto on_end = [state, session](const std::exception_ptr&) {
        // A session ends by exception only when it is cancelled.
        session->stream.close();
        session->unlink();
        --state->session_count;
        wake_all(state->session_ended);
    };
    boost::asio::co_spawn(
        state->executor, serve(state->context, session),
        boost::asio::bind_cancellation_slot(session->cancellation.slot(), std::move(on_end)));
}

awaitable<void> accept_all(std::shared_ptr<Server::State> state, std::shared_ptr<Acceptor> acceptor)
{
    Deadline never(*state->context->deadlines);
    while (!state->context->is_stopping) {
        if (state->session_count >= state->context->options.connections_max) {
            co_await wait_for_an_end(*state, never);
            continue;
        }
        auto [ec, socket] = co_await acceptor->async_accept(nothrow_awaitable);
        if (!ec) {
            start_session(state, std::move(socket));
        } else if (!state->context->is_stopping) {
            // Mostly too many open files: ending sessions give some back.
            if (state->context->options.log != nullptr)
                state->context->options.log->warning("http accept failed",
                                                     {{"reason", ec.message()}});
            boost::asio::steady_timer timer(state->executor, accept_pause);
            co_await timer.async_wait(nothrow_awaitable);
        }
    }
}

void start_accepting(const std::shared_ptr<Server::State>& state, Acceptor acceptor)
{
    const auto shared = std::make_shared<Acceptor>(std::move(acceptor));
    state->acceptors.push_back(shared);
    boost::asio::co_spawn(state->executor, accept_all(state, shared), boost::asio::detached);
}

awaitable<void> stop_sessions(std::shared_ptr<Server::State> state, Milliseconds grace)
{
    state->stop_listening();
    for (auto& session : state->sessions)
        if (!session.is_busy)
            session.stream.close();

    Deadline deadline(*state->context->deadlines, grace);
    while (state->session_count > 0 && !deadline.is_expired())
        co_await wait_for_an_end(*state, deadline);

    for (auto& session : state->sessions)
        session.cancellation.emit(boost::asio::cancellation_type::terminal);
    Deadline last(*state->context->deadlines, cancel_time);
    while (state->session_count > 0 && !last.is_expired())
        co_await wait_for_an_end(*state, last);
    state->context->deadlines->trim();
}

} // namespace

Server::Server(boost::asio::io_context& context, Handler handler, ServerOptions options)
    : state_(std::make_shared<State>())
{
    state_->executor = context.get_executor();
    state_->context = std::make_shared<SessionContext>();
    state_->context->handler = std::move(handler);
    state_->context->options = options;
    state_->context->deadlines = std::make_shared<Deadlines>(state_->executor);
}

Server::~Server()
{
    state_->stop_listening();
    for (auto& session : state_->sessions)
        session.cancellation.emit(boost::asio::cancellation_type::terminal);
    state_->context->deadlines->trim();
}

Result<std::uint16_t> Server::listen_tcp(const std::string& address, std::uint16_t port)
{
    auto acceptor = listen_on_tcp(state_->executor, address, port);
    if (!acceptor)
        return acceptor.error();
    boost::asio::ip::tcp::endpoint bound;
    const auto local = acceptor->local_endpoint();
    bound.resize(local.size());
    std::memcpy(bound.data(), local.data(), local.size());
    start_accepting(state_, std::move(*acceptor));
    return bound.port();
}

Result<void> Server::listen_unix(const std::string& path, unsigned mode)
{
    auto acceptor = listen_on_unix(state_->executor, path, mode);
    if (!acceptor)
        return acceptor.error();
    state_->socket_files.emplace_back(path);
    start_accepting(state_, std::move(*acceptor));
    return {};
}

awaitable<void> Server::stop(Milliseconds grace)
{
    return stop_sessions(state_, grace);
}

std::size_t Server::connection_count() const
{
    return state_->session_count;
}

} // namespace daifa::http

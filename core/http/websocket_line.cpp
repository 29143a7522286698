#include "http/websocket_line.hpp"

#include "http/failures.hpp"
#include "http/waiter.hpp"

#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

namespace daifa::http {
namespace {

namespace websocket = boost::beast::websocket;
namespace beast_http = boost::beast::http;
using Tls = boost::asio::ssl::stream<Socket&>;

constexpr const char* opening = "open a WebSocket";

Error failure(Errc code, std::string operation, std::string reason)
{
    Error error;
    error.code = code;
    error.operation = std::move(operation);
    error.remote_code = std::move(reason);
    return error;
}

/// What the other side sent against the protocol is a `bad_response`, every other end is
/// `unavailable`.
Error line_failure(const error_code& ec, std::string operation, const WebSocketLimits& limits)
{
    if (ec == websocket::error::closed)
        return failure(Errc::unavailable, std::move(operation), "closed by the other side");
    if (ec == boost::asio::error::operation_aborted || ec == boost::asio::error::bad_descriptor ||
        ec == beast_http::error::end_of_stream || ec == beast_http::error::partial_message)
        return failure(Errc::unavailable, std::move(operation), "connection closed");
    if (ec == boost::beast::error::timeout)
        return failure(Errc::unavailable, std::move(operation), "time-out");
    if (ec == websocket::error::message_too_big)
        return failure(Errc::bad_response, std::move(operation),
                       "message longer than " + std::to_string(limits.message_size_max) + " bytes");
    if (ec.category() == make_error_code(websocket::error::closed).category() ||
        ec.category() == make_error_code(beast_http::error::bad_version).category())
        return failure(Errc::bad_response, std::move(operation),
                       "no WebSocket there: " + ec.message());
    return failure(Errc::unavailable, std::move(operation), describe_transfer_error(ec));
}

/// `Layer` is the plain socket or TLS on it. Shared by the WebSocket and its running operations.
template <class Layer>
struct Line {
    Line(std::shared_ptr<Stream> connected, Layer& layer, WebSocketLimits chosen)
        : connection(std::move(connected)), stream(layer), limits(chosen)
    {
        stream.read_message_max(limits.message_size_max);
        stream.text(true);
    }

    void set_timeouts(Milliseconds handshake)
    {
        websocket::stream_base::timeout timeouts;
        timeouts.handshake_timeout = handshake;
        timeouts.idle_timeout = limits.silence_max;
        timeouts.keep_alive_pings = true;
        stream.set_option(timeouts);
    }

    std::shared_ptr<Stream> connection;
    websocket::stream<Layer&, false> stream;
    WebSocketLimits limits;
    bool is_closing = false;
    bool is_sending = false;
    WaitList waiting_to_send = {};
};

/// The right to send one message; handed on to who has waited longest.
template <class Layer>
class SendTurn {
public:
    explicit SendTurn(Line<Layer>& line) : line_(line) {}
    SendTurn(const SendTurn&) = delete;
    SendTurn& operator=(const SendTurn&) = delete;
    ~SendTurn()
    {
        if (!holds_)
            return;
        line_.is_sending = !line_.waiting_to_send.empty();
        if (line_.is_sending)
            line_.waiting_to_send.front().wake();
    }

    awaitable<void> take()
    {
        if (line_.is_sending) {
            Waiter waiter(line_.stream.get_executor());
            line_.waiting_to_send.push_back(waiter);
            co_await waiter.wait();
        }
        line_.is_sending = true;
        holds_ = true;
    }

private:
    Line<Layer>& line_;
    bool holds_ = false;
};

template <class Layer>
awaitable<Result<void>> send_text(std::shared_ptr<Line<Layer>> line, std::string text)
{
    SendTurn<Layer> turn(*line);
    co_await turn.take();
    const auto [ec, size] =
        co_await line->stream.async_write(boost::asio::buffer(text), nothrow_awaitable);
    if (ec)
        co_return line_failure(ec, "send over a WebSocket", line->limits);
    co_return Result<void>();
}

template <class Layer>
awaitable<Result<std::string>> receive_text(std::shared_ptr<Line<Layer>> line)
{
    constexpr const char* receiving = "receive from a WebSocket";
    boost::beast::flat_buffer input;
    const auto [ec, size] = co_await line->stream.async_read(input, nothrow_awaitable);
    if (ec)
        co_return line_failure(ec, receiving, line->limits);
    if (!line->stream.got_text())
        co_return failure(Errc::bad_response, receiving, "a message that is no text");
    const auto bytes = input.data();
    co_return std::string(static_cast<const char*>(bytes.data()), bytes.size());
}

template <class Layer>
void close_line(const std::shared_ptr<Line<Layer>>& line)
{
    if (line->is_closing)
        return;
    line->is_closing = true;
    if (!line->stream.is_open()) {
        line->connection->close();
        return;
    }
    line->stream.async_close(websocket::close_code::normal,
                             [line](const error_code&) { line->connection->close(); });
}

template <class Layer>
class LineWebSocket : public WebSocket {
public:
    explicit LineWebSocket(std::shared_ptr<Line<Layer>> line) : line_(std::move(line)) {}
    LineWebSocket(const LineWebSocket&) = delete;
    LineWebSocket& operator=(const LineWebSocket&) = delete;
    ~LineWebSocket() override { close_line(line_); }

    awaitable<Result<void>> send(std::string text) override
    {
        return send_text(line_, std::move(text));
    }
    awaitable<Result<std::string>> receive() override { return receive_text(line_); }
    void close() override { close_line(line_); }

private:
    std::shared_ptr<Line<Layer>> line_;
};

template <class Layer>
std::unique_ptr<WebSocket> opened(std::shared_ptr<Line<Layer>> line)
{
    line->set_timeouts(line->limits.farewell_max);
    return std::make_unique<LineWebSocket<Layer>>(std::move(line));
}

template <class Layer>
awaitable<Result<std::unique_ptr<WebSocket>>> open_on(std::shared_ptr<Line<Layer>> line, Url url)
{
    websocket::response_type answer;
    const auto [ec] =
        co_await line->stream.async_handshake(answer, url.authority, url.target, nothrow_awaitable);
    if (ec == websocket::error::upgrade_declined)
        co_return failure(Errc::bad_response, opening,
                          "no WebSocket there: HTTP " + std::to_string(answer.result_int()));
    if (ec)
        co_return line_failure(ec, opening, line->limits);
    co_return opened(std::move(line));
}

} // namespace

awaitable<Result<std::unique_ptr<WebSocket>>> open_websocket(std::shared_ptr<Stream> connection,
                                                             Url url, WebSocketLimits limits,
                                                             Milliseconds timeout)
{
    Stream& stream = *connection;
    if (Tls* tls = stream.tls()) {
        auto line = std::make_shared<Line<Tls>>(std::move(connection), *tls, limits);
        line->set_timeouts(timeout);
        return open_on(std::move(line), std::move(url));
    }
    auto line = std::make_shared<Line<Socket>>(std::move(connection), stream.socket(), limits);
    line->set_timeouts(timeout);
    return open_on(std::move(line), std::move(url));
}

awaitable<Result<AcceptedWebSocket>> accept_websocket(std::shared_ptr<Stream> connection,
                                                      WebSocketLimits limits, Deadline& deadline,
                                                      WebSocketAdmission admits)
{
    Socket& socket = connection->socket();
    const Deadline::Guard guard(deadline, [connection] { connection->abort(); });
    boost::beast::flat_buffer input;
    beast_http::request<beast_http::string_body> request;
    const auto [read_ec, size] =
        co_await beast_http::async_read(socket, input, request, nothrow_awaitable);
    if (read_ec)
        co_return line_failure(read_ec, opening, limits);
    AcceptedWebSocket accepted;
    accepted.target = std::string(request.target());
    if (admits && !admits(accepted.target)) {
        beast_http::response<beast_http::string_body> refusal(beast_http::status::forbidden, 11);
        refusal.keep_alive(false);
        refusal.prepare_payload();
        co_await beast_http::async_write(socket, refusal, nothrow_awaitable);
        co_return failure(Errc::rejected, opening, "not admitted");
    }
    auto line = std::make_shared<Line<Socket>>(std::move(connection), socket, limits);
    line->set_timeouts(std::max(deadline.remaining(), Milliseconds(1)));
    const auto [ec] = co_await line->stream.async_accept(request, nothrow_awaitable);
    if (ec)
        co_return line_failure(ec, opening, limits);
    accepted.socket = opened(std::move(line));
    co_return accepted;
}

} // namespace daifa::http

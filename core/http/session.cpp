#include "http/session.hpp"

#include "http/request_parser.hpp"
#include "http/wire.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http/error.hpp>

#include <sys/socket.h>

namespace daifa::http {
namespace {

namespace beast_http = boost::beast::http;

constexpr std::size_t read_size = 16 * 1024;
constexpr Milliseconds drain_time = std::chrono::seconds(2);

Response refusal(const error_code& ec, const ServerOptions& options)
{
    if (ec == beast_http::error::body_limit)
        return error_response(413, "body_too_large",
                              "the body is longer than " + std::to_string(options.body_size_max) +
                                  " bytes");
    if (ec == beast_http::error::header_limit)
        return error_response(431, "header_too_large",
                              "the header is longer than " +
                                  std::to_string(options.header_size_max) + " bytes");
    return error_response(400, "bad_request", "no HTTP/1.1 request: " + ec.message());
}

/// What reading a request came to: a whole request, a refusal to send, or a connection to close.
struct Received {
    bool is_complete = false;
    std::optional<Response> refusal = {};
};

awaitable<bool> write_all(SessionContext& context, Session& session, std::string_view body)
{
    Deadline deadline(*context.deadlines, context.options.transfer_timeout);
    const Deadline::Guard guard(deadline, [&session] { session.stream.abort(); });
    Outgoing data;
    data[0] = boost::asio::buffer(session.output);
    data[1] = boost::asio::buffer(body.data(), body.size());
    const auto sent = co_await session.stream.write(data);
    co_return !sent.ec;
}

bool waits_for_continue(RequestParser& parser)
{
    return parser.is_header_done() && !parser.is_done() &&
           boost::algorithm::iequals(find_header(parser.request().headers, "Expect"),
                                     "100-continue");
}

awaitable<Received> receive(SessionContext& context, Session& session, RequestParser& parser)
{
    Received received;
    auto& input = session.input;
    Deadline deadline(*context.deadlines);
    deadline.expire_after(input.size() > 0 ? context.options.transfer_timeout
                                           : context.options.idle_timeout);
    const Deadline::Guard guard(deadline, [&session] { session.stream.abort(); });
    session.is_busy = input.size() > 0;
    bool has_told_to_continue = false;
    for (;;) {
        error_code ec;
        while (input.size() > 0 && !parser.is_done() && !ec) {
            const auto size = parser.put(input.data(), ec);
            input.consume(size);
        }
        if (ec && ec != beast_http::error::need_more) {
            received.refusal = refusal(ec, context.options);
            co_return received;
        }
        received.is_complete = parser.is_done();
        if (received.is_complete)
            co_return received;
        if (!has_told_to_continue && waits_for_continue(parser)) {
            has_told_to_continue = true;
            session.output = "HTTP/1.1 100 Continue\r\n\r\n";
            constexpr std::string_view nothing;
            co_await write_all(context, session, nothing);
        }
        const auto room = input.prepare(read_size);
        const auto part = co_await session.stream.read_some(room);
        input.commit(part.size);
        if (part.ec)
            co_return received;
        if (!session.is_busy) {
            session.is_busy = true;
            deadline.expire_after(context.options.transfer_timeout);
        }
    }
}

awaitable<Response> ask_handler(SessionContext& context, Request request)
{
    std::string problem;
    try {
        co_return co_await context.handler(std::move(request));
    } catch (const std::exception& exception) {
        problem = safe_remote_text(exception.what());
    } catch (...) {
        problem = "not a std::exception";
    }
    if (context.options.log != nullptr)
        context.options.log->error("http handler failed", {{"reason", problem}});
    co_return error_response(500, "internal", "the server failed to answer this request");
}

/// Reads on for a moment: closing with unread data would reset the connection, and the client
/// would lose the answer that tells what was wrong.
awaitable<void> drain(SessionContext& context, Session& session)
{
    session.stream.shutdown_send();
    Deadline deadline(*context.deadlines, drain_time);
    const Deadline::Guard guard(deadline, [&session] { session.stream.abort(); });
    session.input.clear();
    const auto room = session.input.prepare(read_size);
    Transfer part;
    while (!part.ec)
        part = co_await session.stream.read_some(room);
}

/// Sends the answer; false when the connection ends with it.
awaitable<bool> respond(SessionContext& context, Session& session, Response response,
                        bool keeps_alive, bool is_head)
{
    session.output.clear();
    append_response_head(session.output, response, keeps_alive);
    std::string_view body = response.body;
    if (is_head || is_bodiless(response.status))
        body = {};
    if (response.fault && response.fault->close_after_body_bytes) {
        body = body.substr(0, *response.fault->close_after_body_bytes);
        keeps_alive = false;
    }
    if (response.fault && response.fault->raw_answer) {
        session.output = *response.fault->raw_answer;
        body = {};
        keeps_alive = false;
    }
    if (body.size() <= small_body_size_max) {
        session.output.append(body);
        body = {};
    }
    const bool is_sent = co_await write_all(context, session, body);
    co_return is_sent&& keeps_alive;
}

/// Whether an answer is to be sent at all.
awaitable<bool> misbehave(const Fault& fault)
{
    if (fault.delay > Milliseconds(0)) {
        const auto executor = co_await boost::asio::this_coro::executor;
        boost::asio::steady_timer timer(executor, fault.delay);
        co_await timer.async_wait(nothrow_awaitable);
    }
    co_return !fault.close_before_answer;
}

} // namespace

std::string describe_peer(Socket& socket)
{
    error_code ec;
    const auto remote = socket.remote_endpoint(ec);
    if (ec)
        return "unknown";
    if (remote.protocol().family() == AF_UNIX) {
        ucred who = {};
        socklen_t size = sizeof who;
        if (::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &who, &size) != 0)
            return "unknown";
        return "uid=" + std::to_string(who.uid) + " pid=" + std::to_string(who.pid);
    }
    boost::asio::ip::tcp::endpoint endpoint;
    endpoint.resize(remote.size());
    std::memcpy(endpoint.data(), remote.data(), remote.size());
    const auto address = endpoint.address();
    const auto text = address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
    return text + ":" + std::to_string(endpoint.port());
}

awaitable<void> serve(std::shared_ptr<SessionContext> context, std::shared_ptr<Session> session)
{
    bool is_open = true;
    while (is_open && !context->is_stopping) {
        session->is_busy = false;
        RequestParser parser(context->options.header_size_max, context->options.body_size_max);
        auto received = co_await receive(*context, *session, parser);
        if (received.refusal) {
            co_await respond(*context, *session, std::move(*received.refusal), false, false);
            co_await drain(*context, *session);
            break;
        }
        if (!received.is_complete)
            break;

        Request request = std::move(parser.request());
        request.peer = session->peer;
        const bool is_head = request.method == "HEAD";
        Response response = co_await ask_handler(*context, std::move(request));
        if (response.fault) {
            const bool answers = co_await misbehave(*response.fault);
            if (!answers)
                break;
        }
        const bool keeps_alive = parser.keep_alive() && !context->is_stopping;
        is_open = co_await respond(*context, *session, std::move(response), keeps_alive, is_head);
    }
    session->stream.close();
}

} // namespace daifa::http

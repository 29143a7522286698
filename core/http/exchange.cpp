#include "http/exchange.hpp"

#include "http/answer_parser.hpp"
#include "http/failures.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>

namespace daifa::http {
namespace {

namespace beast_http = boost::beast::http;
using Input = boost::beast::flat_buffer;

constexpr std::size_t first_read_size = 4 * 1024; ///< Most answers to a write fit.
constexpr std::size_t body_read_size = 64 * 1024;
constexpr int interim_answers_max = 8;

/// A cancelled caller gets its exception; everything else is an outcome.
void fail(Outcome& outcome, const error_code& ec, const Deadline& deadline)
{
    if (deadline.is_expired()) {
        outcome.kind = Outcome::Kind::expired;
        outcome.problem = "time-out";
        return;
    }
    if (ec == boost::asio::error::operation_aborted)
        throw boost::system::system_error(ec);
    outcome.kind = Outcome::Kind::lost;
    outcome.problem = describe_transfer_error(ec);
}

std::string describe_malformed(const error_code& ec, std::size_t body_size_max)
{
    if (ec == beast_http::error::body_limit)
        return "body longer than " + std::to_string(body_size_max) + " bytes";
    if (ec == beast_http::error::header_limit)
        return "header too long";
    return "no HTTP: " + ec.message();
}

/// Gives the parser what came; false when there is a failure, which is then in `outcome`.
bool feed(AnswerParser& parser, Input& input, std::size_t body_size_max, Outcome& outcome)
{
    error_code ec;
    while (input.size() > 0 && !parser.is_done()) {
        const auto size = parser.put(input.data(), ec);
        input.consume(size);
        if (ec == beast_http::error::need_more)
            return true;
        if (ec) {
            outcome.kind = Outcome::Kind::malformed;
            outcome.problem = describe_malformed(ec, body_size_max);
            return false;
        }
    }
    return true;
}

/// Whether the end of the connection is the end of the answer, as HTTP/1.0 servers mean it. TLS
/// without its closing message proves nothing.
bool ends_answer(AnswerParser& parser, const error_code& ec)
{
    if (ec != boost::asio::error::eof || !parser.got_some() || !parser.is_header_done() ||
        !parser.need_eof())
        return false;
    error_code incomplete;
    parser.put_eof(incomplete);
    return !incomplete;
}

awaitable<void> read_answer(Stream& connection, Input& input, AnswerParser& parser,
                            std::size_t body_size_max, Deadline& deadline, Outcome& outcome)
{
    for (;;) {
        if (!feed(parser, input, body_size_max, outcome))
            co_return;
        if (parser.is_done())
            break;
        const auto room = input.prepare(parser.is_header_done() ? body_read_size : first_read_size);
        const auto received = co_await connection.read_some(room);
        input.commit(received.size);
        outcome.has_answer_byte = outcome.has_answer_byte || received.size > 0;
        if (received.ec && ends_answer(parser, received.ec))
            break;
        if (received.ec) {
            fail(outcome, received.ec, deadline);
            co_return;
        }
    }
    outcome.kind = Outcome::Kind::answered;
    outcome.can_reuse = parser.keep_alive() && !parser.need_eof() && input.size() == 0;
    outcome.response = std::move(parser.response());
}

/// Reads on past answers such as "100 Continue".
awaitable<void> read_final_answer(Stream& connection, bool is_head, std::size_t body_size_max,
                                  Deadline& deadline, Outcome& outcome)
{
    // Only for as long as somebody waits: a connection that is kept open holds no memory of it.
    Input input;
    for (int i = 0; i < interim_answers_max; ++i) {
        AnswerParser parser(body_size_max);
        parser.skip(is_head);
        co_await read_answer(connection, input, parser, body_size_max, deadline, outcome);
        const int status = outcome.response.status;
        if (outcome.kind != Outcome::Kind::answered || status >= 200 || status == 101)
            break;
        // It was not the answer; until that comes, the request counts as lost.
        outcome.kind = Outcome::Kind::lost;
        outcome.problem = "no final answer";
    }
    if (outcome.kind == Outcome::Kind::answered && outcome.response.status < 200) {
        outcome.kind = Outcome::Kind::malformed;
        outcome.problem = "unexpected HTTP " + std::to_string(outcome.response.status);
    }
}

awaitable<void> send_and_read(Stream& connection, Outgoing data, bool is_head,
                              std::size_t body_size_max, Deadline& deadline, Outcome& outcome)
{
    const Deadline::Guard guard(deadline, [&connection] { connection.abort(); });
    if (deadline.is_expired()) {
        fail(outcome, boost::asio::error::timed_out, deadline);
        co_return;
    }
    const auto sent = co_await connection.write(data);
    outcome.size_sent = sent.size;
    if (sent.ec && (sent.size == 0 || deadline.is_expired() ||
                    sent.ec == boost::asio::error::operation_aborted)) {
        fail(outcome, sent.ec, deadline);
        co_return;
    }
    // A server that refuses a long body answers and closes before it has read all of it.
    co_await read_final_answer(connection, is_head, body_size_max, deadline, outcome);
    if (sent.ec)
        outcome.can_reuse = false;
}

} // namespace

Errc failure_code(const Outcome& outcome, HttpIntent intent)
{
    if (outcome.size_sent == 0)
        return Errc::unavailable;
    if (intent == HttpIntent::write)
        return Errc::uncertain;
    return outcome.kind == Outcome::Kind::malformed ? Errc::bad_response : Errc::unavailable;
}

awaitable<Outcome> exchange(Stream& connection, const HttpRequest& request, const Url& url,
                            RequestForm form, Deadline& deadline)
{
    std::string head;
    append_request_head(head, request, url, form);
    std::string_view body = request.body;
    if (body.size() <= small_body_size_max) {
        head.append(body);
        body = {};
    }
    Outgoing data;
    data[0] = boost::asio::buffer(head);
    data[1] = boost::asio::buffer(body.data(), body.size());
    connection.limit_late_arrival(request.timeout);
    Outcome outcome;
    co_await send_and_read(connection, data, request.method == "HEAD", request.response_size_max,
                           deadline, outcome);
    co_return outcome;
}

awaitable<Outcome> open_tunnel(Stream& connection, const Url& url, Deadline& deadline)
{
    const auto destination = url.host_and_port();
    const std::string head =
        "CONNECT " + destination + " HTTP/1.1\r\nHost: " + destination + "\r\n\r\n";
    Outgoing data;
    data[0] = boost::asio::buffer(head);
    Outcome outcome;
    // Whatever the proxy says about the tunnel in a body is of no use here, so none is read.
    constexpr bool is_without_body = true;
    co_await send_and_read(connection, data, is_without_body, 0, deadline, outcome);
    co_return outcome;
}

} // namespace daifa::http

#include "http/dial.hpp"

#include "http/exchange.hpp"
#include "http/failures.hpp"

#include <boost/asio/ssl/error.hpp>

namespace daifa::http {
namespace {

using boost::asio::ip::tcp;

Error unreachable(std::string code, std::string text = {})
{
    Error error;
    error.code = Errc::unavailable;
    error.remote_code = std::move(code);
    error.remote_text = std::move(text);
    return error;
}

/// Cancelling ends with an exception; reaching the deadline does not.
void throw_if_cancelled(const error_code& ec, const Deadline& deadline, const Deadline& inner)
{
    if (ec == boost::asio::error::operation_aborted && !deadline.is_expired() &&
        !inner.is_expired())
        throw boost::system::system_error(ec);
}

awaitable<Result<Socket>> connect_any(Dialer& dialer, const Url& to, Deadline& deadline)
{
    const auto found = co_await dialer.names->resolve(to.host, deadline);
    if (found.ec)
        co_return unreachable(describe_name_error(found.ec));

    std::string problem = "host not found";
    std::size_t left = found.addresses.size();
    for (const auto& address : found.addresses) {
        tcp::socket socket(dialer.executor);
        // One address that swallows everything must leave time for the others.
        Deadline attempt(*dialer.deadlines, deadline.remaining() / static_cast<int>(left--));
        const Deadline::Guard attempt_guard(attempt, [&socket] { socket.close(); });
        const Deadline::Guard guard(deadline, [&socket] { socket.close(); });
        const tcp::endpoint endpoint(address, to.port);
        const auto [ec] = co_await socket.async_connect(endpoint, nothrow_awaitable);
        throw_if_cancelled(ec, deadline, attempt);
        if (!ec && !deadline.is_expired() && !attempt.is_expired())
            co_return Socket(std::move(socket));
        problem =
            deadline.is_expired() || attempt.is_expired() ? "time-out" : describe_connect_error(ec);
    }
    dialer.names->forget(to.host);
    co_return unreachable(problem);
}

std::string describe_tls_error(const error_code& ec)
{
    if (ec == boost::asio::error::eof || ec == boost::asio::error::connection_reset ||
        ec == boost::asio::ssl::error::stream_truncated)
        return "TLS: connection closed";
    return "TLS: " + ec.message();
}

awaitable<std::optional<Error>> secure(Dialer& dialer, Stream& connection, const Url& url,
                                       Deadline& deadline)
{
    if (!dialer.tls)
        dialer.tls = std::make_unique<TlsContext>(dialer.ca_file);
    const Deadline::Guard guard(deadline, [&connection] { connection.abort(); });
    error_code ec = boost::asio::error::timed_out;
    if (!deadline.is_expired())
        ec = co_await connection.start_tls(*dialer.tls, url.host);
    if (deadline.is_expired())
        co_return unreachable("time-out", "during the TLS handshake");
    if (ec == boost::asio::error::operation_aborted)
        throw boost::system::system_error(ec);
    if (!ec)
        co_return std::nullopt;
    const auto certificate = connection.certificate_problem();
    if (!certificate.empty())
        co_return unreachable("TLS: certificate verify failed", certificate);
    co_return unreachable(describe_tls_error(ec));
}

} // namespace

std::optional<Url> parse_proxy(const std::string& text)
{
    if (text.empty())
        return std::nullopt;
    auto proxy = parse_url(text);
    if (!proxy || proxy->is_tls)
        throw std::runtime_error("the proxy must be given as http://host:port");
    return std::move(*proxy);
}

awaitable<Result<std::unique_ptr<Stream>>> dial(Dialer& dialer, const Url& url, Deadline& deadline)
{
    const Url& first_hop = dialer.proxy ? *dialer.proxy : url;
    auto socket = co_await connect_any(dialer, first_hop, deadline);
    if (!socket)
        co_return socket.error();
    auto connection = std::make_unique<Stream>(std::move(*socket));
    if (url.is_tls && dialer.proxy) {
        const auto tunnel = co_await open_tunnel(*connection, url, deadline);
        if (tunnel.kind != Outcome::Kind::answered)
            co_return unreachable("proxy: " + tunnel.problem);
        if (tunnel.response.status / 100 != 2)
            co_return unreachable("proxy: HTTP " + std::to_string(tunnel.response.status));
    }
    if (url.is_tls) {
        const auto failure = co_await secure(dialer, *connection, url, deadline);
        if (failure)
            co_return *failure;
    }
    co_return connection;
}

} // namespace daifa::http

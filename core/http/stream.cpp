#include "http/stream.hpp"

#include "http/waiter.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <openssl/x509_vfy.h>

#include <netinet/tcp.h>
#include <sys/socket.h>

namespace daifa::http {
namespace {

bool is_tcp(Socket& socket)
{
    error_code ec;
    const auto family = socket.local_endpoint(ec).protocol().family();
    return !ec && (family == AF_INET || family == AF_INET6);
}

/// Removes the first `size` bytes.
void advance(Outgoing& data, std::size_t size)
{
    for (auto& part : data) {
        const std::size_t taken = std::min(size, part.size());
        part += taken;
        size -= taken;
    }
}

} // namespace

Stream::Stream(Socket socket) : socket_(std::move(socket))
{
    error_code ignored;
    socket_.non_blocking(true, ignored);
    if (is_tcp(socket_))
        socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
}

awaitable<error_code> Stream::start_tls(TlsContext& tls, const std::string& host)
{
    tls_.emplace(socket_, tls.native());
    tls.expect_host(tls_->native_handle(), host);
    const auto [ec] =
        co_await tls_->async_handshake(boost::asio::ssl::stream_base::client, nothrow_awaitable);
    co_return ec;
}

std::string Stream::certificate_problem()
{
    if (!tls_)
        return {};
    const long result = SSL_get_verify_result(tls_->native_handle());
    return result == X509_V_OK ? std::string() : X509_verify_cert_error_string(result);
}

awaitable<Transfer> Stream::read_some(boost::asio::mutable_buffer buffer)
{
    Transfer transfer;
    if (tls_) {
        const auto [ec, size] = co_await tls_->async_read_some(buffer, nothrow_awaitable);
        transfer.ec = ec;
        transfer.size = size;
    } else {
        const auto [ec, size] = co_await socket_.async_read_some(buffer, nothrow_awaitable);
        transfer.ec = ec;
        transfer.size = size;
    }
    co_return transfer;
}

awaitable<Transfer> Stream::write(Outgoing data)
{
    Transfer transfer;
    if (tls_) {
        const auto [ec, size] = co_await boost::asio::async_write(*tls_, data, nothrow_awaitable);
        transfer.ec = ec;
        // Records may have left before the failure; the count of plain bytes can not tell.
        transfer.size = std::max<std::size_t>(size, 1);
        co_return transfer;
    }
    for (;;) {
        const Transfer part = write_now(data);
        transfer.size += part.size;
        transfer.ec = part.ec;
        if (part.ec != boost::asio::error::would_block)
            co_return transfer;
        const auto [ec] =
            co_await socket_.async_wait(Socket::wait_write, nothrow_awaitable);
        transfer.ec = ec;
        if (ec)
            co_return transfer;
    }
}

Transfer Stream::write_now(Outgoing& data)
{
    Transfer transfer;
    while (!transfer.ec && boost::asio::buffer_size(data) > 0) {
        const auto size = socket_.write_some(data, transfer.ec);
        advance(data, size);
        transfer.size += size;
    }
    return transfer;
}

bool Stream::is_silent()
{
    char byte = 0;
    const auto size = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

void Stream::limit_late_arrival(Milliseconds span)
{
    if (span == late_arrival_)
        return;
    late_arrival_ = span;
    using UserTimeout = boost::asio::detail::socket_option::integer<IPPROTO_TCP, TCP_USER_TIMEOUT>;
    constexpr Milliseconds span_max = std::chrono::hours(24);
    error_code ignored;
    const auto clamped = std::clamp(span, Milliseconds(1), span_max);
    socket_.set_option(UserTimeout(static_cast<int>(clamped.count())), ignored);
}

void Stream::shutdown_send()
{
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
}

void Stream::close()
{
    error_code ignored;
    socket_.close(ignored);
}

void Stream::abort()
{
    error_code ignored;
    socket_.set_option(Socket::linger(true, 0), ignored);
    socket_.close(ignored);
}

} // namespace daifa::http

#include "http/websocket_client.hpp"
#include "http/websocket_server.hpp"
#include "unit/http/loopback.hpp"
#include "unit/http/test_certificate.hpp"

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/test/unit_test.hpp>

#include <openssl/ssl.h>

#include <fstream>

using namespace daifa;
using namespace daifa::http;
using daifa::test::Loopback;
using daifa::test::RawPeer;
using daifa::test::ScratchDirectory;
using daifa::test::TestCertificate;

namespace {

using boost::asio::use_awaitable;
using boost::asio::ip::tcp;
namespace websocket = boost::beast::websocket;
namespace ssl = boost::asio::ssl;
using Opened = Result<std::unique_ptr<WebSocket>>;

constexpr Milliseconds plenty = std::chrono::seconds(10);

awaitable<void> echo(std::shared_ptr<WebSocket> socket, std::string)
{
    for (;;) {
        auto text = co_await socket->receive();
        if (!text)
            co_return;
        co_await socket->send(std::move(*text));
    }
}

std::string url_of(std::uint16_t port)
{
    return "ws://127.0.0.1:" + std::to_string(port) + "/";
}

struct Pair {
    explicit Pair(WebSocketHandler handler = echo, WebSocketClientOptions options = {},
                  WebSocketServerOptions server_options = {})
        : client(loopback.context, options),
          server(loopback.context, std::move(handler), server_options),
          port(server.listen_tcp("127.0.0.1", 0).value())
    {
    }

    Opened try_connect() { return loopback.run(client.connect(url_of(port), plenty)); }
    std::unique_ptr<WebSocket> connect() { return try_connect().value(); }
    Result<std::string> receive(WebSocket& socket) { return loopback.run(socket.receive()); }

    Loopback loopback;
    WebSocketClient client;
    WebSocketServer server;
    std::uint16_t port;
};

/// Accepts one connection by Beast's own server side, for what ours never does.
class BeastPeer {
public:
    using Talk = std::function<awaitable<void>(websocket::stream<tcp::socket>&)>;

    BeastPeer(Loopback& loopback, Talk talk)
        : acceptor_(loopback.context, tcp::endpoint(boost::asio::ip::make_address("127.0.0.1"), 0)),
          talk_(std::move(talk))
    {
        boost::asio::co_spawn(loopback.context, run(), [](std::exception_ptr) {});
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

private:
    awaitable<void> run()
    {
        auto socket = co_await acceptor_.async_accept(use_awaitable);
        stream_.emplace(std::move(socket));
        co_await stream_->async_accept(use_awaitable);
        co_await talk_(*stream_);
    }

    tcp::acceptor acceptor_;
    Talk talk_;
    std::optional<websocket::stream<tcp::socket>> stream_;
};

/// Takes one WebSocket over TLS and sends its first text back.
class TlsPeer {
public:
    TlsPeer(Loopback& loopback, const TestCertificate& certificate)
        : acceptor_(loopback.context, tcp::endpoint(boost::asio::ip::make_address("127.0.0.1"), 0))
    {
        SSL_CTX_use_certificate(tls_.native_handle(), certificate.certificate());
        SSL_CTX_use_PrivateKey(tls_.native_handle(), certificate.key());
        boost::asio::co_spawn(loopback.context, run(), [](std::exception_ptr) {});
    }

    std::string url() const
    {
        return "wss://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
    }

private:
    awaitable<void> run()
    {
        auto socket = co_await acceptor_.async_accept(use_awaitable);
        websocket::stream<ssl::stream<tcp::socket>> stream(std::move(socket), tls_);
        co_await stream.next_layer().async_handshake(ssl::stream_base::server, use_awaitable);
        co_await stream.async_accept(use_awaitable);
        boost::beast::flat_buffer text;
        co_await stream.async_read(text, use_awaitable);
        co_await stream.async_write(text.data(), use_awaitable);
        co_await stream.async_read(text, use_awaitable);
    }

    tcp::acceptor acceptor_;
    ssl::context tls_{ssl::context::tls_server};
};

void check_failure(const Opened& opened, Errc code, const std::string& text)
{
    BOOST_TEST_REQUIRE(opened.has_error());
    BOOST_TEST((opened.error().code == code));
    BOOST_TEST(opened.error().remote_code == text);
    BOOST_TEST(opened.error().operation == "open a WebSocket");
}

} // namespace

BOOST_AUTO_TEST_SUITE(websockets)

BOOST_AUTO_TEST_CASE(texts_of_any_size_go_both_ways)
{
    Pair pair;
    const auto socket = pair.connect();

    for (const auto& text : {std::string(), std::string("打印"), std::string(3u << 20, 'x')}) {
        BOOST_TEST(pair.loopback.run(socket->send(text)).has_value());
        BOOST_TEST((pair.receive(*socket).value() == text));
    }
}

BOOST_AUTO_TEST_CASE(sends_of_many_coroutines_arrive_whole_and_in_order)
{
    Pair pair;
    const std::shared_ptr<WebSocket> socket = pair.connect();
    constexpr int count = 200;

    for (int i = 0; i < count; ++i) {
        auto sending = socket->send(std::to_string(i) + std::string(5000, '.'));
        boost::asio::co_spawn(pair.loopback.context, std::move(sending), boost::asio::detached);
    }

    for (int i = 0; i < count; ++i)
        BOOST_TEST((pair.receive(*socket).value() == std::to_string(i) + std::string(5000, '.')));
}

BOOST_AUTO_TEST_CASE(a_goodbye_of_the_other_side_is_told)
{
    Pair pair([](std::shared_ptr<WebSocket>, std::string) -> awaitable<void> { co_return; });
    const auto socket = pair.connect();

    const auto text = pair.receive(*socket);

    BOOST_TEST_REQUIRE(text.has_error());
    BOOST_TEST((text.error().code == Errc::unavailable));
    BOOST_TEST(text.error().remote_code == "closed by the other side");
    BOOST_TEST((pair.loopback.run(socket->send("x")).error().code == Errc::unavailable));
}

BOOST_AUTO_TEST_CASE(our_goodbye_reaches_the_other_side)
{
    std::string ending;
    Pair pair([&ending](std::shared_ptr<WebSocket> socket, std::string) -> awaitable<void> {
        const auto text = co_await socket->receive();
        ending = text ? *text : text.error().remote_code;
    });
    const auto socket = pair.connect();

    socket->close();
    pair.loopback.run_until([&ending] { return !ending.empty(); });

    BOOST_TEST(ending == "closed by the other side");
    BOOST_TEST((pair.receive(*socket).error().code == Errc::unavailable));
}

BOOST_AUTO_TEST_CASE(closing_ends_a_receive_that_waits)
{
    Pair pair;
    const auto socket = pair.connect();
    std::optional<Result<std::string>> received;
    auto receiving = socket->receive();
    boost::asio::co_spawn(
        pair.loopback.context, std::move(receiving),
        [&received](const std::exception_ptr&, Result<std::string> text) { received = text; });
    pair.loopback.context.poll();

    socket->close();
    pair.loopback.run_until([&received] { return received.has_value(); });

    BOOST_TEST((received->error().code == Errc::unavailable));
}

BOOST_AUTO_TEST_CASE(a_server_that_stops_cuts_refuses_and_may_come_back)
{
    Pair pair;
    const auto socket = pair.connect();

    pair.server.stop();
    BOOST_TEST((pair.receive(*socket).error().code == Errc::unavailable));
    check_failure(pair.try_connect(), Errc::unavailable, "connect refused");
    BOOST_TEST_REQUIRE(pair.server.listen_tcp("127.0.0.1", pair.port).has_value());

    const auto again = pair.connect();
    BOOST_TEST(pair.loopback.run(again->send("back")).has_value());
    BOOST_TEST(pair.receive(*again).value() == "back");
}

BOOST_AUTO_TEST_CASE(a_server_admits_by_target_and_tells_its_handler)
{
    WebSocketServerOptions options;
    options.admits = [](const std::string& target) { return target.starts_with("/right/"); };
    const auto say_target = [](std::shared_ptr<WebSocket> socket,
                               std::string target) -> awaitable<void> {
        co_await socket->send(std::move(target));
    };
    Pair pair(say_target, {}, options);
    const std::string url = url_of(pair.port);

    auto admitted = pair.loopback.run(pair.client.connect(url + "right/1?a=b", plenty));
    const auto refused = pair.loopback.run(pair.client.connect(url + "wrong", plenty));

    BOOST_TEST_REQUIRE(admitted.has_value());
    BOOST_TEST(pair.receive(**admitted).value() == "/right/1?a=b");
    BOOST_TEST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().code == Errc::bad_response));
    BOOST_TEST(refused.error().remote_code.find("403") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(messages_are_limited_to_the_byte)
{
    WebSocketClientOptions options;
    options.limits.message_size_max = 10;
    Pair pair(echo, options);
    const auto socket = pair.connect();

    pair.loopback.run(socket->send(std::string(10, 'x')));
    BOOST_TEST(pair.receive(*socket).has_value());
    pair.loopback.run(socket->send(std::string(11, 'x')));
    const auto text = pair.receive(*socket);

    BOOST_TEST_REQUIRE(text.has_error());
    BOOST_TEST((text.error().code == Errc::bad_response));
    BOOST_TEST(text.error().remote_code == "message longer than 10 bytes");
}

BOOST_AUTO_TEST_CASE(a_message_that_is_no_text_is_no_answer)
{
    Loopback loopback;
    BeastPeer peer(loopback, [](websocket::stream<tcp::socket>& stream) -> awaitable<void> {
        stream.binary(true);
        const std::string bytes = "\x01\x02";
        co_await stream.async_write(boost::asio::buffer(bytes), use_awaitable);
    });
    WebSocketClient client(loopback.context);
    const auto socket = loopback.run(client.connect(url_of(peer.port()), plenty)).value();

    const auto text = loopback.run(socket->receive());

    BOOST_TEST_REQUIRE(text.has_error());
    BOOST_TEST((text.error().code == Errc::bad_response));
    BOOST_TEST(text.error().remote_code == "a message that is no text");
}

BOOST_AUTO_TEST_CASE(a_line_without_a_sign_of_life_is_gone)
{
    Loopback loopback;
    // It never reads, so it never answers a ping.
    BeastPeer peer(loopback, [](websocket::stream<tcp::socket>&) -> awaitable<void> { co_return; });
    WebSocketClientOptions options;
    options.limits.silence_max = Milliseconds(50);
    WebSocketClient client(loopback.context, options);
    const auto socket = loopback.run(client.connect(url_of(peer.port()), plenty)).value();

    const auto text = loopback.run(socket->receive());

    BOOST_TEST_REQUIRE(text.has_error());
    BOOST_TEST((text.error().code == Errc::unavailable));
    BOOST_TEST(text.error().remote_code == "time-out");
}

BOOST_AUTO_TEST_CASE(what_is_no_websocket_is_told_apart)
{
    Loopback loopback;
    WebSocketClient client(loopback.context);
    const RawPeer not_found(loopback, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    const RawPeer other(loopback, "220 mail here\r\n\r\n");
    const RawPeer mute(loopback, "");

    check_failure(loopback.run(client.connect(url_of(not_found.port()), plenty)),
                  Errc::bad_response, "no WebSocket there: HTTP 404");
    check_failure(loopback.run(client.connect(url_of(other.port()), plenty)), Errc::bad_response,
                  "no WebSocket there: bad version");
    check_failure(loopback.run(client.connect(url_of(mute.port()), plenty)), Errc::unavailable,
                  "connection closed");
}

BOOST_AUTO_TEST_CASE(a_peer_that_says_nothing_is_waited_for_until_the_time_out)
{
    Loopback loopback;
    WebSocketClient client(loopback.context);
    // The system takes the connection; nobody reads what comes on it.
    const tcp::acceptor silent(loopback.context,
                               tcp::endpoint(boost::asio::ip::make_address("127.0.0.1"), 0));
    const auto url = url_of(silent.local_endpoint().port());

    check_failure(loopback.run(client.connect(url, Milliseconds(50))), Errc::unavailable,
                  "time-out");
}

BOOST_AUTO_TEST_CASE(a_url_of_another_kind_is_refused)
{
    Loopback loopback;
    WebSocketClient client(loopback.context);

    for (const auto* url : {"http://127.0.0.1:1/", "127.0.0.1:1", ""})
        check_failure(loopback.run(client.connect(url, plenty)), Errc::misconfigured,
                      "bad URL: it must start with ws:// or wss://");
    check_failure(loopback.run(client.connect("ws://", plenty)), Errc::misconfigured,
                  "bad URL: it names no host");
}

BOOST_AUTO_TEST_CASE(a_browser_that_looks_in_gets_an_http_answer)
{
    Pair pair;

    const auto answer = pair.loopback.run(
        daifa::test::talk(pair.port, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));

    BOOST_TEST(answer.starts_with("HTTP/1.1 4"));
}

BOOST_AUTO_TEST_CASE(over_tls_the_certificate_decides)
{
    Loopback loopback;
    const ScratchDirectory directory;
    const auto authority = TestCertificate::make_authority();
    WebSocketClientOptions options;
    options.ca_file = directory.file("ca.pem");
    std::ofstream(options.ca_file) << authority.to_pem();
    WebSocketClient trusting(loopback.context, options);
    WebSocketClient stranger(loopback.context);
    TlsPeer first(loopback, authority.make_server("IP:127.0.0.1"));
    TlsPeer second(loopback, authority.make_server("IP:127.0.0.1"));

    const auto socket = loopback.run(trusting.connect(first.url(), plenty)).value();
    BOOST_TEST(loopback.run(socket->send("safe")).has_value());
    BOOST_TEST(loopback.run(socket->receive()).value() == "safe");
    check_failure(loopback.run(stranger.connect(second.url(), plenty)), Errc::unavailable,
                  "TLS: certificate verify failed");
}

BOOST_AUTO_TEST_CASE(tls_goes_through_the_proxy_and_what_is_plain_does_not)
{
    Loopback loopback;
    RawPeer proxy(loopback, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    WebSocketClientOptions options;
    options.proxy = "http://127.0.0.1:" + std::to_string(proxy.port());
    WebSocketClient client(loopback.context, options);

    check_failure(loopback.run(client.connect("wss://push.invalid/", plenty)), Errc::unavailable,
                  "proxy: HTTP 403");
    BOOST_TEST(proxy.received().starts_with("CONNECT push.invalid:443 HTTP/1.1\r\n"));

    Pair pair(echo, options);
    BOOST_TEST(pair.try_connect().has_value());
}

BOOST_AUTO_TEST_CASE(a_proxy_that_is_no_address_is_told_at_once)
{
    Loopback loopback;
    WebSocketClientOptions options;
    options.proxy = "https://127.0.0.1:3128";
    BOOST_CHECK_THROW(WebSocketClient(loopback.context, options), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()

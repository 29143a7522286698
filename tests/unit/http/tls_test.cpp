#include "unit/http/loopback.hpp"
#include "unit/http/test_certificate.hpp"

#include <boost/asio/ssl/stream.hpp>
#include <boost/test/unit_test.hpp>

#include <openssl/ssl.h>

#include <fstream>

using namespace daifa;
using namespace daifa::http;
using daifa::test::Loopback;
using daifa::test::ScratchDirectory;
using daifa::test::TestCertificate;
namespace ssl = boost::asio::ssl;

namespace {

using boost::asio::use_awaitable;
using boost::asio::ip::tcp;

/// Answers "ok" to whatever comes over TLS, as often as asked.
class TlsPeer {
public:
    TlsPeer(Loopback& loopback, const TestCertificate& certificate)
        : acceptor_(loopback.context, tcp::endpoint(boost::asio::ip::make_address("127.0.0.1"), 0))
    {
        SSL_CTX_use_certificate(tls_.native_handle(), certificate.certificate());
        SSL_CTX_use_PrivateKey(tls_.native_handle(), certificate.key());
        boost::asio::co_spawn(loopback.context, accept(), [](std::exception_ptr) {});
    }

    std::string url(const std::string& host) const
    {
        return "https://" + host + ":" + std::to_string(acceptor_.local_endpoint().port()) + "/";
    }
    ssl::context& tls() { return tls_; }

    std::string name_asked_for;
    int connections = 0;

private:
    awaitable<void> accept()
    {
        for (;;) {
            auto socket = co_await acceptor_.async_accept(use_awaitable);
            ++connections;
            auto session = answer(std::move(socket));
            boost::asio::co_spawn(acceptor_.get_executor(), std::move(session),
                                  [](std::exception_ptr) {});
        }
    }

    awaitable<void> answer(tcp::socket socket)
    {
        ssl::stream<tcp::socket> stream(std::move(socket), tls_);
        co_await stream.async_handshake(ssl::stream_base::server, use_awaitable);
        const char* name = SSL_get_servername(stream.native_handle(), TLSEXT_NAMETYPE_host_name);
        name_asked_for = name == nullptr ? "" : name;
        std::string input;
        const std::string output = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        for (;;) {
            auto buffer = boost::asio::dynamic_buffer(input);
            const auto size =
                co_await boost::asio::async_read_until(stream, buffer, "\r\n\r\n", use_awaitable);
            input.erase(0, size);
            co_await boost::asio::async_write(stream, boost::asio::buffer(output), use_awaitable);
        }
    }

    tcp::acceptor acceptor_;
    ssl::context tls_{ssl::context::tls_server};
};

struct Authority {
    Authority() { std::ofstream(file) << certificate.to_pem(); }

    ClientOptions trusted() const
    {
        ClientOptions options;
        options.ca_file = file;
        return options;
    }

    ScratchDirectory directory;
    TestCertificate certificate = TestCertificate::make_authority();
    std::string file = directory.file("ca.pem");
};

HttpRequest get(const std::string& url)
{
    HttpRequest request;
    request.api = "test.call";
    request.method = "GET";
    request.url = url;
    return request;
}

} // namespace

BOOST_AUTO_TEST_SUITE(tls)

BOOST_AUTO_TEST_CASE(a_trusted_certificate_for_the_address_is_accepted_and_the_connection_kept)
{
    Loopback loopback;
    const Authority authority;
    TlsPeer peer(loopback, authority.certificate.make_server("IP:127.0.0.1"));
    Client client(loopback.context, authority.trusted());

    for (int i = 0; i < 3; ++i) {
        const auto response = loopback.run(client.send(get(peer.url("127.0.0.1"))));
        BOOST_TEST_REQUIRE(response.has_value());
        BOOST_TEST(response->body == "ok");
    }

    BOOST_TEST(peer.connections == 1);
    BOOST_TEST(peer.name_asked_for == "");
}

BOOST_AUTO_TEST_CASE(the_name_of_the_host_is_sent_and_checked)
{
    Loopback loopback;
    const Authority authority;
    TlsPeer peer(loopback, authority.certificate.make_server("DNS:localhost"));
    Client client(loopback.context, authority.trusted());

    const auto response = loopback.run(client.send(get(peer.url("localhost"))));

    BOOST_TEST(response.has_value());
    BOOST_TEST(peer.name_asked_for == "localhost");
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_host_is_refused_before_anything_is_sent)
{
    Loopback loopback;
    const Authority authority;
    TlsPeer peer(loopback, authority.certificate.make_server("DNS:other.example.com"));
    Client client(loopback.context, authority.trusted());

    for (const auto* host : {"127.0.0.1", "localhost"}) {
        auto request = get(peer.url(host));
        request.intent = HttpIntent::write;
        const auto response = loopback.run(client.send(request));

        BOOST_TEST_REQUIRE(response.has_error());
        BOOST_TEST((response.error().code == Errc::unavailable));
        BOOST_TEST(response.error().remote_code == "TLS: certificate verify failed");
        BOOST_TEST(response.error().remote_text.find("mismatch") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_certificate_of_an_unknown_authority_is_refused)
{
    Loopback loopback;
    const Authority authority;
    TlsPeer peer(loopback, authority.certificate.make_server("IP:127.0.0.1"));
    Client client(loopback.context);

    const auto response = loopback.run(client.send(get(peer.url("127.0.0.1"))));

    BOOST_TEST_REQUIRE(response.has_error());
    BOOST_TEST(response.error().remote_code == "TLS: certificate verify failed");
}

BOOST_AUTO_TEST_CASE(tls_older_than_1_2_is_refused)
{
    Loopback loopback;
    const Authority authority;
    TlsPeer peer(loopback, authority.certificate.make_server("IP:127.0.0.1"));
    SSL_CTX_set_security_level(peer.tls().native_handle(), 0);
    SSL_CTX_set_min_proto_version(peer.tls().native_handle(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(peer.tls().native_handle(), TLS1_1_VERSION);
    Client client(loopback.context, authority.trusted());

    const auto response = loopback.run(client.send(get(peer.url("127.0.0.1"))));

    BOOST_TEST_REQUIRE(response.has_error());
    BOOST_TEST((response.error().code == Errc::unavailable));
    BOOST_TEST(response.error().remote_code.starts_with("TLS: "));
}

BOOST_AUTO_TEST_CASE(a_peer_that_speaks_plain_http_is_no_tls_peer)
{
    Loopback loopback;
    Server server(loopback.context, [](Request) -> awaitable<Response> { co_return Response(); });
    const auto port = server.listen_tcp("127.0.0.1", 0).value();
    Client client(loopback.context);

    const auto response =
        loopback.run(client.send(get("https://127.0.0.1:" + std::to_string(port) + "/")));

    BOOST_TEST_REQUIRE(response.has_error());
    BOOST_TEST((response.error().code == Errc::unavailable));
    BOOST_TEST(response.error().remote_code.starts_with("TLS: "));
}

BOOST_AUTO_TEST_CASE(a_ca_file_that_is_none_is_told_at_once)
{
    Loopback loopback;
    ClientOptions options;
    options.ca_file = "/nowhere/ca.pem";

    BOOST_CHECK_EXCEPTION(Client(loopback.context, options), std::runtime_error,
                          [](const std::runtime_error& error) {
                              return std::string(error.what()).find("/nowhere/ca.pem") !=
                                     std::string::npos;
                          });
}

BOOST_AUTO_TEST_SUITE_END()

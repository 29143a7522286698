#include "unit/http/loopback.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::http;
using daifa::test::Loopback;
using daifa::test::make_request;
using daifa::test::RawPeer;

namespace {

/// A server that answers from a list of responses and counts.
struct ScriptedServer {
    explicit ScriptedServer(Loopback& loopback)
        : server(loopback.context, [this](Request request) { return answer(std::move(request)); }),
          port(server.listen_tcp("127.0.0.1", 0).value())
    {
    }

    awaitable<Response> answer(Request request)
    {
        requests.push_back(std::move(request));
        Response response = requests.size() <= script.size() ? script[requests.size() - 1]
                                                             : text_response(200, "ok");
        co_return response;
    }

    std::vector<Response> script = {};
    std::vector<Request> requests = {};
    Server server;
    std::uint16_t port;
};

Response faulty(Fault fault)
{
    Response response = text_response(200, "0123456789");
    response.fault = std::move(fault);
    return response;
}

const auto good = text_response(200, "ok");

} // namespace

BOOST_AUTO_TEST_SUITE(client)

BOOST_AUTO_TEST_CASE(carries_method_headers_and_body_there_and_the_answer_back)
{
    Loopback loopback;
    ScriptedServer peer(loopback);
    Client client(loopback.context);
    auto request = make_request(peer.port, "/a/b?c=d");
    request.headers = {{"X-One", "1"}};
    request.body = std::string(300'000, 'x');

    const auto response = loopback.run(client.send(request));

    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->status == 200);
    BOOST_TEST(response->body == "ok");
    BOOST_TEST(find_header(response->headers, "content-type") == "text/plain; charset=utf-8");
    const auto& seen = peer.requests.at(0);
    BOOST_TEST(seen.method == "POST");
    BOOST_TEST(seen.path == "/a/b");
    BOOST_TEST(seen.query == "c=d");
    BOOST_TEST(find_header(seen.headers, "x-one") == "1");
    BOOST_TEST((seen.body == request.body));
    BOOST_TEST(seen.peer.starts_with("127.0.0.1:"));
}

BOOST_AUTO_TEST_CASE(requests_in_a_row_share_one_connection)
{
    Loopback loopback;
    ScriptedServer peer(loopback);
    Client client(loopback.context);

    for (int i = 0; i < 3; ++i)
        BOOST_TEST(loopback.run(client.send(make_request(peer.port))).has_value());

    BOOST_TEST(peer.requests.at(0).peer == peer.requests.at(2).peer);
}

BOOST_AUTO_TEST_CASE(a_connection_closed_while_idle_is_noticed_before_a_write_uses_it)
{
    Loopback loopback;
    RawPeer peer(loopback, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    Client client(loopback.context);

    // The peer closes after each answer without having said so.
    for (int i = 0; i < 3; ++i) {
        const auto response =
            loopback.run(client.send(make_request(peer.port(), "/", HttpIntent::write)));
        BOOST_TEST_REQUIRE(response.has_value());
        BOOST_TEST(response->body == "ok");
        loopback.context.poll();
    }
}

BOOST_AUTO_TEST_CASE(a_read_lost_on_a_kept_connection_is_sent_once_more)
{
    Loopback loopback;
    ScriptedServer peer(loopback);
    peer.script = {good, faulty({.close_before_answer = true})};
    Client client(loopback.context);
    loopback.run(client.send(make_request(peer.port)));

    const auto response = loopback.run(client.send(make_request(peer.port)));

    BOOST_TEST(response.has_value());
    BOOST_TEST(peer.requests.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_read_lost_on_a_new_connection_is_unavailable)
{
    Loopback loopback;
    ScriptedServer peer(loopback);
    peer.script = {faulty({.close_before_answer = true})};
    Client client(loopback.context);

    const auto response = loopback.run(client.send(make_request(peer.port)));

    BOOST_TEST_REQUIRE(response.has_error());
    BOOST_TEST((response.error().code == Errc::unavailable));
    BOOST_TEST(response.error().remote_code == "connection closed");
    BOOST_TEST(response.error().operation == "test.call");
    BOOST_TEST(peer.requests.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_write_whose_answer_is_lost_is_uncertain_and_never_sent_again)
{
    Loopback loopback;
    ScriptedServer peer(loopback);
    peer.script = {good, faulty({.close_before_answer = true})};
    Client client(loopback.context);
    const auto request = make_request(peer.port, "/", HttpIntent::write);
    loopback.run(client.send(request));

    const auto response = loopback.run(client.send(request));

    BOOST_TEST_REQUIRE(response.has_error());
    BOOST_TEST((response.error().code == Errc::uncertain));
    BOOST_TEST(peer.requests.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_body_cut_in_the_middle_is_no_answer)
{
    Loopback loopback;
    ScriptedServer peer(loopback);
    peer.script = {faulty({.close_after_body_bytes = 4}), faulty({.close_after_body_bytes = 4})};
    Client client(loopback.context);

    const auto read = loopback.run(client.send(make_request(peer.port)));
    const auto write = loopback.run(client.send(make_request(peer.port, "/", HttpIntent::write)));

    BOOST_TEST((read.error().code == Errc::unavailable));
    BOOST_TEST((write.error().code == Errc::uncertain));
    BOOST_TEST(peer.requests.size() == 2u);
}

BOOST_AUTO_TEST_CASE(an_answer_that_comes_too_late_is_a_time_out)
{
    Loopback loopback;
    ScriptedServer peer(loopback);
    peer.script = {faulty({.delay = std::chrono::hours(1)}), faulty({.delay = std::chrono::hours(1)})};
    Client client(loopback.context);
    auto request = make_request(peer.port);
    request.timeout = Milliseconds(20);

    const auto read = loopback.run(client.send(request));
    request.intent = HttpIntent::write;
    const auto write = loopback.run(client.send(request));

    BOOST_TEST((read.error().code == Errc::unavailable));
    BOOST_TEST(read.error().remote_code == "time-out");
    BOOST_TEST((write.error().code == Errc::uncertain));
    BOOST_TEST(write.error().remote_code == "time-out");
}

BOOST_AUTO_TEST_CASE(a_request_without_time_never_leaves)
{
    Loopback loopback;
    ScriptedServer peer(loopback);
    Client client(loopback.context);
    loopback.run(client.send(make_request(peer.port)));
    auto request = make_request(peer.port, "/", HttpIntent::write);
    request.timeout = Milliseconds(0);

    const auto response = loopback.run(client.send(request));

    BOOST_TEST_REQUIRE(response.has_error());
    BOOST_TEST(response.error().remote_code == "time-out");
}

BOOST_AUTO_TEST_CASE(a_refused_port_is_unavailable_even_for_a_write)
{
    Loopback loopback;
    std::uint16_t closed_port = 0;
    {
        const boost::asio::ip::tcp::endpoint any(boost::asio::ip::make_address("127.0.0.1"), 0);
        const boost::asio::ip::tcp::acceptor acceptor(loopback.context, any);
        closed_port = acceptor.local_endpoint().port();
    }
    Client client(loopback.context);

    const auto response = loopback.run(client.send(make_request(closed_port, "/", HttpIntent::write)));

    BOOST_TEST_REQUIRE(response.has_error());
    BOOST_TEST((response.error().code == Errc::unavailable));
    BOOST_TEST(response.error().remote_code == "connect refused");
}

BOOST_AUTO_TEST_CASE(an_unknown_host_is_unavailable)
{
    Loopback loopback;
    Client client(loopback.context);
    HttpRequest request;
    request.api = "test.call";
    request.url = "http://no-such-host.invalid/";

    const auto response = loopback.run(client.send(request));

    BOOST_TEST_REQUIRE(response.has_error());
    BOOST_TEST((response.error().code == Errc::unavailable));
    BOOST_TEST((response.error().remote_code.starts_with("host not found") ||
                response.error().remote_code == "time-out"));
}

BOOST_AUTO_TEST_CASE(a_bad_url_or_header_is_misconfigured_before_anything_is_sent)
{
    Loopback loopback;
    Client client(loopback.context);
    HttpRequest bad_url;
    bad_url.url = "gw.example.com/router";
    HttpRequest bad_header;
    bad_header.url = "http://127.0.0.1:1/";
    bad_header.headers = {{"X-Key", "a\nb"}};

    BOOST_TEST((loopback.run(client.send(bad_url)).error().code == Errc::misconfigured));
    BOOST_TEST((loopback.run(client.send(bad_header)).error().code == Errc::misconfigured));
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_no_http_is_a_bad_response_or_an_uncertain_write)
{
    Loopback loopback;
    RawPeer peer(loopback, "220 mail.example.com ready\r\n\r\n");
    Client client(loopback.context);

    const auto read = loopback.run(client.send(make_request(peer.port())));
    const auto write = loopback.run(client.send(make_request(peer.port(), "/", HttpIntent::write)));

    BOOST_TEST((read.error().code == Errc::bad_response));
    BOOST_TEST(read.error().remote_code.starts_with("no HTTP"));
    BOOST_TEST((write.error().code == Errc::uncertain));
}

BOOST_AUTO_TEST_CASE(the_limit_of_the_answer_holds_to_the_byte)
{
    Loopback loopback;
    ScriptedServer peer(loopback);
    peer.script = {text_response(200, "1234"), text_response(200, "12345"),
                   text_response(200, "123456")};
    Client client(loopback.context);
    auto request = make_request(peer.port);
    request.response_size_max = 5;

    BOOST_TEST(loopback.run(client.send(request)).has_value());
    BOOST_TEST(loopback.run(client.send(request)).has_value());
    const auto longer = loopback.run(client.send(request));

    BOOST_TEST_REQUIRE(longer.has_error());
    BOOST_TEST((longer.error().code == Errc::bad_response));
    BOOST_TEST(longer.error().remote_code == "body longer than 5 bytes");
}

BOOST_AUTO_TEST_CASE(two_hundred_megabytes_are_refused_by_their_announcement_alone)
{
    Loopback loopback;
    // Not one byte of the body is ever sent: waiting for it would be a time-out.
    RawPeer peer(loopback, "HTTP/1.1 200 OK\r\nContent-Length: 209715200\r\n\r\n");
    Client client(loopback.context);

    const auto response = loopback.run(client.send(make_request(peer.port())));

    BOOST_TEST((response.error().code == Errc::bad_response));
    BOOST_TEST(response.error().remote_code == "body longer than 8388608 bytes");
}

BOOST_AUTO_TEST_CASE(an_unannounced_length_is_limited_while_reading)
{
    Loopback loopback;
    RawPeer chunked(loopback, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                              "4\r\nabcd\r\n4\r\nefgh\r\n0\r\n\r\n");
    RawPeer until_closed(loopback, "HTTP/1.0 200 OK\r\n\r\nabcdefgh");
    Client client(loopback.context);
    for (const auto port : {chunked.port(), until_closed.port()}) {
        auto request = make_request(port);
        request.response_size_max = 8;
        const auto fits = loopback.run(client.send(request));
        request.response_size_max = 7;
        const auto longer = loopback.run(client.send(request));

        BOOST_TEST_REQUIRE(fits.has_value());
        BOOST_TEST(fits->body == "abcdefgh");
        BOOST_TEST(longer.error().remote_code == "body longer than 7 bytes");
    }
}

BOOST_AUTO_TEST_CASE(an_interim_answer_is_not_the_answer)
{
    Loopback loopback;
    RawPeer peer(loopback, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                           "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok");
    Client client(loopback.context);

    const auto response = loopback.run(client.send(make_request(peer.port())));

    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->status == 201);
    BOOST_TEST(response->headers.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_refusal_in_the_middle_of_a_long_body_is_an_answer)
{
    Loopback loopback;
    ScriptedServer peer(loopback);
    Client client(loopback.context);
    auto request = make_request(peer.port);
    request.body = std::string(32u << 20, 'x');

    const auto response = loopback.run(client.send(std::move(request)));

    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->status == 413);
    BOOST_TEST(peer.requests.empty());
}

BOOST_AUTO_TEST_CASE(a_cancelled_request_closes_its_connection_and_leaves_the_rest_in_order)
{
    Loopback loopback;
    ScriptedServer peer(loopback);
    peer.script = {faulty({.delay = std::chrono::hours(1)})};
    ClientOptions options;
    options.connections_max = 1;
    Client client(loopback.context, options);
    boost::asio::cancellation_signal signal;
    bool is_cancelled = false;
    auto on_end = [&](std::exception_ptr failure, const Result<HttpResponse>&) {
        is_cancelled = failure != nullptr;
    };
    boost::asio::co_spawn(loopback.context, client.send(make_request(peer.port)),
                          boost::asio::bind_cancellation_slot(signal.slot(), on_end));
    loopback.run_until([&] { return peer.requests.size() == 1; });

    signal.emit(boost::asio::cancellation_type::terminal);
    loopback.run_until([&] { return is_cancelled; });

    BOOST_TEST(loopback.run(client.send(make_request(peer.port))).has_value());
    BOOST_TEST(peer.requests.at(0).peer != peer.requests.at(1).peer);
}

BOOST_AUTO_TEST_CASE(plain_requests_through_a_proxy_name_the_whole_url)
{
    Loopback loopback;
    RawPeer proxy(loopback, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    ClientOptions options;
    options.proxy = "http://127.0.0.1:" + std::to_string(proxy.port());
    Client client(loopback.context, options);
    HttpRequest request;
    request.url = "http://erp.invalid/api";

    const auto response = loopback.run(client.send(request));

    BOOST_TEST(response.has_value());
    BOOST_TEST(proxy.received().starts_with("POST http://erp.invalid/api HTTP/1.1\r\nHost: erp.invalid\r\n"));
}

BOOST_AUTO_TEST_CASE(a_proxy_that_refuses_the_tunnel_is_unavailable)
{
    Loopback loopback;
    RawPeer proxy(loopback, "HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nnever");
    ClientOptions options;
    options.proxy = "http://127.0.0.1:" + std::to_string(proxy.port());
    Client client(loopback.context, options);
    HttpRequest request;
    request.intent = HttpIntent::write;
    request.url = "https://erp.invalid/api";

    const auto response = loopback.run(client.send(request));

    BOOST_TEST((response.error().code == Errc::unavailable));
    BOOST_TEST(response.error().remote_code == "proxy: HTTP 403");
    BOOST_TEST(proxy.received().starts_with("CONNECT erp.invalid:443 HTTP/1.1\r\n"));
}

BOOST_AUTO_TEST_SUITE_END()

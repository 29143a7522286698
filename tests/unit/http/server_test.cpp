#include "unit/http/loopback.hpp"

#include "support/recording_log.hpp"

#include <boost/test/unit_test.hpp>

using namespace daifa;
using namespace daifa::http;
using daifa::test::Loopback;
using daifa::test::make_request;
using daifa::test::talk;

namespace {

awaitable<Response> echo(Request request)
{
    co_return text_response(200, request.method + " " + request.target + " " + request.body);
}

struct RunningServer {
    explicit RunningServer(Handler handler = echo, ServerOptions options = {})
        : server(loopback.context, std::move(handler), options),
          port(server.listen_tcp("127.0.0.1", 0).value())
    {
    }

    std::string ask(std::string bytes) { return loopback.run(talk(port, std::move(bytes))); }

    Loopback loopback;
    Server server;
    std::uint16_t port;
};

std::size_t count(const std::string& text, const std::string& part)
{
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

} // namespace

BOOST_AUTO_TEST_SUITE(server)

BOOST_AUTO_TEST_CASE(pipelined_requests_are_answered_in_order)
{
    RunningServer peer;

    const auto answer = peer.ask("GET /1 HTTP/1.1\r\n\r\nPOST /2 HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
                                 "GET /3 HTTP/1.1\r\nConnection: close\r\n\r\n");

    const auto first = answer.find("GET /1 ");
    const auto second = answer.find("POST /2 abc");
    const auto third = answer.find("GET /3 ");
    BOOST_TEST(third != std::string::npos);
    BOOST_TEST((first < second && second < third));
    BOOST_TEST(count(answer, "HTTP/1.1 200 OK\r\n") == 3u);
}

BOOST_AUTO_TEST_CASE(the_limit_of_the_body_holds_to_the_byte)
{
    ServerOptions options;
    options.body_size_max = 4;
    RunningServer peer(echo, options);

    for (const auto* body : {"123", "1234"})
        BOOST_TEST(peer.ask("POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: " +
                            std::to_string(std::string_view(body).size()) + "\r\n\r\n" + body)
                       .starts_with("HTTP/1.1 200"));
    const auto refused = peer.ask("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n12345");
    const auto chunked = peer.ask("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                                  "5\r\n12345\r\n0\r\n\r\n");

    for (const auto& answer : {refused, chunked}) {
        BOOST_TEST(answer.starts_with("HTTP/1.1 413 "));
        BOOST_TEST(answer.find(R"({"error":"body_too_large","text":"the body is longer than 4 bytes"})") !=
                   std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(two_hundred_megabytes_are_refused_by_their_announcement_alone)
{
    RunningServer peer;

    const auto answer = peer.ask("POST / HTTP/1.1\r\nContent-Length: 209715200\r\n\r\n");

    BOOST_TEST(answer.starts_with("HTTP/1.1 413 "));
}

BOOST_AUTO_TEST_CASE(the_header_is_limited)
{
    ServerOptions options;
    options.header_size_max = 100;
    RunningServer peer(echo, options);
    const std::string rest = "GET / HTTP/1.1\r\nConnection: close\r\nX: ";

    BOOST_TEST(peer.ask(rest + std::string(40, 'x') + "\r\n\r\n").starts_with("HTTP/1.1 200"));
    BOOST_TEST(peer.ask(rest + std::string(100, 'x') + "\r\n\r\n").starts_with("HTTP/1.1 431"));
}

BOOST_AUTO_TEST_CASE(what_is_no_http_gets_a_400_and_the_end)
{
    RunningServer peer;

    BOOST_TEST(peer.ask("\x16\x03\x01 not http\r\n\r\n").starts_with("HTTP/1.1 400"));
}

BOOST_AUTO_TEST_CASE(a_client_that_asks_to_go_on_is_told_to)
{
    ServerOptions options;
    options.transfer_timeout = Milliseconds(100);
    RunningServer peer(echo, options);

    // The body never comes; what matters is what the server says before.
    const auto answer = peer.ask("POST / HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\n"
                                 "Content-Length: 2\r\n\r\n");

    BOOST_TEST(answer.starts_with("HTTP/1.1 100 Continue\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(head_has_the_length_but_not_the_body)
{
    RunningServer peer;

    const auto answer = peer.ask("HEAD /x HTTP/1.1\r\nConnection: close\r\n\r\n");

    BOOST_TEST(answer.find("Content-Length: 8\r\n") != std::string::npos);
    BOOST_TEST(answer.ends_with("\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(what_a_handler_throws_is_logged_and_not_shown)
{
    test::RecordingLog log;
    ServerOptions options;
    options.log = &log;
    const Handler handler = [](Request) -> awaitable<Response> {
        throw std::runtime_error("table orders is locked");
        co_return Response();
    };
    RunningServer peer(handler, options);

    const auto answer = peer.ask("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");

    BOOST_TEST(answer.starts_with("HTTP/1.1 500"));
    BOOST_TEST(answer.find("orders") == std::string::npos);
    BOOST_TEST(log.lines.at(0) == "http handler failed reason=table orders is locked");
}

BOOST_AUTO_TEST_CASE(a_silent_client_is_closed)
{
    ServerOptions options;
    options.idle_timeout = Milliseconds(1);
    RunningServer peer(echo, options);

    BOOST_TEST(peer.ask("") == "");
}

BOOST_AUTO_TEST_CASE(a_request_that_never_ends_is_closed)
{
    ServerOptions options;
    options.transfer_timeout = Milliseconds(1);
    RunningServer peer(echo, options);

    BOOST_TEST(peer.ask("GET / HTTP/1.1\r\nX: ") == "");
}

BOOST_AUTO_TEST_CASE(connections_beyond_the_limit_are_served_when_there_is_room)
{
    ServerOptions options;
    options.connections_max = 1;
    RunningServer peer(echo, options);
    std::vector<std::string> answers;
    std::size_t connections_seen = 0;
    for (int i = 0; i < 3; ++i) {
        boost::asio::co_spawn(peer.loopback.context,
                              talk(peer.port, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
                              [&](std::exception_ptr, std::string answer) {
                                  answers.push_back(std::move(answer));
                              });
    }

    peer.loopback.run_until([&] {
        connections_seen = std::max(connections_seen, peer.server.connection_count());
        return answers.size() == 3;
    });

    BOOST_TEST(connections_seen == 1u);
    BOOST_TEST(answers[2].starts_with("HTTP/1.1 200"));
}

BOOST_AUTO_TEST_CASE(raw_bytes_can_stand_in_for_an_answer)
{
    const Handler handler = [](Request) -> awaitable<Response> {
        Response response = text_response(200, "never seen");
        Fault fault;
        fault.raw_answer = "<html>";
        response.fault = fault;
        co_return response;
    };
    RunningServer peer(handler);

    BOOST_TEST(peer.ask("GET / HTTP/1.1\r\n\r\n") == "<html>");
}

BOOST_AUTO_TEST_CASE(stopping_lets_a_running_request_end_and_closes_idle_connections)
{
    boost::asio::steady_timer* gate = nullptr;
    const Handler handler = [&gate](Request request) -> awaitable<Response> {
        if (request.path == "/slow") {
            const auto executor = co_await boost::asio::this_coro::executor;
            boost::asio::steady_timer timer(executor, boost::asio::steady_timer::time_point::max());
            gate = &timer;
            co_await timer.async_wait(nothrow_awaitable);
        }
        co_return text_response(200, "done");
    };
    RunningServer peer(handler);
    Client client(peer.loopback.context);
    peer.loopback.run(client.send(make_request(peer.port, "/")));
    std::string slow_answer;
    boost::asio::co_spawn(peer.loopback.context, talk(peer.port, "GET /slow HTTP/1.1\r\n\r\n"),
                          [&](std::exception_ptr, std::string answer) { slow_answer = answer; });
    peer.loopback.run_until([&] { return gate != nullptr; });
    BOOST_TEST(peer.server.connection_count() == 2u);
    bool is_stopped = false;
    boost::asio::co_spawn(peer.loopback.context, peer.server.stop(std::chrono::seconds(10)),
                          [&](std::exception_ptr) { is_stopped = true; });
    peer.loopback.run_until([&] { return peer.server.connection_count() == 1; });
    BOOST_TEST(!is_stopped);

    gate->cancel();
    peer.loopback.run_until([&] { return is_stopped && !slow_answer.empty(); });

    BOOST_TEST(slow_answer.ends_with("done"));
    BOOST_TEST(slow_answer.find("Connection: close") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(stopping_cancels_what_does_not_end_in_time)
{
    bool is_running = false;
    const Handler handler = [&is_running](Request) -> awaitable<Response> {
        is_running = true;
        const auto executor = co_await boost::asio::this_coro::executor;
        boost::asio::steady_timer timer(executor, boost::asio::steady_timer::time_point::max());
        co_await timer.async_wait(boost::asio::use_awaitable);
        co_return Response();
    };
    RunningServer peer(handler);
    bool is_closed = false;
    boost::asio::co_spawn(peer.loopback.context, talk(peer.port, "GET / HTTP/1.1\r\n\r\n"),
                          [&](std::exception_ptr, std::string) { is_closed = true; });
    peer.loopback.run_until([&] { return is_running; });

    peer.loopback.run(peer.server.stop(Milliseconds(1)));

    BOOST_TEST(peer.server.connection_count() == 0u);
    peer.loopback.run_until([&] { return is_closed; });
}

BOOST_AUTO_TEST_SUITE_END()

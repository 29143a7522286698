#include "unit/http/loopback.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace daifa;
using namespace daifa::http;
using daifa::test::Loopback;
using daifa::test::make_request;

namespace {

/// A server whose answers wait until the test lets them go, and a client in front of it.
struct HeldServer {
    explicit HeldServer(ClientOptions options)
        : server(loopback.context, [this](Request request) { return answer(std::move(request)); }),
          port(server.listen_tcp("127.0.0.1", 0).value()), client(loopback.context, options)
    {
    }

    awaitable<Response> answer(Request request)
    {
        targets.push_back(request.target);
        peers.insert(request.peer);
        boost::asio::steady_timer gate(loopback.context, boost::asio::steady_timer::time_point::max());
        gates.push_back(&gate);
        if (!is_open)
            co_await gate.async_wait(nothrow_awaitable);
        std::erase(gates, &gate);
        co_return text_response(200, "ok");
    }

    void ask(const std::string& target, Milliseconds timeout = std::chrono::seconds(10))
    {
        auto request = make_request(port, target);
        request.timeout = timeout;
        boost::asio::co_spawn(loopback.context, client.send(std::move(request)),
                              [this](std::exception_ptr, Result<HttpResponse> result) {
                                  ended.push_back(std::move(result));
                              });
    }

    void let_go()
    {
        is_open = true;
        for (auto* gate : gates)
            gate->cancel();
    }

    Loopback loopback;
    std::vector<std::string> targets = {};
    std::set<std::string> peers = {};
    std::vector<boost::asio::steady_timer*> gates = {};
    std::vector<Result<HttpResponse>> ended = {};
    bool is_open = false;
    Server server;
    std::uint16_t port;
    Client client;
};

} // namespace

BOOST_AUTO_TEST_SUITE(connection_pool)

BOOST_AUTO_TEST_CASE(no_more_connections_than_allowed_and_those_who_wait_keep_their_order)
{
    ClientOptions options;
    options.connections_max = 2;
    HeldServer peer(options);
    for (const auto* target : {"/1", "/2", "/3", "/4", "/5"})
        peer.ask(target);
    peer.loopback.run_until([&] { return peer.gates.size() == 2; });
    BOOST_TEST(peer.server.connection_count() == 2u);

    peer.let_go();
    peer.loopback.run_until([&] { return peer.ended.size() == 5; });

    const std::vector<std::string> waited(peer.targets.begin() + 2, peer.targets.end());
    BOOST_TEST((waited == std::vector<std::string>{"/3", "/4", "/5"}));
    BOOST_TEST(peer.peers.size() == 2u);
}

BOOST_AUTO_TEST_CASE(the_line_of_those_who_wait_is_bounded)
{
    ClientOptions options;
    options.connections_max = 1;
    options.waiting_max = 1;
    HeldServer peer(options);
    for (const auto* target : {"/1", "/2", "/3"})
        peer.ask(target);

    peer.loopback.run_until([&] { return peer.ended.size() == 1; });
    BOOST_TEST((peer.ended[0].error().code == Errc::unavailable));
    BOOST_TEST(peer.ended[0].error().remote_code == "too many requests wait for a connection");

    peer.let_go();
    peer.loopback.run_until([&] { return peer.ended.size() == 3; });
    BOOST_TEST(peer.ended[2].has_value());
}

BOOST_AUTO_TEST_CASE(waiting_for_a_connection_counts_against_the_deadline)
{
    ClientOptions options;
    options.connections_max = 1;
    HeldServer peer(options);
    peer.ask("/1");
    peer.ask("/2", Milliseconds(10));

    peer.loopback.run_until([&] { return peer.ended.size() == 1; });
    BOOST_TEST(peer.ended[0].error().remote_code == "time-out");

    peer.let_go();
    peer.loopback.run_until([&] { return peer.ended.size() == 2; });
    BOOST_TEST(peer.ended[1].has_value());
    BOOST_TEST(peer.targets.size() == 1u);
}

BOOST_AUTO_TEST_CASE(an_unused_connection_is_closed_after_a_while)
{
    ClientOptions options;
    options.idle_keep = Milliseconds(1);
    HeldServer peer(options);
    peer.let_go();
    peer.ask("/1");
    peer.loopback.run_until([&] { return peer.ended.size() == 1; });

    peer.loopback.run_until([&] { return peer.server.connection_count() == 0; });
}

BOOST_AUTO_TEST_CASE(closing_the_client_leaves_nothing_that_keeps_the_loop_running)
{
    Loopback loopback;
    Client client(loopback.context);
    {
        Server server(loopback.context, [](Request) -> awaitable<Response> {
            co_return text_response(200, "ok");
        });
        const auto port = server.listen_tcp("127.0.0.1", 0).value();
        BOOST_TEST(loopback.run(client.send(make_request(port))).has_value());
    }

    client.close();
    loopback.context.restart();
    loopback.context.run_for(std::chrono::seconds(5));

    BOOST_TEST(loopback.context.stopped());
}

BOOST_AUTO_TEST_SUITE_END()

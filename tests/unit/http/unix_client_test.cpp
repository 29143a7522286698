#include "http/unix_client.hpp"

#include "unit/http/loopback.hpp"

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/test/unit_test.hpp>

#include <vector>

#include <sys/stat.h>
#include <unistd.h>

using namespace daifa;
using namespace daifa::http;
using daifa::test::Loopback;
using daifa::test::ScratchDirectory;

namespace {

HttpRequest status_request()
{
    HttpRequest request;
    request.api = "status";
    request.method = "GET";
    request.url = "http://daifa/status?shop=1";
    return request;
}

} // namespace

BOOST_AUTO_TEST_SUITE(unix_client)

BOOST_AUTO_TEST_CASE(asks_a_server_on_a_unix_socket_which_sees_who_asks)
{
    Loopback loopback;
    ScratchDirectory directory;
    const auto path = directory.file("admin.sock");
    Server server(loopback.context, [](Request request) -> awaitable<Response> {
        co_return text_response(200, request.target + " " + request.peer);
    });
    BOOST_TEST(server.listen_unix(path, 0600).has_value());
    UnixClient client(loopback.context, path);

    const auto response = loopback.run(client.send(status_request()));

    BOOST_TEST_REQUIRE(response.has_value());
    BOOST_TEST(response->body == "/status?shop=1 uid=" + std::to_string(::getuid()) +
                                     " pid=" + std::to_string(::getpid()));
}

BOOST_AUTO_TEST_CASE(never_started_gone_and_forbidden_are_told_apart)
{
    Loopback loopback;
    ScratchDirectory directory;
    const auto gone = directory.file("gone.sock");
    {
        boost::asio::local::stream_protocol::acceptor dead(loopback.context, gone);
    }
    UnixClient to_never_started(loopback.context, directory.file("none.sock"));
    UnixClient to_gone(loopback.context, gone);

    const auto never_started = loopback.run(to_never_started.send(status_request()));
    const auto refused = loopback.run(to_gone.send(status_request()));

    BOOST_TEST((never_started.error().code == Errc::unavailable));
    BOOST_TEST(never_started.error().remote_code == "no such socket");
    BOOST_TEST(refused.error().remote_code == "connect refused");
    if (::geteuid() != 0) {
        ::chmod(gone.c_str(), 0);
        const auto forbidden = loopback.run(to_gone.send(status_request()));
        BOOST_TEST(forbidden.error().remote_code == "permission denied");
    }
}

BOOST_AUTO_TEST_CASE(a_server_whose_queue_is_full_is_not_waited_for)
{
    using boost::asio::local::stream_protocol;
    Loopback loopback;
    ScratchDirectory directory;
    const auto path = directory.file("stuck.sock");
    stream_protocol::acceptor stuck(loopback.context);
    stuck.open(stream_protocol());
    stuck.bind(stream_protocol::endpoint(path));
    stuck.listen(1);
    std::vector<stream_protocol::socket> waiting;
    for (int i = 0; i < 8; ++i) {
        boost::system::error_code ec;
        waiting.emplace_back(loopback.context, stream_protocol());
        waiting.back().non_blocking(true);
        waiting.back().connect(stream_protocol::endpoint(path), ec);
    }
    UnixClient client(loopback.context, path);

    const auto answer = loopback.run(client.send(status_request()));

    BOOST_TEST_REQUIRE(answer.has_error());
    BOOST_TEST((answer.error().code == Errc::unavailable));
}

BOOST_AUTO_TEST_SUITE_END()

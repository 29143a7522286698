#include "unit/http/loopback.hpp"

#include "http/listener.hpp"

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/test/unit_test.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <barrier>
#include <fstream>
#include <optional>
#include <thread>
#include <vector>

using namespace daifa;
using namespace daifa::http;
using daifa::test::Loopback;
using daifa::test::ScratchDirectory;

namespace {

mode_t mode_of(const std::string& path)
{
    struct stat info = {};
    ::stat(path.c_str(), &info);
    return info.st_mode & 0777u;
}

Handler nothing()
{
    return [](Request) -> awaitable<Response> { co_return Response(); };
}

} // namespace

BOOST_AUTO_TEST_SUITE(listener)

BOOST_AUTO_TEST_CASE(a_socket_file_has_its_mode_whatever_the_umask_and_goes_at_the_end)
{
    Loopback loopback;
    ScratchDirectory directory;
    const auto path = directory.file("admin.sock");
    const auto old_mask = ::umask(0077);
    {
        Server server(loopback.context, nothing());
        BOOST_TEST(server.listen_unix(path, 0660).has_value());
        BOOST_TEST(mode_of(path) == 0660u);
    }
    ::umask(old_mask);

    BOOST_TEST(!std::filesystem::exists(path));
}

BOOST_AUTO_TEST_CASE(the_socket_file_of_a_dead_process_is_replaced)
{
    Loopback loopback;
    ScratchDirectory directory;
    const auto path = directory.file("admin.sock");
    {
        boost::asio::local::stream_protocol::acceptor dead(loopback.context, path);
    }
    BOOST_TEST_REQUIRE(std::filesystem::exists(path));

    BOOST_TEST(listen_on_unix(loopback.context.get_executor(), path, 0600).has_value());
}

BOOST_AUTO_TEST_CASE(a_socket_that_somebody_listens_on_is_left_alone)
{
    Loopback loopback;
    ScratchDirectory directory;
    const auto path = directory.file("admin.sock");
    Server first(loopback.context, nothing());
    BOOST_TEST(first.listen_unix(path, 0600).has_value());
    Server second(loopback.context, nothing());

    const auto result = second.listen_unix(path, 0600);

    BOOST_TEST_REQUIRE(result.has_error());
    BOOST_TEST((result.error().code == Errc::misconfigured));
    BOOST_TEST(result.error().operation == "listen on " + path);
    BOOST_TEST(result.error().remote_text == "another process listens there already");
    BOOST_TEST(std::filesystem::exists(path));
}

BOOST_AUTO_TEST_CASE(of_many_that_find_a_dead_socket_at_the_same_moment_one_gets_it)
{
    Loopback loopback;
    ScratchDirectory directory;
    for (int round = 0; round < 1000; ++round) {
        const auto path = directory.file(std::to_string(round) + ".sock");
        {
            boost::asio::local::stream_protocol::acceptor dead(loopback.context, path);
        }
        constexpr int racers = 4;
        std::barrier start(racers);
        std::array<boost::asio::io_context, racers> contexts;
        std::array<std::optional<Result<Acceptor>>, racers> results;
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < racers; ++i)
            threads.emplace_back([&, i] {
                start.arrive_and_wait();
                results[i].emplace(listen_on_unix(contexts[i].get_executor(), path, 0600));
            });
        for (auto& thread : threads)
            thread.join();

        const auto listening =
            std::ranges::count_if(results, [](const auto& result) { return result->has_value(); });
        BOOST_TEST(listening == 1, round);
        boost::asio::local::stream_protocol::socket caller(loopback.context);
        error_code ec;
        caller.connect(path, ec);
        BOOST_TEST(!ec, ec.message());
    }
}

BOOST_AUTO_TEST_CASE(a_path_that_somebody_is_just_taking_is_left_to_him)
{
    Loopback loopback;
    ScratchDirectory directory;
    const auto path = directory.file("admin.sock");
    {
        boost::asio::local::stream_protocol::acceptor dead(loopback.context, path);
    }
    const int other = ::open((path + ".lock").c_str(), O_RDWR | O_CREAT, 0600);
    BOOST_TEST_REQUIRE(::flock(other, LOCK_EX) == 0);

    const auto result = listen_on_unix(loopback.context.get_executor(), path, 0600);
    ::close(other);

    BOOST_TEST_REQUIRE(result.has_error());
    BOOST_TEST(result.error().remote_text == "another process is about to listen there");
    BOOST_TEST(std::filesystem::exists(path));
    BOOST_TEST(listen_on_unix(loopback.context.get_executor(), path, 0600).has_value());
}

BOOST_AUTO_TEST_CASE(one_that_is_too_busy_to_take_callers_listens_all_the_same)
{
    Loopback loopback;
    ScratchDirectory directory;
    const auto path = directory.file("admin.sock");
    using boost::asio::local::stream_protocol;
    stream_protocol::acceptor busy(loopback.context);
    busy.open();
    busy.bind(path);
    busy.listen(0);
    stream_protocol::socket waiting(loopback.context);
    waiting.connect(path);

    const auto result = listen_on_unix(loopback.context.get_executor(), path, 0600);

    BOOST_TEST_REQUIRE(result.has_error());
    BOOST_TEST(result.error().remote_text == "another process listens there already");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_socket_is_left_alone)
{
    Loopback loopback;
    ScratchDirectory directory;
    const auto path = directory.file("notes.txt");
    std::ofstream(path) << "keep me";

    const auto result = listen_on_unix(loopback.context.get_executor(), path, 0600);

    BOOST_TEST(result.error().remote_text == "a file that is no socket is in the way");
    BOOST_TEST(std::filesystem::file_size(path) == 7u);
}

BOOST_AUTO_TEST_CASE(a_socket_path_that_can_not_be_is_explained)
{
    Loopback loopback;
    ScratchDirectory directory;
    const auto executor = loopback.context.get_executor();

    BOOST_TEST(
        listen_on_unix(executor, directory.file("none/admin.sock"), 0600).error().remote_text ==
        "the directory does not exist");
    BOOST_TEST(listen_on_unix(executor, "/" + std::string(107, 'x'), 0600).error().remote_text ==
               "the path of a Unix socket has 1 to 107 bytes");
}

BOOST_AUTO_TEST_CASE(a_taken_port_and_a_name_for_an_address_are_explained)
{
    Loopback loopback;
    Server first(loopback.context, nothing());
    const auto port = first.listen_tcp("127.0.0.1", 0).value();
    Server second(loopback.context, nothing());

    BOOST_TEST(second.listen_tcp("127.0.0.1", port).error().remote_text ==
               "another process listens there already");
    BOOST_TEST(second.listen_tcp("example.com", 80).error().remote_text ==
               "the address must be given in digits, e.g. 127.0.0.1 or ::1");
}

BOOST_AUTO_TEST_SUITE_END()

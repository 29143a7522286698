#include "unit/http/loopback.hpp"

#include "http/listener.hpp"

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <fstream>

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

    BOOST_TEST(listen_on_unix(executor, directory.file("none/admin.sock"), 0600).error().remote_text ==
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

#include "daemon/service_manager.hpp"

#include "support/recording_log.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <unistd.h>

using namespace daifa;
using boost::asio::local::datagram_protocol;

namespace {

/// systemd's end of the notify socket, which takes a message when it likes.
struct Manager {
    boost::asio::io_context context;
    test::RecordingLog log;
    std::string name = "daifa-test-notify-" + std::to_string(::getpid());
    datagram_protocol::socket socket{context, datagram_protocol::endpoint('\0' + name)};
    daemon::ServiceManager told{context.get_executor(), '@' + name, log};

    Manager() { socket.non_blocking(true); }

    void run()
    {
        context.restart();
        context.poll();
    }

    /// Takes all there is, and what comes because of it.
    std::vector<std::string> take()
    {
        std::vector<std::string> messages;
        for (;;) {
            run();
            std::string text(512, ' ');
            boost::system::error_code failure;
            const std::size_t size = socket.receive(boost::asio::buffer(text), 0, failure);
            if (failure)
                return messages;
            messages.push_back(text.substr(0, size));
        }
    }
};

BOOST_AUTO_TEST_SUITE(service_manager)

BOOST_AUTO_TEST_CASE(it_hears_in_order_what_the_daemon_does)
{
    Manager manager;
    manager.told.tell_ready("2 shops");
    manager.told.tell_alive();
    manager.told.tell_stopping();
    const auto messages = manager.take();
    BOOST_REQUIRE(messages.size() >= 2);
    BOOST_TEST(messages.front() == "READY=1\nSTATUS=2 shops");
    BOOST_TEST(messages.back().starts_with("STOPPING=1"));
}

BOOST_AUTO_TEST_CASE(a_manager_that_does_not_read_stops_nobody)
{
    Manager manager;
    // More than any queue of the system holds.
    for (int i = 0; i < 10'000; ++i) {
        manager.told.tell_alive();
        manager.run();
    }
    manager.told.tell_ready("2 shops");
    manager.told.tell_stopping();
    const auto messages = manager.take();
    BOOST_TEST(messages.size() < 10'000u);
    BOOST_REQUIRE(messages.size() >= 2);
    BOOST_TEST(messages.at(messages.size() - 2) == "READY=1\nSTATUS=2 shops");
    BOOST_TEST(messages.back().starts_with("STOPPING=1"));
    manager.told.tell_alive();
    BOOST_TEST(manager.take() == std::vector<std::string>{"WATCHDOG=1"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_manager_that_is_not_there_is_said)
{
    Manager manager;
    manager.socket.close();
    manager.told.tell_ready("2 shops");
    manager.run();
    manager.told.tell_alive();
    manager.run();
    BOOST_REQUIRE(manager.log.lines.size() == 1);
    BOOST_TEST(manager.log.lines.front().starts_with("systemd can not be told"));
}

BOOST_AUTO_TEST_CASE(an_address_that_can_not_be_one_is_said_and_left_alone)
{
    Manager manager;
    for (const std::string& address : {std::string("vsock:2:1234"), '@' + std::string(200, 'x')}) {
        manager.log.lines.clear();
        daemon::ServiceManager told(manager.context.get_executor(), address, manager.log);
        told.tell_ready("2 shops");
        manager.run();
        BOOST_TEST(manager.log.lines.size() == 1);
    }
}

BOOST_AUTO_TEST_CASE(nobody_is_told_where_systemd_did_not_start_it)
{
    Manager manager;
    daemon::ServiceManager told(manager.context.get_executor(), "", manager.log);
    told.tell_ready("2 shops");
    BOOST_TEST(manager.take().empty());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace

#pragma once

#include "http/client.hpp"
#include "http/server.hpp"
#include "http/waiter.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

#include <stdlib.h>

#include <filesystem>
#include <functional>
#include <stdexcept>

namespace daifa::test {

/// Real sockets on one context. Nothing here waits longer than it has to.
class Loopback {
public:
    boost::asio::io_context context{1};

    /// Runs the context until `is_done` says so; throws when nothing happens for long.
    void run_until(const std::function<bool()>& is_done)
    {
        while (!is_done()) {
            context.restart();
            if (context.run_one_for(std::chrono::seconds(20)) == 0)
                throw std::logic_error("the test waits for something that never comes");
        }
    }

    template <class T>
    T run(awaitable<T> work)
    {
        std::optional<T> value;
        std::exception_ptr failure;
        boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr e, T result) {
            failure = e;
            value.emplace(std::move(result));
        });
        run_until([&] { return value.has_value(); });
        if (failure)
            std::rethrow_exception(failure);
        return std::move(*value);
    }

    void run(awaitable<void> work)
    {
        bool is_done = false;
        boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr) { is_done = true; });
        run_until([&] { return is_done; });
    }
};

inline HttpRequest make_request(std::uint16_t port, std::string target = "/",
                                HttpIntent intent = HttpIntent::read)
{
    HttpRequest request;
    request.api = "test.call";
    request.intent = intent;
    request.url = "http://127.0.0.1:" + std::to_string(port) + target;
    return request;
}

/// A peer that takes one connection after another, waits for the end of a header and sends its bytes.
class RawPeer {
public:
    RawPeer(Loopback& loopback, std::string answer)
        : acceptor_(loopback.context,
                    boost::asio::ip::tcp::endpoint(boost::asio::ip::make_address("127.0.0.1"), 0)),
          answer_(std::move(answer))
    {
        boost::asio::co_spawn(loopback.context, run(), [](std::exception_ptr) {});
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    const std::string& received() const { return received_; }

private:
    awaitable<void> run()
    {
        for (;;) {
            auto socket = co_await acceptor_.async_accept(boost::asio::use_awaitable);
            received_.clear();
            auto buffer = boost::asio::dynamic_buffer(received_);
            co_await boost::asio::async_read_until(socket, buffer, "\r\n\r\n",
                                                   boost::asio::use_awaitable);
            co_await boost::asio::async_write(socket, boost::asio::buffer(answer_),
                                              boost::asio::use_awaitable);
        }
    }

    boost::asio::ip::tcp::acceptor acceptor_;
    std::string answer_;
    std::string received_;
};

/// Sends bytes to a port and returns everything that comes back until the peer closes.
inline awaitable<std::string> talk(std::uint16_t port, std::string bytes)
{
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::ip::tcp::socket socket(executor);
    const boost::asio::ip::tcp::endpoint peer(boost::asio::ip::make_address("127.0.0.1"), port);
    co_await socket.async_connect(peer, boost::asio::use_awaitable);
    co_await boost::asio::async_write(socket, boost::asio::buffer(bytes), boost::asio::use_awaitable);
    std::string answer;
    auto buffer = boost::asio::dynamic_buffer(answer);
    co_await boost::asio::async_read(socket, buffer, http::nothrow_awaitable);
    co_return answer;
}

/// A directory that goes with the test.
class ScratchDirectory {
public:
    ScratchDirectory()
    {
        std::string name = (std::filesystem::temp_directory_path() / "daifa-http-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("no scratch directory");
        path_ = name;
    }
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;
    ~ScratchDirectory() { std::filesystem::remove_all(path_); }

    std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

} // namespace daifa::test

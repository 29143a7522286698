// What a local program sends to the daemon's socket.
#include "fuzz/fuzz.hpp"

#include "http/server.hpp"
#include "http/session.hpp"
#include "unit/admin/bench_backend.hpp"

#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <string>

namespace daifa::fuzz {
namespace {

using Socket = boost::asio::local::stream_protocol::socket;

/// The API's server without a listener: one connection at a time, whose other end is ours.
class Bench {
public:
    Bench()
    {
        context->options.header_size_max = 2048;
        context->options.body_size_max = 4096;
        context->options.idle_timeout = Milliseconds(0);
        context->deadlines = std::make_shared<http::Deadlines>(backend.context.get_executor());
        context->handler = [this](http::Request request) { return backend.api.handle(std::move(request)); };
    }

    /// Everything that comes back until the server closes.
    std::string answer_to(std::string_view input)
    {
        Socket ours(backend.context);
        Socket theirs(backend.context);
        boost::asio::local::connect_pair(ours, theirs);
        boost::system::error_code ignored;
        boost::asio::write(ours, boost::asio::buffer(input), ignored);
        ours.shutdown(Socket::shutdown_send, ignored);

        const auto session = std::make_shared<http::Session>(http::Socket(std::move(theirs)), "uid=1000 pid=1");
        bool is_done = false;
        boost::asio::co_spawn(backend.context, http::serve(context, session), [&](const std::exception_ptr& thrown) {
            require(thrown == nullptr, "a request ends no session by an exception");
            session->stream.close();
            is_done = true;
        });
        backend.context.restart();
        while (!is_done && backend.context.run_one() > 0) {
        }
        require(is_done, "a session ends when its client has said everything");
        std::string answer;
        boost::asio::read(ours, boost::asio::dynamic_buffer(answer), ignored);
        return answer;
    }

private:
    test::BenchBackend backend{{"alpha", "beta"}};
    std::shared_ptr<http::SessionContext> context = std::make_shared<http::SessionContext>();
};

} // namespace

void try_input(std::string_view input)
{
    // A socket's buffer holds this much without a reader.
    if (input.size() > 64 * 1024)
        return;
    static Bench bench;
    const std::string answer = bench.answer_to(input);
    require(answer.empty() || answer.starts_with("HTTP/1.1 "), "an answer is one of HTTP");
    require(answer.find("HTTP/1.1 500") != 0, "no request breaks the daemon");
}

} // namespace daifa::fuzz

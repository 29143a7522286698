#include "http/unix_client.hpp"

#include "http/exchange.hpp"
#include "http/failures.hpp"
#include "http/listener.hpp"

#include <boost/asio/local/stream_protocol.hpp>

namespace daifa::http {
namespace {

using boost::asio::local::stream_protocol;

awaitable<Result<HttpResponse>> run(boost::asio::any_io_executor executor, std::string path,
                                    HttpRequest request)
{
    const auto url = parse_url(request.url);
    if (!url)
        co_return failure(request, Errc::misconfigured, url.error().remote_code);
    if (const auto flaw = find_flaw(request))
        co_return failure(request, Errc::misconfigured, *flaw);
    if (path.empty() || path.size() > path_size_max)
        co_return failure(request, Errc::misconfigured,
                          "socket path empty or longer than 107 bytes");

    const auto deadlines = std::make_shared<Deadlines>(executor);
    Deadline deadline(*deadlines, request.timeout);
    stream_protocol::socket socket(executor);
    error_code ec;
    // Accepted into the queue at once, or refused; nobody waits for one who lets his queue fill up.
    socket.open(stream_protocol(), ec);
    if (!ec)
        socket.non_blocking(true, ec);
    if (!ec)
        socket.connect(stream_protocol::endpoint(path), ec);
    if (ec)
        co_return failure(request, Errc::unavailable, describe_connect_error(ec));

    Stream connection{Socket(std::move(socket))};
    RequestForm form;
    form.is_last = true;
    auto outcome = co_await exchange(connection, request, *url, form, deadline);
    if (outcome.kind == Outcome::Kind::answered)
        co_return std::move(outcome.response);
    co_return failure(request, failure_code(outcome, request.intent), outcome.problem);
}

} // namespace

UnixClient::UnixClient(boost::asio::io_context& context, std::string path)
    : context_(context), path_(std::move(path))
{
}

awaitable<Result<HttpResponse>> UnixClient::send(HttpRequest request)
{
    return run(context_.get_executor(), path_, std::move(request));
}

} // namespace daifa::http

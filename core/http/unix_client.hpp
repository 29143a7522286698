#pragma once

#include <daifa/support/http.hpp>

#include <boost/asio/io_context.hpp>

#include <string>

namespace daifa::http {

/// HTTP over a Unix socket, one connection per request. The host of the URL means nothing; write
/// "http://daifa/path". That the other side is not there is told apart in `remote_code`: "no such
/// socket" (never started), "connect refused" (gone, its socket file is left), "permission denied".
class UnixClient : public HttpClient {
public:
    UnixClient(boost::asio::io_context& context, std::string path);

    awaitable<Result<HttpResponse>> send(HttpRequest request) override;

private:
    boost::asio::io_context& context_;
    std::string path_;
};

} // namespace daifa::http

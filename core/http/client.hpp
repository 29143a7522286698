#pragma once

#include <daifa/support/http.hpp>

#include <boost/asio/io_context.hpp>

#include <memory>
#include <string>

namespace daifa::http {

struct ClientOptions {
    std::size_t connections_max = 16; ///< Per origin (scheme, host, port).
    std::size_t waiting_max = 1024;   ///< Requests per origin that wait for a connection.
    Milliseconds idle_keep = std::chrono::seconds(30);
    Milliseconds names_keep = std::chrono::seconds(30); ///< How long DNS answers are used.
    std::string ca_file = {}; ///< PEM certificates to trust besides the system's.
    std::string proxy = {};   ///< "http://host:port"; empty for none.
    std::string user_agent = "daifa";
};

/// HTTP/1.1 with kept-alive connections, plain or over TLS. Redirects are answers, not followed.
///
/// A read whose kept-alive connection turns out to be closed before any byte of the answer is sent
/// once more on a new connection; a write only when no byte of it had left. Failures carry in
/// `remote_code` what happened: "connect refused", "time-out", "connection closed", "host not found",
/// "TLS: certificate verify failed", "body longer than N bytes", "no HTTP: …", "bad URL: …".
///
/// To be used on the thread of its context. Idle connections keep the context's run() busy until
/// `close` or the destructor; running requests may outlive the client.
class Client : public HttpClient {
public:
    /// Throws `std::runtime_error` when the CA file or the proxy's URL is not usable.
    explicit Client(boost::asio::io_context& context, ClientOptions options = {});
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() override;

    awaitable<Result<HttpResponse>> send(HttpRequest request) override;

    /// Closes idle connections, and used ones when their request ends.
    void close();

    struct State;

private:
    std::shared_ptr<State> state_; ///< Shared with running requests.
};

} // namespace daifa::http

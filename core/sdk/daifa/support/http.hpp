#pragma once

#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daifa {

struct HttpHeader {
    std::string name = {};
    std::string value = {};
};

/// Whether a request can change something over there.
enum class HttpIntent { read, write };

/// One attempt of one request.
struct HttpRequest {
    std::string api = {}; ///< The remote's name of the call: the key of budgets and metrics.
    HttpIntent intent = HttpIntent::read;
    std::string method = "POST";
    std::string url = {}; ///< Absolute, "http://…" or "https://…".
    std::vector<HttpHeader> headers = {};
    std::string body = {};
    Milliseconds timeout = std::chrono::seconds(10); ///< For all of it: connect, send, receive.
    std::size_t response_size_max = 8u << 20;        ///< Of the answer's body, bytes.
};

struct HttpResponse {
    int status = 0;
    std::vector<HttpHeader> headers = {};
    std::string body = {};
};

/// The first header of that name, compared without case; empty when there is none.
std::string_view find_header(const std::vector<HttpHeader>& headers, std::string_view name);

/// The host's transport. It does TLS, reuse of connections, deadlines, budgets and metrics.
class HttpClient {
public:
    virtual ~HttpClient() = default;

    /// Any complete answer is a value, whatever its status. Failures: `unavailable` when no byte of
    /// the request left or the intent was to read, `uncertain` when a write may have arrived,
    /// `rate_limited` never (the host waits for budgets itself), `bad_response`/`uncertain` when the
    /// answer is longer than allowed or is no HTTP.
    virtual awaitable<Result<HttpResponse>> send(HttpRequest request) = 0;
};

} // namespace daifa

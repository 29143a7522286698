#pragma once

#include "http/connection_pool.hpp"
#include "http/wire.hpp"

namespace daifa::http {

/// How one request on one connection ended, in the words that decide what follows.
struct Outcome {
    enum class Kind {
        answered,
        lost,      ///< The connection ended before the answer was complete.
        malformed, ///< The answer is no HTTP or longer than allowed.
        expired,   ///< The deadline passed.
    };

    Kind kind = Kind::lost;
    HttpResponse response = {};
    bool can_reuse = false;    ///< The connection may carry another request.
    std::size_t size_sent = 0; ///< Bytes the kernel took.
    bool has_answer_byte = false;
    std::string problem = {};
};

/// What a failed exchange means to a caller who read or wrote.
Errc failure_code(const Outcome& outcome, HttpIntent intent);

/// Sends the request and reads its answer. Throws `operation_aborted` when the coroutine is
/// cancelled.
awaitable<Outcome> exchange(Stream& connection, const HttpRequest& request, const Url& url,
                            RequestForm form, Deadline& deadline);

/// Asks a proxy for a tunnel; what follows on the connection goes to the other end.
awaitable<Outcome> open_tunnel(Stream& connection, const Url& url, Deadline& deadline);

} // namespace daifa::http

#pragma once

#include "http/connection_pool.hpp"
#include "http/name_cache.hpp"
#include "http/url.hpp"

namespace daifa::http {

/// What connecting needs besides the address.
struct Dialer {
    boost::asio::any_io_executor executor;
    std::shared_ptr<Deadlines> deadlines;
    std::shared_ptr<NameCache> names;
    std::string ca_file = {};
    std::optional<Url> proxy = {};
    std::unique_ptr<TlsContext> tls =
        {}; ///< Made for the first https request: it costs start-up time.
};

/// Nothing for an empty text. Throws `std::runtime_error` when it is not "http://host:port".
std::optional<Url> parse_proxy(const std::string& text);

/// Finds the host, connects (to the proxy if there is one) and shakes hands for https. Every
/// failure is `unavailable`. Throws `operation_aborted` when the coroutine is cancelled.
awaitable<Result<std::unique_ptr<Stream>>> dial(Dialer& dialer, const Url& url, Deadline& deadline);

} // namespace daifa::http

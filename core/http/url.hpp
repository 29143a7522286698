#pragma once

#include <daifa/support/error.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace daifa::http {

/// An absolute http or https URL, taken apart for the wire.
struct Url {
    bool is_tls = false;
    std::string host = {}; ///< Name or address, an IPv6 one without brackets.
    std::uint16_t port = 0;
    std::string authority = {}; ///< For the Host header: the port only when it is not the usual one.
    std::string target = {};    ///< Path and query, at least "/"; the fragment is dropped.

    /// "https://host:port", always with the port: what connections can be shared for.
    std::string origin() const;
    /// "host:port", with brackets around an IPv6 address.
    std::string host_and_port() const;
};

/// `misconfigured` with a reason in `remote_code`; the URL is not repeated, it may hold a key.
Result<Url> parse_url(std::string_view text);

} // namespace daifa::http

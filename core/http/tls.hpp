#pragma once

#include <boost/asio/ssl/context.hpp>

#include <string>

namespace daifa::http {

/// How a client checks whom it talks to: TLS 1.2 or later, the system's certificates and optionally
/// a file with more of them.
class TlsContext {
public:
    /// Throws `std::runtime_error` naming the file when it can not be read as PEM certificates.
    explicit TlsContext(const std::string& ca_file);

    boost::asio::ssl::context& native() { return context_; }

    /// Sends the name in the handshake and demands it, or the address, in the certificate.
    void expect_host(SSL* session, const std::string& host);

private:
    boost::asio::ssl::context context_;
};

} // namespace daifa::http

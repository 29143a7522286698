#include "http/tls.hpp"

#include <boost/asio/ip/address.hpp>

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace daifa::http {
namespace {

bool send_name(SSL* session, const std::string& host)
{
    // OpenSSL's own macro for this holds a C cast; it copies the name.
    return SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                    const_cast<char*>(host.c_str())) == 1;
}

} // namespace

TlsContext::TlsContext(const std::string& ca_file) : context_(boost::asio::ssl::context::tls_client)
{
    SSL_CTX_set_min_proto_version(context_.native_handle(), TLS1_2_VERSION);
    context_.set_verify_mode(boost::asio::ssl::verify_peer);
    context_.set_default_verify_paths();
    if (ca_file.empty())
        return;
    boost::system::error_code ec;
    context_.load_verify_file(ca_file, ec);
    if (ec)
        throw std::runtime_error("can not read certificates from " + ca_file +
                                 ": it must exist, be readable and hold PEM certificates");
}

void TlsContext::expect_host(SSL* session, const std::string& host)
{
    boost::system::error_code not_numeric;
    boost::asio::ip::make_address(host, not_numeric);
    X509_VERIFY_PARAM* expected = SSL_get0_param(session);
    bool is_set = false;
    if (not_numeric) {
        // The wildcard of a certificate stands for a whole label only.
        X509_VERIFY_PARAM_set_hostflags(expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        is_set = X509_VERIFY_PARAM_set1_host(expected, host.data(), host.size()) == 1 &&
                 send_name(session, host);
    } else {
        is_set = X509_VERIFY_PARAM_set1_ip_asc(expected, host.c_str()) == 1;
    }
    if (!is_set)
        throw std::runtime_error("OpenSSL refused the name of the host to check");
}

} // namespace daifa::http

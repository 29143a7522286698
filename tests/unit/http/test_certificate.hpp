#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace daifa::test {

/// A certificate with its key, made for one test.
class TestCertificate {
public:
    /// One that may sign others.
    static TestCertificate make_authority();
    /// One for a server; `names` as OpenSSL spells them, e.g. "DNS:localhost,IP:127.0.0.1".
    TestCertificate make_server(const std::string& names) const;

    X509* certificate() const { return certificate_.get(); }
    EVP_PKEY* key() const { return key_.get(); }
    /// The certificate alone, for a CA file.
    std::string to_pem() const;

private:
    TestCertificate();
    void add_extension(int id, const std::string& value);

    std::shared_ptr<EVP_PKEY> key_;
    std::shared_ptr<X509> certificate_;
};

} // namespace daifa::test

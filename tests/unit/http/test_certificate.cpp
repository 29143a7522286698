#include "unit/http/test_certificate.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace daifa::test {
namespace {

constexpr long one_hour = 3600;

void set_name(X509_NAME* name, const std::string& text)
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, bytes, static_cast<int>(text.size()), -1, 0);
}

} // namespace

TestCertificate::TestCertificate()
    : key_(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"), &EVP_PKEY_free),
      certificate_(X509_new(), &X509_free)
{
    X509_set_version(certificate(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate()), -one_hour);
    X509_gmtime_adj(X509_getm_notAfter(certificate()), one_hour);
    X509_set_pubkey(certificate(), key());
}

void TestCertificate::add_extension(int id, const std::string& value)
{
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, id, value.c_str());
    X509_add_ext(certificate(), extension, -1);
    X509_EXTENSION_free(extension);
}

TestCertificate TestCertificate::make_authority()
{
    TestCertificate authority;
    set_name(X509_get_subject_name(authority.certificate()), "test authority");
    set_name(X509_get_issuer_name(authority.certificate()), "test authority");
    authority.add_extension(NID_basic_constraints, "critical,CA:TRUE");
    authority.add_extension(NID_key_usage, "critical,keyCertSign");
    X509_sign(authority.certificate(), authority.key(), EVP_sha256());
    return authority;
}

TestCertificate TestCertificate::make_server(const std::string& names) const
{
    TestCertificate server;
    set_name(X509_get_subject_name(server.certificate()), "test server");
    X509_set_issuer_name(server.certificate(), X509_get_subject_name(certificate()));
    server.add_extension(NID_subject_alt_name, names);
    X509_sign(server.certificate(), key(), EVP_sha256());
    return server;
}

std::string TestCertificate::to_pem() const
{
    const std::shared_ptr<BIO> memory(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_X509(memory.get(), certificate());
    const char* data = nullptr;
    const auto size = BIO_ctrl(memory.get(), BIO_CTRL_INFO, 0, &data);
    return std::string(data, static_cast<std::size_t>(size));
}

} // namespace daifa::test

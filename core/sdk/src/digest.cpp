#include <daifa/codec/digest.hpp>

#include <openssl/evp.h>

#include <array>
#include <span>
#include <stdexcept>

namespace daifa {
namespace {

std::string hex(std::span<const unsigned char> bytes, std::string_view digits)
{
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const unsigned char byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

/// Found once: looking an algorithm up costs more than using it on a short text.
const EVP_MD* fetch(const char* name)
{
    const EVP_MD* algorithm = EVP_MD_fetch(nullptr, name, nullptr);
    if (algorithm == nullptr)
        throw std::runtime_error(std::string("OpenSSL has no ") + name);
    return algorithm;
}

const EVP_MD* md5()
{
    static const EVP_MD* const algorithm = fetch("MD5");
    return algorithm;
}

const EVP_MD* sha256()
{
    static const EVP_MD* const algorithm = fetch("SHA256");
    return algorithm;
}

std::string digest_hex(std::string_view bytes, const EVP_MD* algorithm, std::string_view digits)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), sum.data(), &size, algorithm, nullptr) != 1)
        throw std::runtime_error("OpenSSL can not compute a digest");
    return hex({sum.data(), size}, digits);
}

constexpr std::string_view lower = "0123456789abcdef";
constexpr std::string_view upper = "0123456789ABCDEF";

} // namespace

std::string md5_hex_lower(std::string_view bytes)
{
    return digest_hex(bytes, md5(), lower);
}

std::string md5_hex_upper(std::string_view bytes)
{
    return digest_hex(bytes, md5(), upper);
}

std::string sha256_hex(std::string_view bytes)
{
    return digest_hex(bytes, sha256(), lower);
}

std::string to_base64(std::string_view bytes)
{
    // One more for the zero that OpenSSL puts at the end.
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                    reinterpret_cast<const unsigned char*>(bytes.data()),
                    static_cast<int>(bytes.size()));
    text.pop_back();
    return text;
}

} // namespace daifa

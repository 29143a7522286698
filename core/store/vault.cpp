#include "store/vault.hpp"

#include "store/database.hpp"

#include <daifa/codec/digest.hpp>

#include <openssl/evp.h>

#include <memory>
#include <optional>
#include <span>

namespace daifa::store {
namespace {

constexpr std::size_t key_size = 32;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string to_hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 15]);
    }
    return text;
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::optional<std::string> from_hex(std::string_view text)
{
    if (text.size() % 2 != 0)
        return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_digit(text[i]);
        const int low = hex_digit(text[i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes.push_back(static_cast<char>(high * 16 + low));
    }
    return bytes;
}

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

/// Length first, so that "a" + "bc" is not "ab" + "c".
std::string bind_to(std::string_view shop, std::string_view purpose)
{
    return std::to_string(shop.size()) + ":" + std::string(shop) + ":" + std::string(purpose);
}

/// nonce ‖ ciphertext ‖ tag.
std::string encrypt(const Secret& key, Random& random, std::string_view bound_to, const Secret& text)
{
    const std::string& plain = text.reveal();
    std::string nonce(nonce_size, '\0');
    random.fill(std::as_writable_bytes(std::span(nonce)));
    std::string out(nonce_size + plain.size() + tag_size, '\0');
    out.replace(0, nonce_size, nonce);
    auto* data = reinterpret_cast<unsigned char*>(out.data());

    const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int size = 0;
    const bool is_done =
        cipher &&
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key.reveal()), data) == 1 &&
        EVP_EncryptUpdate(cipher.get(), nullptr, &size, bytes_of(bound_to),
                          static_cast<int>(bound_to.size())) == 1 &&
        EVP_EncryptUpdate(cipher.get(), data + nonce_size, &size, bytes_of(plain),
                          static_cast<int>(plain.size())) == 1 &&
        EVP_EncryptFinal_ex(cipher.get(), data + nonce_size + plain.size(), &size) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_size,
                            data + nonce_size + plain.size()) == 1;
    if (!is_done)
        throw StoreFailure(StoreFailure::Kind::defect, "OpenSSL can't encrypt with AES-256-GCM");
    return out;
}

std::optional<Secret> decrypt(const Secret& key, std::string_view bound_to, std::string_view bytes)
{
    if (bytes.size() < nonce_size + tag_size)
        return std::nullopt;
    const std::size_t plain_size = bytes.size() - nonce_size - tag_size;
    std::string plain(plain_size, '\0');
    std::string tag(bytes.substr(nonce_size + plain_size));
    auto* out = reinterpret_cast<unsigned char*>(plain.data());

    const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int size = 0;
    const bool is_genuine =
        cipher &&
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key.reveal()),
                           bytes_of(bytes)) == 1 &&
        EVP_DecryptUpdate(cipher.get(), nullptr, &size, bytes_of(bound_to),
                          static_cast<int>(bound_to.size())) == 1 &&
        EVP_DecryptUpdate(cipher.get(), out, &size, bytes_of(bytes.substr(nonce_size)),
                          static_cast<int>(plain_size)) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), out + plain_size, &size) == 1;
    Secret secret(std::move(plain));
    if (!is_genuine)
        return std::nullopt;
    return secret;
}

StoreFailure make_wrong_key(std::string_view shop)
{
    return StoreFailure(StoreFailure::Kind::wrong_key,
                        "the stored token of shop " + std::string(shop) +
                            " can't be decrypted: the key file does not fit this database; put the right "
                            "key file back, or authorize the shop again (orders are not affected)");
}

} // namespace

Vault::Vault(const Secret& master_key, Random& random) : random_(random)
{
    auto bytes = from_hex(master_key.reveal());
    if (!bytes || bytes->size() != key_size)
        throw StoreFailure(StoreFailure::Kind::wrong_key,
                           "the master key has to be 64 hex digits: correct the key file, or let "
                           "`daifa init` make a new one");
    master_key_ = Secret(std::move(*bytes));
}

SealedText Vault::seal(std::string_view shop, std::string_view purpose, const Secret& text)
{
    std::string key(key_size, '\0');
    random_.fill(std::as_writable_bytes(std::span(key)));
    const Secret data_key(std::move(key));
    SealedText result;
    result.data_key = to_hex(encrypt(master_key_, random_, bind_to(shop, "data key"), data_key));
    result.sealed = to_hex(encrypt(data_key, random_, bind_to(shop, purpose), text));
    return result;
}

Secret Vault::open(std::string_view shop, std::string_view purpose, const SealedText& text) const
{
    const auto wrapped = from_hex(text.data_key);
    const auto sealed = from_hex(text.sealed);
    if (!wrapped || !sealed)
        throw make_wrong_key(shop);
    const auto data_key = decrypt(master_key_, bind_to(shop, "data key"), *wrapped);
    if (!data_key || data_key->reveal().size() != key_size)
        throw make_wrong_key(shop);
    auto secret = decrypt(*data_key, bind_to(shop, purpose), *sealed);
    if (!secret)
        throw make_wrong_key(shop);
    return std::move(*secret);
}

std::string Vault::fingerprint() const
{
    return sha256_hex("daifa master key\n" + master_key_.reveal()).substr(0, 32);
}

} // namespace daifa::store

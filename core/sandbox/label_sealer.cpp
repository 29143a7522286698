#include "sandbox/label_sealer.hpp"

#include <daifa/codec/digest.hpp>
#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

// Made up, and known to everybody: it keeps practice labels opaque, not secret.
constexpr std::string_view key = "practice-label-key-0123456789abc";
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
static_assert(key.size() == 32);

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* bytes_of(std::string_view text)
{
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text)
{
    return reinterpret_cast<unsigned char*>(text.data());
}

std::optional<std::string> from_base64(std::string_view text)
{
    std::string bytes(text.size() / 4 * 3, '\0');
    const int size =
        EVP_DecodeBlock(bytes_of(bytes), bytes_of(text), static_cast<int>(text.size()));
    if (text.empty() || text.size() % 4 != 0 || size < 0)
        return std::nullopt;
    const std::size_t pads = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    bytes.resize(static_cast<std::size_t>(size) - pads);
    return bytes;
}

std::string keyed_digest(std::string_view bytes)
{
    std::string sum(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    if (HMAC(EVP_sha512(), key.data(), static_cast<int>(key.size()), bytes_of(bytes), bytes.size(),
             bytes_of(sum), &size) == nullptr)
        throw std::runtime_error("OpenSSL can not sign a label");
    sum.resize(size);
    return sum;
}

std::string sign(std::string_view encrypted)
{
    const std::string first = keyed_digest(encrypted);
    return to_base64(first + keyed_digest(first));
}

/// nonce ‖ ciphertext ‖ tag. The nonce comes from the text, so that the same label looks the same.
std::string encrypt(std::string_view plain)
{
    std::string out = keyed_digest(plain).substr(0, nonce_size);
    out.resize(nonce_size + plain.size() + tag_size);
    unsigned char* data = bytes_of(out);
    const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int size = 0;
    const bool is_done =
        cipher &&
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key), data) == 1 &&
        EVP_EncryptUpdate(cipher.get(), data + nonce_size, &size, bytes_of(plain),
                          static_cast<int>(plain.size())) == 1 &&
        EVP_EncryptFinal_ex(cipher.get(), data + nonce_size + plain.size(), &size) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_size,
                            data + nonce_size + plain.size()) == 1;
    if (!is_done)
        throw std::runtime_error("OpenSSL can not encrypt a label");
    return out;
}

std::optional<std::string> decrypt(std::string_view bytes)
{
    if (bytes.size() < nonce_size + tag_size)
        return std::nullopt;
    const std::size_t plain_size = bytes.size() - nonce_size - tag_size;
    std::string plain(plain_size, '\0');
    std::string tag(bytes.substr(nonce_size + plain_size));
    const Cipher cipher(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int size = 0;
    const bool is_genuine =
        cipher &&
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key),
                           bytes_of(bytes)) == 1 &&
        EVP_DecryptUpdate(cipher.get(), bytes_of(plain), &size, bytes_of(bytes.substr(nonce_size)),
                          static_cast<int>(plain_size)) == 1 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_size, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(cipher.get(), bytes_of(plain) + plain_size, &size) == 1;
    return is_genuine ? std::optional(std::move(plain)) : std::nullopt;
}

json::object party_json(const LabelParty& party)
{
    json::object object;
    object["name"] = party.name;
    object["phone"] = party.phone;
    object["address"] = party.address;
    return object;
}

LabelParty read_party(const json::object& label, std::string_view name)
{
    const json::object& party = label.at(name).as_object();
    return {text_or(party, "name"), text_or(party, "phone"), text_or(party, "address")};
}

} // namespace

SealedLabel seal_label(const LabelContents& contents, std::size_t filler_bytes)
{
    json::array items;
    for (const auto& item : contents.items) {
        json::object entry;
        entry["name"] = item.name;
        entry["count"] = item.count;
        items.push_back(std::move(entry));
    }
    json::object label;
    label["carrier"] = contents.carrier;
    label["branch"] = contents.branch;
    label["number"] = contents.number;
    label["three_segment_code"] = contents.three_segment_code;
    label["merchant"] = contents.merchant;
    label["recipient"] = party_json(contents.recipient);
    label["sender"] = party_json(contents.sender);
    label["items"] = std::move(items);
    label["orders"] = json::array(contents.orders.begin(), contents.orders.end());
    if (filler_bytes > 0)
        label["filler"] = std::string(filler_bytes, '.');

    SealedLabel sealed;
    sealed.encrypted = to_base64(encrypt(json::serialize(label)));
    sealed.signature = sign(sealed.encrypted);
    return sealed;
}

std::optional<LabelContents> open_label(const SealedLabel& sealed)
{
    const auto bytes = from_base64(sealed.encrypted);
    const auto plain =
        bytes && sign(sealed.encrypted) == sealed.signature ? decrypt(*bytes) : std::nullopt;
    if (!plain)
        return std::nullopt;
    constexpr std::size_t label_bytes_max = 64u << 20;
    const auto parsed =
        parse_json(*plain, {.bytes = label_bytes_max, .string_bytes = label_bytes_max});
    if (!parsed)
        return std::nullopt;

    const json::object& label = parsed->as_object();
    LabelContents contents;
    contents.carrier = text_or(label, "carrier");
    contents.branch = text_or(label, "branch");
    contents.number = text_or(label, "number");
    contents.three_segment_code = text_or(label, "three_segment_code");
    contents.merchant = text_or(label, "merchant");
    contents.recipient = read_party(label, "recipient");
    contents.sender = read_party(label, "sender");
    for (const auto& entry : label.at("items").as_array()) {
        const json::object& item = entry.as_object();
        contents.items.push_back({text_or(item, "name"), find_integer(item, "count").value_or(0)});
    }
    for (const auto& entry : label.at("orders").as_array())
        contents.orders.push_back(scalar_text(entry));
    return contents;
}

} // namespace daifa::sandbox

#pragma once

#include <daifa/support/random.hpp>
#include <daifa/support/secret.hpp>

#include <string>
#include <string_view>

namespace daifa::store {

/// A text encrypted for one shop and one purpose, and the key it was encrypted with, itself encrypted
/// by the master key. Both are hex.
struct SealedText {
    std::string data_key = {};
    std::string sealed = {};
};

/// AES-256-GCM. What was sealed for one shop or purpose can't be opened as another's.
class Vault {
public:
    /// Throws StoreFailure when `master_key` is not 64 hex digits.
    Vault(const Secret& master_key, Random& random);

    SealedText seal(std::string_view shop, std::string_view purpose, const Secret& text);
    /// Throws StoreFailure, `wrong_key`, when key, shop or purpose differ or the bytes were changed.
    Secret open(std::string_view shop, std::string_view purpose, const SealedText& text) const;

    /// Tells one master key from another without saying anything about it.
    std::string fingerprint() const;

private:
    Secret master_key_; ///< 32 raw bytes.
    Random& random_;
};

} // namespace daifa::store

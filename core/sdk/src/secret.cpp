#include <daifa/support/secret.hpp>

#include <openssl/crypto.h>

namespace daifa {

Secret& Secret::operator=(const Secret& other)
{
    if (this != &other) {
        wipe();
        text_ = other.text_;
    }
    return *this;
}

Secret& Secret::operator=(Secret&& other) noexcept
{
    if (this != &other) {
        wipe();
        text_ = std::move(other.text_);
        other.wipe();
    }
    return *this;
}

void Secret::wipe() noexcept
{
    // A moved-from short string still holds its characters: wipe the capacity, not the size.
    text_.resize(text_.capacity());
    OPENSSL_cleanse(text_.data(), text_.size());
    text_.clear();
}

} // namespace daifa

#pragma once

#include <compare>
#include <string>
#include <utility>

namespace daifa {

/// A key, token or password. It has no stream operator and no log field; its bytes are wiped when it
/// goes; `reveal` marks the few places that may use them.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}
    Secret(const Secret&) = default;
    Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
    Secret& operator=(const Secret& other);
    Secret& operator=(Secret&& other) noexcept;
    ~Secret() { wipe(); }

    const std::string& reveal() const { return text_; }
    bool empty() const { return text_.empty(); }

    friend bool operator==(const Secret&, const Secret&) = default;

private:
    void wipe() noexcept;

    std::string text_;
};

} // namespace daifa

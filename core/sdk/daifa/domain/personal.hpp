#pragma once

#include <compare>
#include <string>
#include <utility>

namespace daifa {

/// Text that may describe a person (a remark, an address). It has no stream operator and no log
/// field; `reveal` marks the few places that may look at it.
class Personal {
public:
    Personal() = default;
    explicit Personal(std::string text) : text_(std::move(text)) {}

    const std::string& reveal() const { return text_; }
    bool empty() const { return text_.empty(); }

    friend auto operator<=>(const Personal&, const Personal&) = default;

private:
    std::string text_;
};

} // namespace daifa

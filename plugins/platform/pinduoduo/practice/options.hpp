#pragma once

#include "sandbox/front.hpp"
#include "sandbox/platform_messages.hpp"
#include "sandbox/platform_model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::practice::pinduoduo {

/// So many calls in any stretch of that length.
struct Limit {
    std::size_t calls = 0;
    Milliseconds window = {};
};

/// "200/1s", "100/500ms".
std::optional<Limit> parse_limit(std::string_view text);

/// What the public record leaves open and how this gateway plays it.
class Options {
public:
    Options();

    static const std::vector<sandbox::VariantDescription>& descriptions();

    /// Also takes "limit.<api>": "N/1s" or "off", the limit per shop. Throws ControlError.
    void set(std::string_view key, std::string_view value);

    bool plays(std::string_view key, std::string_view value) const;
    int code(std::string_view key) const;
    bool has_limits() const { return has_limits_; }
    /// The shop's limit of an API that was changed; `calls` 0 means none.
    const Limit* changed_limit(std::string_view api) const;
    /// The part of it that the world plays.
    const sandbox::PlatformRules& rules() const { return rules_; }
    sandbox::MessageRules message_rules() const;

private:
    void build_rules();

    std::map<std::string, std::string, std::less<>> values_;
    std::map<std::string, Limit, std::less<>> limits_;
    sandbox::PlatformRules rules_;
    bool has_limits_ = true;
};

} // namespace daifa::practice::pinduoduo

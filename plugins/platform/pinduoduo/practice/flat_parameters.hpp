#pragma once

#include "pinduoduo/practice/call.hpp"

#include <optional>

namespace daifa::practice::pinduoduo {

/// A whole number of a flat parameter; nothing when it is absent or anything else.
std::optional<std::int64_t> find_number(const Call& call, std::string_view name);

/// Absent is `fallback`; what is no number in the range is refused.
std::variant<std::int64_t, Failure> read_number(const Call& call, std::string_view name,
                                                std::int64_t fallback, std::int64_t least,
                                                std::int64_t most);

} // namespace daifa::practice::pinduoduo

#pragma once

#include <daifa/support/error.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daifa {

/// What a remote body may hold at most. Beyond it, parsing fails.
struct JsonLimits {
    std::size_t bytes = 8u << 20;
    std::size_t depth = 32;
    std::size_t string_bytes = 1u << 20;
    std::size_t elements = 500'000; ///< Values of all kinds together.
};

/// Why a text is no JSON for us: "at byte 17: syntax error", "deeper than 32 levels", "not UTF-8".
struct JsonProblem {
    std::string text = {};
};

/// Parses UTF-8 JSON within limits. Never throws. All values of a text share one block of memory,
/// which lives as long as the last of them: move out of it what is kept, and build no large
/// documents on it.
boost::system::result<boost::json::value, JsonProblem> parse_json(std::string_view text,
                                                                  const JsonLimits& limits = {});

[[noreturn]] void throw_exception_from_error(const JsonProblem& problem,
                                             const boost::source_location& location);

/// The member, or null when absent or JSON null.
const boost::json::value* find_member(const boost::json::object& object, std::string_view key);

/// Lenient readers: remotes drift between numbers, texts and booleans. Absent and null give
/// `fallback`.
std::string text_or(const boost::json::object& object, std::string_view key,
                    std::string_view fallback = {});
std::optional<std::int64_t> find_integer(const boost::json::object& object, std::string_view key);
/// true, 1, "true", "1" are true; false, 0, "false", "0", "" are false; anything else is nothing.
std::optional<bool> find_boolean(const boost::json::object& object, std::string_view key);

/// A value as text: strings as they are, numbers in their shortest exact form, else JSON.
std::string scalar_text(const boost::json::value& value);

} // namespace daifa

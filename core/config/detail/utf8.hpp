#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace daifa::config::detail {

/// Where the first byte stands that is not UTF-8; nothing when all is well.
std::optional<std::size_t> find_bad_utf8(std::string_view bytes);

/// Whether the bytes read as GBK: pairs in its ranges and ASCII, with at least one pair.
bool looks_like_gbk(std::string_view bytes);

/// The following expect UTF-8.
std::size_t count_characters(std::string_view text);
std::string_view first_characters(std::string_view text, std::size_t count);
/// Columns on a terminal: two for a character of the East Asian scripts.
std::size_t display_width(std::string_view text);

} // namespace daifa::config::detail

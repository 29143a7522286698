#pragma once

#include "config/problem.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::config::detail {

/// A whole text file as UTF-8 without its byte order mark; nothing, and a problem, when it can't be
/// read, is longer than `size_max`, holds control characters or another encoding.
std::optional<std::string> read_text_file(const std::filesystem::path& path, std::size_t size_max,
                                          std::vector<Problem>& problems);

/// The check of `read_text_file` alone, for text that is already here.
bool check_text(const std::string& file, std::string_view bytes, std::vector<Problem>& problems);

} // namespace daifa::config::detail

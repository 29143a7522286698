#pragma once

#include "config/problem.hpp"
#include "strategy/strategy.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::config::detail {

using ItemMap = std::map<std::string, ItemTarget>;

/// Parses the table of exceptions: CSV (RFC 4180) with the header key,barcode,goods_no,spec in any
/// order. Each wrong row is reported with its line and left out.
ItemMap parse_item_map(const std::string& file, std::string_view text,
                       std::vector<Problem>& problems);

/// The same from a file.
ItemMap read_item_map(const std::filesystem::path& path, std::vector<Problem>& problems);

} // namespace daifa::config::detail

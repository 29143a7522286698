#pragma once

#include "config/detail/report.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace daifa::config::detail {

struct CsvField {
    std::string text = {};
    Position at = {};
};

struct CsvRow {
    int line = 0;
    std::vector<CsvField> fields = {};
};

/// Splits CSV (RFC 4180: commas, double quotes, line breaks inside quotes). Empty lines are left
/// out, blanks around bare fields are cut. A quote that is never closed is reported and ends the
/// rows.
std::vector<CsvRow> parse_csv(std::string_view text, Report& report);

} // namespace daifa::config::detail

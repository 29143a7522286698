#pragma once

#include <daifa/connector/capabilities.hpp>

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daifa::jackyun {

/// Our code for a row that the ERP refused inside an answer that reports success.
inline constexpr std::string_view failed_row = "failed_row";

/// The sub codes of the open platform guide, and ours.
std::span<const ErrorRow> known_failures();

/// The known failures together with those an operator added.
class FailureTable {
public:
    /// `added` maps a code to one of `rejected`, `misconfigured`, `unauthorized`, `rate_limited`,
    /// `unavailable`; it goes before the known rows. Throws `std::invalid_argument` for another
    /// word.
    explicit FailureTable(std::map<std::string, std::string> added);
    FailureTable(const FailureTable&) = delete;
    FailureTable& operator=(const FailureTable&) = delete;

    std::span<const ErrorRow> rows() const { return rows_; }

private:
    std::map<std::string, std::string> added_; ///< Owns what the rows point to.
    std::vector<ErrorRow> rows_;
};

} // namespace daifa::jackyun

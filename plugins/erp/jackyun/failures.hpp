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
    /// `added` maps a code to one of `rejected`, `goods_refused`, `recipient_refused`,
    /// `misconfigured`, `unauthorized`, `rate_limited`, `unavailable`; it goes before the known
    /// rows. Throws `std::invalid_argument` for another word.
    explicit FailureTable(std::map<std::string, std::string> added);
    FailureTable(const FailureTable&) = delete;
    FailureTable& operator=(const FailureTable&) = delete;

    std::span<const ErrorRow> rows() const { return rows_; }

private:
    std::map<std::string, std::string> added_; ///< Owns what the rows point to.
    std::vector<ErrorRow> rows_;
};

/// The ERP has one code for every parameter it does not like: a refused order is about its goods or
/// its recipient when the ERP's own words say so.
Error name_subject(Error error);

} // namespace daifa::jackyun

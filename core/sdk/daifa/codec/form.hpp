#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace daifa {

using FormFields = std::vector<std::pair<std::string, std::string>>;

/// application/x-www-form-urlencoded, UTF-8; only unreserved characters stay as they are.
std::string encode_form(const FormFields& fields);
std::string percent_encode(std::string_view text);

/// Decodes a query or form body; "+" is a blank; a broken escape stays as it is.
FormFields decode_form(std::string_view text);

/// The value of the first field of that name; empty when there is none.
std::string_view find_field(const FormFields& fields, std::string_view name);

} // namespace daifa

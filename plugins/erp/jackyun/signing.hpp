#pragma once

#include <daifa/codec/form.hpp>
#include <daifa/support/secret.hpp>

#include <string>
#include <string_view>

namespace daifa::jackyun {

/// Every letter lower-cased by Unicode's simple mapping, one code point for one, as the ERP's own
/// clients do: full-width letters and letters with accents change too. Bytes that are no UTF-8
/// stay.
std::string lower_unicode(std::string_view utf8);

/// The `sign` parameter over all fields but `sign`, `token` and `contextid` (open platform guide,
/// sign algorithm): 32 lower-case hex digits.
std::string sign(FormFields fields, const Secret& app_secret);

} // namespace daifa::jackyun

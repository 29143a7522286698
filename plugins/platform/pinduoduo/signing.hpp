#pragma once

#include <daifa/codec/form.hpp>
#include <daifa/support/secret.hpp>

#include <string>

namespace daifa::pinduoduo {

/// The sign of a call with these fields, in any order, `sign` not among them: upper-case MD5 over
/// the secret, each name and value in byte order of the names, and the secret again (open platform
/// guide, sign algorithm).
std::string sign(const FormFields& fields, const Secret& app_secret);

} // namespace daifa::pinduoduo

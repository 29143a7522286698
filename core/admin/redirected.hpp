#pragma once

#include "admin/failure.hpp"

#include <daifa/support/secret.hpp>

#include <string>
#include <string_view>

namespace daifa::admin {

/// What a platform appends to the address it sends the shop's owner back to.
struct Redirected {
    Secret code = {};
    std::string state = {};
};

/// Reads the address as it was copied out of a browser. Nothing of it is repeated in a failure.
Checked<Redirected> parse_redirected(std::string_view address);

} // namespace daifa::admin

#pragma once

#include "sandbox/front.hpp"

#include <memory>

namespace daifa::practice {

/// The practice gateway of the 吉客云 open platform. Throws ControlError for an option it does not
/// know.
std::unique_ptr<sandbox::Front> make_jackyun_front(const sandbox::FrontOptions& options);

} // namespace daifa::practice

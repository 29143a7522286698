#pragma once

#include "sandbox/front.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace daifa::sandbox {

/// A practice front that was built with this program.
struct RegisteredFront {
    std::string_view name = {};
    std::unique_ptr<Front> (*make)(const FrontOptions&) = nullptr;
};

/// All of them. The build writes the list from what plugins register with daifa_practice().
std::span<const RegisteredFront> registered_fronts();

} // namespace daifa::sandbox

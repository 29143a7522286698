#pragma once

#include "sandbox/world.hpp"
#include "store/records.hpp"

#include <optional>
#include <string>

namespace daifa::simulation {

/// What an operator finds out about a write by looking at the other side.
struct Inquiry {
    store::WriteState outcome = store::WriteState::refused; ///< Or confirmed.
    std::string result = {};                                ///< Of a number that was taken.
};

/// Nothing where a look does not tell.
std::optional<Inquiry> inquire(const sandbox::World& world, const OrderId& order,
                               const store::WriteRecord& write);

} // namespace daifa::simulation

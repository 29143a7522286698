#pragma once

#include "admin/backend.hpp"
#include "admin/finding.hpp"

#include <daifa/support/awaitable.hpp>

#include <vector>

namespace daifa::admin {

/// Looks at a shop and both of its sides, with reads alone: reachability and clock, authorization,
/// role, what each API may do, the ERP's channel, the ledger.
awaitable<std::vector<Finding>> examine_shop(ShopEntry shop, Backend& backend);

} // namespace daifa::admin

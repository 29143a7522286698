#pragma once

#include "admin/backend.hpp"
#include "admin/finding.hpp"

#include <daifa/support/awaitable.hpp>

#include <memory>
#include <vector>

namespace daifa::admin {

/// Of a shop whose stock is kept equal: whether the ERP tells it, the platform shows what is
/// offered, and the shop may change that. The calls need permissions that those for orders don't.
awaitable<std::vector<Finding>> examine_stock(std::shared_ptr<reconcile::ShopLane> lane);

} // namespace daifa::admin

#pragma once

#include "admin/backend.hpp"
#include "admin/finding.hpp"

#include <memory>
#include <vector>

namespace daifa::admin {

/// Whether the shop's role fits one whose file says that it is a merchant's.
Finding judge_merchant_role(ShopRole role);
/// Whether the return address of the configuration can be shipped with.
Finding judge_return_address(const std::vector<ReturnAddress>& addresses,
                             const std::string& wanted);

/// Tries what a merchant's shop needs; says what it finds.
awaitable<std::vector<Finding>> examine_merchant(std::shared_ptr<reconcile::MerchantLane> lane,
                                                 Backend& backend);

} // namespace daifa::admin

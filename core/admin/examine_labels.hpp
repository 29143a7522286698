#pragma once

#include "admin/backend.hpp"
#include "admin/finding.hpp"

#include <daifa/support/awaitable.hpp>

#include <memory>
#include <vector>

namespace daifa::admin {

/// Of a shop whose numbers come from the platform: the contracts with carriers, the sender's
/// address, the balances, and the print component with the printers that the strategy names.
awaitable<std::vector<Finding>> examine_labels(std::shared_ptr<reconcile::ShopLane> lane);

/// Whether one of the contracts ships from that address; says how the nearest one differs.
Finding judge_sender(const SenderAddress& sender, const reconcile::WaybillDesk& desk);
/// Whether one of the contracts serves the sender, and has numbers left.
Finding judge_contracts(const reconcile::WaybillDesk& desk, const ShopPlan& plan);
/// Whether the printers are there that the strategy names.
Finding judge_printers(const PrinterList& printers, const PrintStrategy& strategy);

} // namespace daifa::admin

#pragma once

#include "strategy/strategy.hpp"

#include <daifa/domain/order.hpp>

#include <optional>
#include <string>

namespace daifa::reconcile {

/// The option that leaves this order to others ("download.filter.regions"); nothing when it is taken.
std::optional<std::string> reason_to_skip(const PlatformOrder& order, const DownloadStrategy& download);

/// The option that keeps this order from being audited automatically; nothing when none does.
std::optional<std::string> reason_to_block_audit(const PlatformOrder& order, const AuditStrategy& audit);

/// Is the region inside one of "province", "province/city", "province/city/district"?
bool is_in_region(const Region& region, const std::string& pattern);

} // namespace daifa::reconcile

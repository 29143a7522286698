#pragma once

#include "strategy/strategy.hpp"

#include <daifa/domain/erp_order.hpp>
#include <daifa/domain/order.hpp>
#include <daifa/support/error.hpp>

#include <optional>
#include <string>

namespace daifa::reconcile {

/// The goods of an order in the ERP's words; nothing when the rules do not name them.
std::optional<ErpItem> map_item(const OrderItem& item, const ItemRules& rules);

/// What the map of items has to name so that the order's goods are found.
std::string item_key(const OrderItem& item);

/// The order as it goes into the ERP; nothing when its goods are not mapped.
std::optional<ErpOrderDraft> build_draft(const PlatformOrder& order, int generation,
                                         const ShopPlan& plan);

/// What of the plan an import was refused for, where the refusal says so; nothing when it does not.
/// Another text than at the refusal means that the plan was mended.
std::string refused_part(Errc failure, const PlatformOrder& order, const ShopPlan& plan);

} // namespace daifa::reconcile

#pragma once

#include "strategy/strategy.hpp"

#include <daifa/domain/erp_order.hpp>
#include <daifa/domain/order.hpp>

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

} // namespace daifa::reconcile

#pragma once

#include "reconcile/shop_lane.hpp"

#include <boost/json/object.hpp>

/// Stock as JSON.
namespace daifa::admin {

/// One row of a list: what the ERP has, what is wanted, what the platform offers, where it stands.
boost::json::object to_json(const store::StockItem& item);
/// What would be done about it now: its row with the state, "step" (wait, look, send) and
/// "quantity".
boost::json::object to_json(const reconcile::StockSync::Planned& planned);
/// How many listings stand where, and when both sides were read.
boost::json::object to_json(const store::StockSummary& summary);
/// What runs, and what stands still with what to do about it.
boost::json::object stock_lane_json(const reconcile::ShopLane& lane);

} // namespace daifa::admin

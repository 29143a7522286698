#pragma once

#include "reconcile/merchant_lane.hpp"

#include <boost/json/object.hpp>

namespace daifa::admin {

boost::json::object to_json(const store::MerchantRecord& record);
boost::json::object to_json(const reconcile::MerchantLane::Planned& planned);
boost::json::object to_json(const reconcile::MerchantLane::Proposed& proposed);
boost::json::object to_json(const store::MerchantSummary& summary);
/// What the shop's lane does at the moment.
boost::json::object merchant_lane_json(const reconcile::MerchantLane& lane);

} // namespace daifa::admin

#pragma once

#include "sandbox/erp_world.hpp"

#include <boost/json/array.hpp>

namespace daifa::practice::jackyun {

// What the people of the house see on the ERP's page.

boost::json::array channel_views(const sandbox::ErpWorld& erp);
boost::json::array carrier_views(const sandbox::ErpWorld& erp);
/// The latest first; deleted and archived ones are left out.
boost::json::array sales_order_views(const sandbox::ErpWorld& erp);

} // namespace daifa::practice::jackyun

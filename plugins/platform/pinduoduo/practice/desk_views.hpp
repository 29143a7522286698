#pragma once

#include "sandbox/platform_world.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace daifa::practice::pinduoduo {

// What a shop sees on its pages of the back office.

boost::json::object shop_view(const sandbox::PracticeShop& shop);
boost::json::object profile_view(const sandbox::PlatformWorld& world,
                                 const sandbox::PracticeShop& shop);
/// Of either side.
boost::json::array binding_views(sandbox::PlatformWorld& world, const sandbox::PracticeShop& shop);
/// A merchant's own orders, the latest first: real numbers, and what the factory returned.
boost::json::array merchant_order_views(sandbox::PlatformWorld& world,
                                        const sandbox::PracticeShop& shop, TimePoint now);
/// What a factory sees of the orders it has or had, the latest first: masked.
boost::json::array factory_order_views(const sandbox::PlatformWorld& world,
                                       const sandbox::PracticeShop& shop);

} // namespace daifa::practice::pinduoduo

#pragma once

#include "pinduoduo/practice/call.hpp"

namespace daifa::practice::pinduoduo {

Outcome list_goods(const Call& call);
Outcome get_sku(const Call& call);
Outcome update_goods_quantity(const Call& call);

} // namespace daifa::practice::pinduoduo

#pragma once

#include "store/detail/session.hpp"
#include "store/detail/shop_key.hpp"
#include "store/records.hpp"

#include <vector>

namespace daifa::store {

/// False, and nothing is kept, when another order has the number.
bool save_label(Session& session, const ShopKey& key, const OrderId& order, const NewLabel& label,
                TimePoint now);
/// Empty when there is no such label.
Secret find_print_data(Session& session, const ShopKey& key, const std::string& number);
/// By number.
std::vector<KeptLabel> list_labels(Session& session, const ShopKey& key, const OrderId& order);

} // namespace daifa::store

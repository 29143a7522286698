#pragma once

#include "admin/call.hpp"

namespace daifa::admin {

/// The merchants' shops among those that were named.
Checked<std::vector<ShopEntry>> select_merchants(const Backend& backend, const std::string& id);

struct FoundMerchantOrder {
    ShopEntry shop = {};
    store::MerchantRecord record = {};
};

/// A merchant's own order, by its whole number; in any merchant's shop when none is named.
awaitable<Checked<FoundMerchantOrder>> find_merchant_order(Backend& backend, std::string shop_id,
                                                           std::string number);

} // namespace daifa::admin

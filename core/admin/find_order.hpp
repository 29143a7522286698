#pragma once

#include "admin/call.hpp"

namespace daifa::admin {

struct FoundOrder {
    ShopEntry shop = {};
    OrderId id = {};
};

/// The one that `text` names: exactly, or as the only one it begins. A refusal lists the candidates.
Checked<FoundOrder> choose_order(std::vector<FoundOrder> candidates, const std::string& text);

/// Looks in one shop, or in all when `shop` is empty.
awaitable<Checked<FoundOrder>> find_order(Backend& backend, std::string shop, std::string text);

} // namespace daifa::admin

#pragma once

#include "pinduoduo/practice/account_apis.hpp"
#include "pinduoduo/practice/contract_apis.hpp"
#include "pinduoduo/practice/goods_apis.hpp"
#include "pinduoduo/practice/merchant_apis.hpp"
#include "pinduoduo/practice/message_apis.hpp"
#include "pinduoduo/practice/order_apis.hpp"
#include "pinduoduo/practice/take_apis.hpp"
#include "pinduoduo/practice/upload_apis.hpp"

#include <string_view>

namespace daifa::practice::pinduoduo {

/// Whose call it is. Nobody has to choose a role to sell, so a merchant's is any shop's but a
/// factory's.
enum class Side { any, factory, merchant };

/// What the gateway knows about one value of `type`.
struct ApiEntry {
    std::string_view name;
    Outcome (*run)(const Call&) = nullptr;
    bool is_write = false;
    bool needs_token = true;
    Side side = Side::any;
};

/// Null for an API that the platform does not have.
const ApiEntry* find_api(std::string_view type);

} // namespace daifa::practice::pinduoduo

#pragma once

#include "pinduoduo/call.hpp"

#include <daifa/domain/stock.hpp>
#include <daifa/support/error.hpp>

#include <cstdint>

namespace daifa::pinduoduo {

inline constexpr int goods_page_size = 100; ///< Largest of pdd.goods.list.get, in products.

/// Pages count from 1.
Call build_goods_list_get(int page);

// These refuse with `rejected`, before anything is sent, ids that are no numbers and a quantity
// below zero.
Result<Call> build_goods_skus_get(const ListingId& id);
Result<Call> build_goods_quantity_update(const ListingId& id, std::int64_t quantity);

} // namespace daifa::pinduoduo

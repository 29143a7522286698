#pragma once

#include "sandbox/erp_order_actions.hpp"
#include "sandbox/erp_stock_book.hpp"

#include <boost/json/object.hpp>

#include <span>

namespace daifa::sandbox {

/// What people and the warehouse do to the stock.
std::span<const ErpAction> erp_stock_actions();
/// Barcode → usable pieces of all warehouses.
boost::json::object stock_truth(const StockBook& book);

} // namespace daifa::sandbox

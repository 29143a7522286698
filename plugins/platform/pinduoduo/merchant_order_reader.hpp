#pragma once

#include "pinduoduo/merchant_responses.hpp"

#include <daifa/domain/merchant_order.hpp>

#include <boost/json/value.hpp>

#include <string_view>

namespace daifa::pinduoduo {

/// One order as both lists and the single read have it.
struct MerchantOrderRow {
    MerchantOrder order = {};
    std::string_view problem = {}; ///< Empty when it could be read.
};

/// Strict about what decides (number, state, goods), lenient about the rest. Of the recipient it
/// takes the region and the merge id, never a name, a phone, a street or their ciphertext.
MerchantOrderRow read_merchant_order(const boost::json::value& value,
                                     const MerchantReading& reading);

} // namespace daifa::pinduoduo

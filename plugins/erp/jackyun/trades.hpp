#pragma once

#include "jackyun/envelope.hpp"

#include <daifa/domain/erp_order.hpp>

#include <optional>
#include <string>
#include <vector>

namespace daifa::jackyun {

/// A sales order as `oms.trade.fullinfoget` shows it.
struct Trade {
    ErpOrder order = {}; ///< Without its channel.
    std::string shop_code = {};
    std::string shop_name = {};
    /// True: the parcels' carriers are in the tenant's own words.
    bool has_own_carriers = false;
};

struct TradePage {
    std::vector<Trade> trades = {};
    std::string scroll_id = {};
    std::string request_id = {};
};

Result<TradePage> parse_trades(const Answer& answer);

/// Whether a row is of that channel. A row that names no shop at all is: the query can not ask for
/// a shop by code, and the source number still has to match.
bool is_of_channel(const Trade& trade, const ChannelId& channel, const std::string& channel_name);

/// The step of a `tradeStatus` (open platform guide, order query). Shipped are 6000 and 9090 alone:
/// a number is reserved long before. Being cancelled (4121, 4122) still is in progress until 5010,
/// as the ERP may put the order back.
ErpStage to_stage(std::string_view trade_status);

} // namespace daifa::jackyun

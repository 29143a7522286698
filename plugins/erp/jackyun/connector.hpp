#pragma once

#include "jackyun/carrier_table.hpp"
#include "jackyun/channel_filter.hpp"
#include "jackyun/failures.hpp"
#include "jackyun/gateway.hpp"
#include "jackyun/requests.hpp"
#include "jackyun/settings.hpp"
#include "jackyun/stock.hpp"
#include "jackyun/trades.hpp"

#include <daifa/connector/connector_context.hpp>
#include <daifa/connector/erp_connector.hpp>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace daifa::jackyun {

/// 吉客云 over its open platform: we push orders in and poll what became of them.
class JackyunConnector : public ErpConnector {
public:
    /// Throws `std::invalid_argument` for settings that can not work.
    explicit JackyunConnector(ConnectorContext context);

    /// With every setting at its default.
    static Capabilities default_capabilities();

    const Capabilities& capabilities() const override { return capabilities_; }

    awaitable<Result<TimePoint>> get_time() override;
    awaitable<Result<std::vector<ErpChannel>>> list_channels() override;
    awaitable<Result<std::vector<Carrier>>> list_carriers() override;
    awaitable<Result<CreatedOrder>> create_order(ErpOrderDraft draft) override;
    awaitable<Result<std::vector<ErpOrder>>>
    find_orders(ChannelId channel, std::vector<std::string> source_numbers) override;
    awaitable<Result<Page<ErpOrder>>> list_changed_orders(ChannelId channel,
                                                          PageQuery query) override;
    awaitable<Result<Receipt>> audit_order(ErpOrderId id) override;
    awaitable<Result<Receipt>> cancel_order(ErpOrderId id) override;
    StockSource* stock() override { return &stock_; }

private:
    awaitable<Result<std::vector<CarrierRow>>> read_carriers();
    awaitable<Result<std::vector<Trade>>> read_trades(std::vector<std::string> source_numbers,
                                                      OrderTable table);
    awaitable<Result<std::vector<ErpOrder>>>
    find_in(ChannelId channel, std::vector<std::string> source_numbers, OrderTable table);
    awaitable<Result<TradePage>> read_changes(PageQuery query, WindowCursor cursor,
                                              std::string shop_id);
    bool shows_own(const TradePage& page, const ChannelId& channel) const;
    /// The trades of that channel as orders, their carriers normalised as far as the ERP's list
    /// goes.
    awaitable<Result<std::vector<ErpOrder>>> to_orders(ChannelId channel,
                                                       std::vector<Trade> trades);
    /// Where to read on. A scroll id counts only once and only when the page before it arrived: a
    /// lost answer may have moved the scroll, and sending its id again would skip a page. Any other
    /// id begins the pass anew.
    WindowCursor take_cursor(const std::string& text);
    std::string give_cursor(const WindowCursor& cursor, const TradePage& page);
    bool needs_carriers(const std::vector<Trade>& trades) const;

    ConnectorContext context_;
    JackyunSettings settings_;
    FailureTable failures_;
    Capabilities capabilities_;
    Gateway gateway_;
    Stock stock_;
    ChannelFilter filter_;
    CarrierTable carriers_;
    /// Uptime of the last attempt that got an answer.
    std::optional<Milliseconds> carriers_read_at_;
    std::set<std::string> fresh_scrolls_; ///< Given out and not yet sent.
};

} // namespace daifa::jackyun

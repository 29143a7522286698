#pragma once

#include <daifa/connector/capabilities.hpp>
#include <daifa/connector/page.hpp>
#include <daifa/connector/stock_source.hpp>
#include <daifa/domain/erp_order.hpp>
#include <daifa/domain/waybill.hpp>
#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

#include <string>
#include <vector>

namespace daifa {

/// What creating an order left behind.
struct CreatedOrder {
    ErpOrderId id = {};
    std::string request_id = {};
};

/// An ERP. The promises of `PlatformConnector` about attempts, failures and use hold here too.
class ErpConnector {
public:
    virtual ~ErpConnector() = default;

    /// Constant for the life of the object.
    virtual const Capabilities& capabilities() const = 0;

    /// The ERP's clock. Must also answer when ours is far off.
    virtual awaitable<Result<TimePoint>> get_time() = 0;
    /// Every shop of the ERP account; proves key and permissions as well.
    virtual awaitable<Result<std::vector<ErpChannel>>> list_channels() = 0;
    virtual awaitable<Result<std::vector<Carrier>>> list_carriers() = 0;

    /// Creates a sales order that carries `draft.source_number`.
    virtual awaitable<Result<CreatedOrder>> create_order(ErpOrderDraft draft) = 0;
    /// All ERP orders of that channel, in any stage, that carry one of the source numbers; empty when
    /// there are none. At most `Capabilities::find_orders_max` numbers.
    virtual awaitable<Result<std::vector<ErpOrder>>>
    find_orders(ChannelId channel, std::vector<std::string> source_numbers) = 0;
    /// ERP orders of that channel that changed in the window.
    virtual awaitable<Result<Page<ErpOrder>>> list_changed_orders(ChannelId channel,
                                                                  PageQuery query) = 0;

    virtual awaitable<Result<Receipt>> audit_order(ErpOrderId id) = 0;
    virtual awaitable<Result<Receipt>> cancel_order(ErpOrderId id) = 0;

    /// Null where the ERP tells nobody its stock; lives as long as the connector.
    virtual StockSource* stock() { return nullptr; }
};

} // namespace daifa

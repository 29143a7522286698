#pragma once

#include <daifa/connector/page.hpp>
#include <daifa/domain/merchant_order.hpp>
#include <daifa/support/awaitable.hpp>
#include <daifa/support/error.hpp>

#include <string>
#include <vector>

namespace daifa {

/// What a merchant's own shop reads and ships. The promises of `PlatformConnector` about attempts,
/// failures and use hold here too.
class MerchantDesk {
public:
    virtual ~MerchantDesk() = default;

    /// Orders that were confirmed in the window and are still to be shipped.
    virtual awaitable<Result<Page<MerchantOrder>>> list_orders_to_ship(PageQuery query) = 0;
    /// Orders whose record changed in the window, whatever their state.
    virtual awaitable<Result<Page<MerchantOrder>>> list_changed_orders(PageQuery query) = 0;
    virtual awaitable<Result<MerchantOrder>> get_order(std::string number) = 0;
    virtual awaitable<Result<std::vector<ReturnAddress>>> list_return_addresses() = 0;
    /// Tells the platform, and so the buyer, that the order left. A shipped order is refused.
    virtual awaitable<Result<Receipt>> ship(OnlineShipment shipment) = 0;
};

} // namespace daifa

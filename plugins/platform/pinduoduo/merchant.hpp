#pragma once

#include "pinduoduo/gateway.hpp"
#include "pinduoduo/merchant_responses.hpp"

#include <daifa/connector/merchant_desk.hpp>

namespace daifa::pinduoduo {

/// A merchant's own orders on 拼多多, and their shipping online.
class Merchant : public MerchantDesk {
public:
    /// `gateway` outlives it. Throws std::invalid_argument for settings that can't work.
    Merchant(const Settings& settings, const Gateway& gateway);

    awaitable<Result<Page<MerchantOrder>>> list_orders_to_ship(PageQuery query) override;
    awaitable<Result<Page<MerchantOrder>>> list_changed_orders(PageQuery query) override;
    awaitable<Result<MerchantOrder>> get_order(std::string number) override;
    awaitable<Result<std::vector<ReturnAddress>>> list_return_addresses() override;
    awaitable<Result<Receipt>> ship(OnlineShipment shipment) override;

private:
    awaitable<Result<Page<MerchantOrder>>> list(Result<Call> call, std::string cursor) const;

    const Gateway& gateway_;
    MerchantReading reading_;
};

} // namespace daifa::pinduoduo

#include "pinduoduo/merchant.hpp"

#include "pinduoduo/merchant_requests.hpp"
#include "pinduoduo/responses.hpp"

namespace daifa::pinduoduo {

Merchant::Merchant(const Settings& settings, const Gateway& gateway)
    : gateway_(gateway), reading_{read_after_sale_codes(settings, "merchant_"),
                                  LogisticsIds(settings)}
{
}

awaitable<Result<Page<MerchantOrder>>> Merchant::list(Result<Call> call, std::string cursor) const
{
    return gateway_.list(std::move(call), [this, cursor](const Answer& answer) {
        return parse_merchant_orders(answer, cursor, reading_);
    });
}

awaitable<Result<Page<MerchantOrder>>> Merchant::list_orders_to_ship(PageQuery query)
{
    return list(build_merchant_list_get(query), query.cursor);
}

awaitable<Result<Page<MerchantOrder>>> Merchant::list_changed_orders(PageQuery query)
{
    return list(build_merchant_changes_get(query), query.cursor);
}

awaitable<Result<MerchantOrder>> Merchant::get_order(std::string number)
{
    return gateway_.ask(build_merchant_order_get(number), [this, number](const Answer& answer) {
        return parse_merchant_order(answer, number, reading_);
    });
}

awaitable<Result<std::vector<ReturnAddress>>> Merchant::list_return_addresses()
{
    return gateway_.ask(build_return_addresses_get(), parse_return_addresses);
}

awaitable<Result<Receipt>> Merchant::ship(OnlineShipment shipment)
{
    return gateway_.ask(build_online_send(shipment, reading_.carriers), parse_receipt);
}

} // namespace daifa::pinduoduo

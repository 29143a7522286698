#include "pinduoduo/merchant_requests.hpp"

#include "pinduoduo/requests.hpp"

namespace daifa::pinduoduo {
namespace {

using std::chrono::ceil;
using std::chrono::floor;
using std::chrono::seconds;

// Values of the lists' filters.
constexpr std::string_view order_to_ship = "1";
constexpr std::string_view order_any = "5";
constexpr std::string_view refund_any = "5";

/// Both lists, but for the names of their ends.
Result<Call> build_list(std::string_view api, const std::string& what,
                        std::string_view order_status, const PageQuery& query)
{
    Call call{.name = {api, Operation::read}};
    const auto page = find_page_number(query.cursor);
    if (!page)
        return not_sent(call.name, "the cursor is no page number");
    const auto from = floor<seconds>(query.from).time_since_epoch().count();
    const auto to = ceil<seconds>(query.to).time_since_epoch().count();
    call.parameters.emplace_back("start_" + what, std::to_string(from));
    call.parameters.emplace_back("end_" + what, std::to_string(to));
    call.parameters.emplace_back("order_status", order_status);
    call.parameters.emplace_back("refund_status", refund_any);
    call.parameters.emplace_back("page", std::to_string(*page));
    call.parameters.emplace_back("page_size", std::to_string(merchant_page_size));
    return call;
}

} // namespace

Result<Call> build_merchant_list_get(const PageQuery& query)
{
    return build_list(api::merchant_list_get, "confirm_at", order_to_ship, query);
}

Result<Call> build_merchant_changes_get(const PageQuery& query)
{
    auto call = build_list(api::merchant_changes_get, "updated_at", order_any, query);
    if (call)
        call->parameters.emplace_back("is_lucky_flag", "0");
    return call;
}

Result<Call> build_merchant_order_get(const std::string& number)
{
    Call call{.name = {api::merchant_order_get, Operation::read}};
    if (number.empty())
        return not_sent(call.name, "the order's number is empty");
    call.parameters.emplace_back("order_sn", number);
    return call;
}

Call build_return_addresses_get()
{
    return {.name = {api::return_addresses_get, Operation::read}};
}

Result<Call> build_online_send(const OnlineShipment& shipment, const LogisticsIds& carriers)
{
    Call call{.name = {api::online_send, Operation::write}};
    if (shipment.order.empty())
        return not_sent(call.name, "the order's number is empty");
    if (shipment.number.empty())
        return not_sent(call.name, "the waybill number is empty");
    const auto carrier = carriers.find_id(shipment.carrier_code);
    if (!carrier)
        return not_sent(call.name, "carrier " + shipment.carrier_code +
                                       " has no logistics_id: add it to the setting logistics_ids");
    call.parameters.emplace_back("order_sn", shipment.order);
    call.parameters.emplace_back("logistics_id", std::to_string(*carrier));
    call.parameters.emplace_back("tracking_number", shipment.number.text());
    // 1: an order's first dispatch, which an order that is shipped refuses. 2 would overwrite.
    call.parameters.emplace_back("redelivery_type", "1");
    call.parameters.emplace_back("refund_address_id", shipment.return_address);
    return call;
}

} // namespace daifa::pinduoduo

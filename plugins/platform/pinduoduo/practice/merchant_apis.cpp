#include "pinduoduo/practice/merchant_apis.hpp"

#include "pinduoduo/practice/carriers.hpp"
#include "pinduoduo/practice/flat_parameters.hpp"
#include "pinduoduo/practice/merchant_rows.hpp"
#include "pinduoduo/practice/merchant_window.hpp"
#include "pinduoduo/practice/page_turns.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <vector>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;
using sandbox::DeskRefusal;
using sandbox::DropShipDesk;
using sandbox::MerchantOrder;

constexpr auto merchant_history = std::chrono::hours(24 * 90);
constexpr std::size_t shipped_number_size_max = 64;
const WindowRule confirmed_rule{"confirm_at", std::chrono::hours(24), true};
const WindowRule changed_rule{"updated_at", std::chrono::minutes(30), false};

/// A row and the time that its list goes by.
struct Dated {
    TimePoint at = {};
    MerchantOrder* order = nullptr;
};

/// The shop's orders whose time, as `time_of` tells it, is in the window, in the list's sequence.
template <class TimeOf>
std::vector<Dated> select_orders(const Call& call, const MerchantWindow& window,
                                 const TimeOf& time_of)
{
    DropShipDesk desk(call.world, call.now);
    const bool is_end_inclusive = call.options.plays("list_end", "inclusive");
    const TimePoint visible_until = call.now - call.world.rules.row_delay;
    std::vector<Dated> rows;
    for (auto& order : call.world.desk.orders()) {
        if (order.merchant != call.shop->owner_id || order.placed_at < call.now - merchant_history)
            continue;
        // Times are cut to seconds, as the answer shows them.
        const TimePoint at = std::chrono::floor<std::chrono::seconds>(time_of(desk, order));
        if (at < window.from || at > window.until || (at == window.until && !is_end_inclusive) ||
            at > visible_until)
            continue;
        const int refund = merchant_refund_status(desk.current(order).after_sale);
        const bool is_wanted =
            (window.order_status == 5 || window.order_status == merchant_order_status(order)) &&
            (window.refund_status == 5 || window.refund_status == refund);
        if (is_wanted)
            rows.push_back({at, &order});
    }
    std::ranges::stable_sort(rows, {}, &Dated::at);
    if (call.options.plays("list_order", "desc"))
        std::ranges::reverse(rows);
    if (call.options.plays("list_order", "shuffled"))
        std::ranges::sort(rows, {},
                          [](const Dated& row) { return sandbox::text_seed(row.order->number); });
    return rows;
}

json::object page_of(const Call& call, const MerchantWindow& window, const std::vector<Dated>& rows,
                     std::string_view name)
{
    const auto size = static_cast<std::size_t>(window.page_size);
    const auto page = static_cast<std::size_t>(window.page - 1);
    json::array list;
    if (page <= rows.size() / size)
        for (std::size_t i = page * size; i < std::min(rows.size(), (page + 1) * size); ++i)
            list.push_back(merchant_order_row(call, *rows[i].order));
    json::object result;
    if (window.wants_has_next)
        result["has_next"] = flag_value(call, (page + 1) * size < rows.size());
    else
        result["total_count"] = number_value(call, static_cast<std::int64_t>(rows.size()), 1);
    result[name] = std::move(list);
    return result;
}

Failure no_such_order(const Call& call)
{
    return {call.options.code("order_error"), "订单不存在或不属于当前店铺"};
}

Failure refusal_of(const Call& call, DeskRefusal refusal)
{
    switch (refusal) {
    case DeskRefusal::unknown_order:
        return no_such_order(call);
    case DeskRefusal::shipped_already:
        return {50001, "订单已发货，请勿重复发货"};
    case DeskRefusal::not_shipped:
        return {50001, "订单未发货，不能修改物流"};
    case DeskRefusal::after_sale:
        return {50001, "订单售后处理中，不能发货"};
    case DeskRefusal::risk_control:
        return {50001, "订单风控审核中，不能发货"};
    case DeskRefusal::on_hold:
        return {50001, "订单已暂停发货"};
    case DeskRefusal::unknown_address:
        return {50001, "退货地址不存在"};
    default:
        return {50001, "订单不能发货"};
    }
}

/// The carrier behind a logistics_id; null for one that is unknown, switched off or without a code.
const Carrier* find_carrier(std::int64_t id)
{
    for (const auto& carrier : carriers())
        if (carrier.id == id)
            return carrier.is_available && !carrier.code.empty() ? &carrier : nullptr;
    return nullptr;
}

} // namespace

Outcome list_merchant_orders(const Call& call)
{
    const auto read = read_merchant_window(call, confirmed_rule);
    if (const auto* failure = std::get_if<Failure>(&read))
        return *failure;
    const auto& window = std::get<MerchantWindow>(read);
    const auto rows = select_orders(
        call, window, [](DropShipDesk&, const MerchantOrder& order) { return order.placed_at; });
    return page_of(call, window, rows, "order_list");
}

Outcome list_merchant_changes(const Call& call)
{
    const auto read = read_merchant_window(call, changed_rule);
    if (const auto* failure = std::get_if<Failure>(&read))
        return *failure;
    const auto& window = std::get<MerchantWindow>(read);
    if (find_parameter(call.parameters, "is_lucky_flag").empty())
        return Failure{21002, "is_lucky_flag不能为空"};
    const auto lottery = read_number(call, "is_lucky_flag", 0, 0, 2);
    if (const auto* failure = std::get_if<Failure>(&lottery))
        return *failure;
    auto rows = select_orders(call, window, [](DropShipDesk& desk, MerchantOrder& order) {
        return desk.updated_at(order);
    });
    // Nobody has won anything here.
    if (std::get<std::int64_t>(lottery) == 2)
        rows.clear();
    const auto count = static_cast<std::int64_t>(rows.size());
    const std::int64_t pages = (count + window.page_size - 1) / window.page_size;
    if (!call.turns.turn(call.shop->owner_id, window.from, window.until, window.page, pages) &&
        call.options.plays("change_pages", "backwards"))
        return Failure{call.options.code("window_error"), "请从最后一页往前翻页"};
    return page_of(call, window, rows, "order_sn_list");
}

Outcome get_merchant_order(const Call& call)
{
    const std::string_view number = find_parameter(call.parameters, "order_sn");
    if (number.empty())
        return Failure{21002, "order_sn不能为空"};
    MerchantOrder* order = DropShipDesk(call.world, call.now).find_own(call.shop->owner_id, number);
    if (order == nullptr || order->placed_at < call.now - merchant_history)
        return no_such_order(call);
    json::object result;
    result["order_info"] = merchant_order_row(call, *order);
    return result;
}

Outcome list_return_addresses(const Call& call)
{
    json::array list;
    if (const auto* profile = call.world.desk.find_profile(call.shop->owner_id))
        for (const auto& address : profile->addresses) {
            const auto id = static_cast<std::int64_t>(list.size()) + 1;
            json::object row;
            row["id"] = number_value(call, id, 0);
            row["refund_address_id"] = address.id;
            row["refund_name"] = profile->sender;
            row["refund_phone"] = profile->phone;
            row["refund_address"] = address.street;
            row["province_name"] = address.province;
            row["city_name"] = address.city;
            row["district_name"] = address.district;
            row["is_default"] = address.id == profile->ships_from ? "1" : "0";
            row["is_legal"] = flag_value(call, true);
            row["is_validated"] = flag_value(call, true);
            list.push_back(std::move(row));
        }
    json::object result;
    result["refund_address_list"] = std::move(list);
    return result;
}

Outcome ship_online(const Call& call)
{
    const std::string_view order = find_parameter(call.parameters, "order_sn");
    const std::string_view number = find_parameter(call.parameters, "tracking_number");
    const auto carrier_id = find_number(call, "logistics_id");
    if (order.empty() || number.empty() || !carrier_id)
        return Failure{21002, "order_sn、logistics_id、tracking_number不能为空"};
    if (number.size() > shipped_number_size_max)
        return Failure{21001, "tracking_number过长"};
    const auto kind = read_number(call, "redelivery_type", 1, 1, 2);
    if (const auto* failure = std::get_if<Failure>(&kind))
        return *failure;
    const Carrier* carrier = find_carrier(*carrier_id);
    if (carrier == nullptr)
        return Failure{50001, "快递公司不可用"};

    sandbox::MerchantShipment shipment;
    shipment.carrier = carrier->code;
    shipment.number = number;
    shipment.return_address = find_parameter(call.parameters, "refund_address_id");
    shipment.by = call.app.key;
    const auto refused = DropShipDesk(call.world, call.now)
                             .ship_online(call.shop->owner_id, order, std::move(shipment),
                                          std::get<std::int64_t>(kind) == 2);
    if (refused && call.options.plays("refusal", "error"))
        return refusal_of(call, *refused);
    json::object result;
    result["is_success"] = flag_value(call, !refused);
    return result;
}

} // namespace daifa::practice::pinduoduo

#include "pinduoduo/practice/order_apis.hpp"

#include "pinduoduo/practice/order_lookup.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

#include <algorithm>

namespace daifa::practice::pinduoduo {
namespace {

namespace json = boost::json;
using sandbox::AfterSaleStep;
using sandbox::PracticeOrder;

constexpr auto window_max = std::chrono::minutes(30);
constexpr auto order_history = std::chrono::hours(24 * 31);
constexpr std::int64_t page_size_max = 100;

/// The factory's own enumeration of after_sales_status.
int after_sale_code(AfterSaleStep step)
{
    switch (step) {
    case AfterSaleStep::none:
        return 0;
    case AfterSaleStep::requested:
        return 1;
    case AfterSaleStep::refunding:
        return 4;
    case AfterSaleStep::refunded:
        return 5;
    case AfterSaleStep::withdrawn:
        return 6;
    case AfterSaleStep::rejected:
        return 7;
    case AfterSaleStep::goods_return:
        return 10;
    case AfterSaleStep::exchange:
        return 14;
    }
    return 0;
}

std::int64_t milliseconds(TimePoint at)
{
    return at.time_since_epoch().count();
}

json::object order_row(const Call& call, const PracticeOrder& order)
{
    std::uint64_t salt = sandbox::text_seed(order.id.number);
    const auto number = [&](std::int64_t value) { return number_value(call, value, salt++); };
    json::object row;
    row["mall_mask_id"] = order.id.merchant.text();
    row["mall_mask_name"] = order.merchant_name;
    row["order_mask_sn"] = order.id.number;
    row["allow_time"] = number(milliseconds(order.assigned_at));
    row["status"] = number(order.is_assigned ? 1 : 0);
    row["return_status"] = number(live_main_number(order) == nullptr ? 0 : 1);
    row["after_sales_status"] = number(after_sale_code(order.after_sale));
    row["sf_only"] = number(order.is_sf_only ? 1 : 0);
    row["province"] = order.region.province;
    row["city"] = order.region.city;
    row["district"] = order.region.district;
    row["goods_name"] = order.item.product_name;
    row["goods_spec"] = order.item.variant_name;
    row["goods_number"] = number(order.item.quantity);
    row["product_price"] = number(order.item.settlement_price.fen);
    set_text(call, row, "receiver_id", order.recipient_group);
    set_text(call, row, "out_sku_sn", order.item.sku_code);
    set_text(call, row, "product_sn", order.item.product_code);
    set_text(call, row, "remark", order.remark);
    if (call.options.plays("shows_risk", "yes"))
        row["risk_control_status"] = number(order.is_under_risk_control ? 1 : 0);
    return row;
}

struct Window {
    TimePoint from = {};
    TimePoint until = {};
    std::int64_t page = 1;
    std::int64_t page_size = 100;
};

std::variant<Window, Failure> read_window(const Call& call, const json::object& request)
{
    std::int64_t values[4] = {};
    constexpr std::string_view names[4] = {"start_updated_time", "end_updated_time", "page",
                                           "page_size"};
    for (std::size_t i = 0; i < 4; ++i) {
        const auto value = find_integer(request, names[i]);
        if (!value)
            return Failure{21002, std::string(names[i]) + "不能为空"};
        values[i] = *value;
    }
    const int code = call.options.code("window_error");
    Window window{TimePoint(Milliseconds(values[0])), TimePoint(Milliseconds(values[1])), values[2],
                  values[3]};
    // A time of 13 digits is milliseconds; seconds are the classic mistake.
    if (values[0] < 1'000'000'000'000 || values[1] < 1'000'000'000'000)
        return Failure{code, "时间必须为毫秒时间戳"};
    if (window.until < window.from)
        return Failure{code, "结束时间不能早于开始时间"};
    if (window.until - window.from > window_max)
        return Failure{code, "时间跨度不能超过30分钟"};
    if (window.page < 1)
        return Failure{code, "page必须从1开始"};
    if (window.page_size < 1 || window.page_size > page_size_max)
        return Failure{code, "page_size不能超过100"};
    return window;
}

using Rows = std::vector<const PracticeOrder*>;

void put_in_order(const Call& call, Rows& rows)
{
    if (call.options.plays("list_order", "desc"))
        std::reverse(rows.begin(), rows.end());
    if (call.options.plays("list_order", "shuffled"))
        std::sort(rows.begin(), rows.end(), [](const PracticeOrder* a, const PracticeOrder* b) {
            return a->id.number < b->id.number;
        });
}

} // namespace

Outcome get_role(const Call& call)
{
    const auto role = call.shop->role;
    json::object result;
    result["mall_role"] = number_value(call,
                                       role == sandbox::ShopRole::factory    ? 2
                                       : role == sandbox::ShopRole::merchant ? 1
                                                                             : 0,
                                       1);
    return result;
}

Outcome list_orders(const Call& call)
{
    const auto request = read_object(call, "param_fds_order_list_get_request");
    if (const auto* failure = std::get_if<Failure>(&request))
        return *failure;
    const auto read = read_window(call, std::get<json::object>(request));
    if (const auto* failure = std::get_if<Failure>(&read))
        return *failure;
    const Window window = std::get<Window>(read);

    const TimePoint oldest = call.now - order_history;
    Rows rows = call.world.orders.updated_between(
        call.shop->owner_id, std::max(window.from, oldest), window.until,
        call.options.plays("list_end", "inclusive"), call.now, call.world.rules);
    put_in_order(call, rows);
    const auto size = static_cast<std::size_t>(window.page_size);
    const auto page = static_cast<std::size_t>(window.page - 1);
    json::array list;
    if (page <= rows.size() / size)
        for (std::size_t i = page * size; i < std::min(rows.size(), (page + 1) * size); ++i)
            list.push_back(order_row(call, *rows[i]));
    json::object result;
    result["total"] = number_value(call, static_cast<std::int64_t>(rows.size()), 1);
    result["order_list"] = std::move(list);
    return result;
}

Outcome get_order(const Call& call)
{
    const auto request = read_object(call, "param_fds_order_get_request");
    if (const auto* failure = std::get_if<Failure>(&request))
        return *failure;
    const auto found = find_order(call, std::get<json::object>(request));
    if (const auto* failure = std::get_if<Failure>(&found))
        return *failure;
    return order_row(call, *std::get<PracticeOrder*>(found));
}

} // namespace daifa::practice::pinduoduo

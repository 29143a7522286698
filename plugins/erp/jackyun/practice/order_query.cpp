// oms.trade.fullinfoget: orders by number or by a window of time, in pages or by a scroll.

#include "jackyun/practice/business.hpp"
#include "jackyun/practice/order_rows.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

#include <array>
#include <charconv>

namespace daifa::practice::jackyun {
namespace {

using sandbox::ListPosition;
using sandbox::OrderFilter;
using sandbox::OrderIndex;
using sandbox::OrderTime;

constexpr auto window_max = std::chrono::days(7);
constexpr std::string_view scroll_key = "scrollId";
constexpr std::int64_t archive_table = 2;

struct WindowName {
    std::string_view name = {};         ///< "Modified" of startModified and endModified.
    std::optional<OrderTime> kind = {}; ///< Nothing: the practice ERP keeps no such time.
};

constexpr std::array<WindowName, 8> window_names = {{{"Modified", OrderTime::modified},
                                                     {"Created", OrderTime::created},
                                                     {"AuditTime", OrderTime::audited},
                                                     {"ConsignTime", OrderTime::shipped},
                                                     {"CompleteTime", {}},
                                                     {"TradeTime", {}},
                                                     {"SigningTime", {}},
                                                     {"NotifyPickTime", {}}}};

/// Times of the platform are whole seconds unless they are sent in milliseconds.
Milliseconds last_moment(const Call& call, TimePoint until)
{
    if (!call.variants.is_window_end_inclusive)
        return Milliseconds(0);
    const bool is_whole_second = until == std::chrono::floor<std::chrono::seconds>(until);
    return is_whole_second ? Milliseconds(1000) : Milliseconds(1);
}

void add_window(const Call& call, const WindowName& name, OrderFilter& filter)
{
    const std::string start = "start" + std::string(name.name);
    const std::string end = "end" + std::string(name.name);
    const auto from = read_time(call.business, start, call.variants.time_form);
    const auto until = read_time(call.business, end, call.variants.time_form);
    if (!from && !until)
        return;
    if (!from || !until)
        refuse_parameter(start + "和" + end + "必须成对出现");
    if (*until < *from || *until - *from > window_max)
        refuse_parameter(start + "和" + end + "的时间跨度不能超过7天");
    if (!name.kind)
        refuse_parameter("practice gateway: no window by " + start);
    filter.windows.emplace_back(*name.kind,
                                sandbox::TimeWindow{*from, *until + last_moment(call, *until)});
}

void add_order_numbers(const Call& call, std::string_view key, ListForm form, OrderFilter& filter)
{
    const auto numbers = read_numbers(call.business, key, form);
    if (!numbers)
        return;
    auto& orders = filter.orders ? *filter.orders : filter.orders.emplace();
    for (const std::string& number : *numbers)
        if (const auto index = sandbox::parse_order_name(number))
            orders.push_back(*index);
}

void add_statuses(const Call& call, OrderFilter& filter)
{
    for (const std::string_view key : {"tradeStatus", "tradeStatusList"})
        for (const std::string& text : read_list(call.business, key)) {
            int status = 0;
            const char* end = text.data() + text.size();
            if (std::from_chars(text.data(), end, status).ptr != end)
                refuse_parameter(std::string(key) + "格式错误");
            filter.statuses.push_back(status);
        }
}

std::string shop_key(const Call& call, std::uint32_t at)
{
    const sandbox::ErpShop& shop = call.erp.shops()[at];
    return call.variants.takes_shop_codes ? shop.code : std::to_string(shop.id);
}

/// Which shops may be shown, out of those asked for. Nothing when none is left.
bool add_shops(const Call& call, OrderFilter& filter)
{
    std::vector<std::string> wanted;
    if (call.variants.has_shop_filter)
        wanted = read_list(call.business, "shopIds");
    std::vector<std::uint32_t> shops;
    for (const std::string& name : wanted) {
        const auto shop = sandbox::find_shop(call.erp, name);
        if (shop && name == shop_key(call, *shop))
            shops.push_back(*shop);
    }
    if (wanted.empty())
        for (std::uint32_t at = 0; at < call.erp.shops().size(); ++at)
            shops.push_back(at);
    for (const std::uint32_t shop : shops)
        if (call.variants.shows_native_orders || !call.erp.shops()[shop].is_native)
            filter.shops.push_back(shop);
    return !filter.shops.empty();
}

OrderFilter read_filter(const Call& call)
{
    const Variants& variants = call.variants;
    OrderFilter filter;
    add_order_numbers(call, "tradeNos", variants.list_form, filter);
    add_order_numbers(call, "tradeDeliveryNo", ListForm::both, filter);
    filter.source_numbers = read_numbers(call.business, "sourceTradeNos", variants.list_form);
    for (const WindowName& name : window_names)
        add_window(call, name, filter);
    if (!filter.orders && !filter.source_numbers && filter.windows.empty())
        refuse_parameter("tradeNos、sourceTradeNos、tradeDeliveryNo和时间不能同时为空");

    add_statuses(call, filter);
    filter.waybill_number = text_or(call.business, "mainPostId");
    filter.archived = find_integer(call.business, "isTableSwitch").value_or(1) == archive_table;
    filter.deleted = find_boolean(call.business, "isDelete").value_or(false);
    filter.merged_by_source = variants.merged_by_source;
    filter.cancelled_by_source = variants.cancelled_by_source;
    return filter;
}

/// A scroll is open when the client sends the key at all; an empty id begins it.
struct Scroll {
    bool is_on = false;
    std::optional<std::uint64_t> number = {};
    std::optional<ListPosition> after = {};
};

Scroll read_scroll(const Call& call, const FieldList& fields)
{
    Scroll scroll;
    scroll.is_on =
        find_member(call.business, scroll_key) != nullptr && fields.order.has(scroll_key);
    const std::string id = text_or(call.business, scroll_key);
    if (!scroll.is_on || id.empty())
        return scroll;
    std::uint64_t number = 0;
    const char* end = id.data() + id.size();
    if (std::from_chars(id.data(), end, number).ptr == end)
        scroll.after = call.erp.cursors().find(number);
    if (!scroll.after)
        refuse_parameter("scrollId无效或已过期");
    scroll.number = number;
    if (call.variants.scroll == ScrollRule::once)
        call.erp.cursors().close(number);
    return scroll;
}

/// The id under which the scroll goes on; empty at its end.
std::string next_scroll_id(const Call& call, const Scroll& scroll, const sandbox::OrderPage& page)
{
    std::optional<ListPosition> next = page.next;
    if (!next && call.variants.scroll_ends_late && page.last)
        next = page.last;
    auto& cursors = call.erp.cursors();
    if (!next) {
        if (scroll.number && call.variants.scroll == ScrollRule::advances)
            cursors.close(*scroll.number);
        return {};
    }
    if (scroll.number && call.variants.scroll == ScrollRule::advances) {
        cursors.move(*scroll.number, *next);
        return std::to_string(*scroll.number);
    }
    return std::to_string(cursors.open(*next));
}

} // namespace

json::value query_orders(const Call& call)
{
    const FieldList fields(text_or(call.business, "fields"));
    if (text_or(call.business, "fields").empty())
        throw Refusal{"0040139996", "查询字段fields不能为空"};
    const PageRequest asked = read_page(call.business);
    OrderFilter filter = read_filter(call);
    const Scroll scroll = read_scroll(call, fields);

    sandbox::OrderPage page;
    const bool has_shops = add_shops(call, filter);
    if (has_shops)
        page = call.erp.orders().list(filter, scroll.after,
                                      scroll.is_on ? 0 : asked.index * asked.size, asked.size);
    json::array rows;
    for (const sandbox::SalesOrder* order : page.orders)
        rows.push_back(build_row(call, fields, *order));

    json::object data{{"trades", std::move(rows)}};
    if (fields.order.has(scroll_key))
        data[scroll_key] = scroll.is_on ? next_scroll_id(call, scroll, page) : std::string{};
    if (find_boolean(call.business, "hasTotal").value_or(false))
        data["totalResults"] = has_shops ? call.erp.orders().count(filter) : 0;
    return data;
}

} // namespace daifa::practice::jackyun

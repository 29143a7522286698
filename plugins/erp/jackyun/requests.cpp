#include "jackyun/requests.hpp"

#include "jackyun/characters.hpp"

#include <daifa/codec/timestamp.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <charconv>

namespace daifa::jackyun {
namespace {

namespace json = boost::json;

constexpr std::string_view scroll_prefix = "scroll:";
constexpr std::string_view page_prefix = "page:";
constexpr std::string_view deleted_prefix = "deleted:";
constexpr std::string_view whole_prefix = "whole:";
constexpr int paid = 9;
constexpr int live_table = 1;
constexpr int archive_table = 2;

Call build(std::string_view name, Operation kind, const json::object& business)
{
    Call call;
    call.method = std::string(name);
    call.kind = kind;
    call.business = json::serialize(business);
    return call;
}

Call build_list(std::string_view name, int page, int size)
{
    json::object business;
    business["pageIndex"] = page;
    business["pageSize"] = size;
    return build(name, Operation::read, business);
}

void set_if(json::object& object, std::string_view key, const std::string& value)
{
    if (!value.empty())
        object[key] = value;
}

json::value build_numbers(NumbersAs as, std::span<const std::string> numbers)
{
    if (as == NumbersAs::array) {
        json::array list;
        for (const auto& number : numbers)
            list.emplace_back(number);
        return list;
    }
    std::string text;
    for (const auto& number : numbers)
        text += (text.empty() ? "" : ",") + number;
    return json::string(text);
}

std::optional<std::string> find_draft_problem(const ErpOrderDraft& draft)
{
    if (draft.channel.empty())
        return "the order names no channel";
    if (draft.source_number.empty() || count_characters(draft.source_number) > source_number_max)
        return "the source number must have 1 to " + std::to_string(source_number_max) +
               " characters";
    // A comma joins the numbers of merged orders: such a number would never be found again.
    if (draft.source_number.find(',') != std::string::npos)
        return "the source number must not hold a comma";
    if (draft.items.empty())
        return "the order has no goods";
    for (const auto& item : draft.items) {
        if (item.barcode.empty() && item.goods_code.empty())
            return "an item has neither barcode nor goods code";
        if (item.quantity <= 0)
            return "an item has no quantity";
    }
    return std::nullopt;
}

json::object build_item(const ErpItem& item, const std::string& source_number)
{
    json::object line;
    set_if(line, "barcode", item.barcode);
    set_if(line, "goodsNo", item.goods_code);
    set_if(line, "goodsName", item.goods_name);
    set_if(line, "specName", item.variant_name);
    line["sellCount"] = std::to_string(item.quantity);
    line["sellPrice"] = to_yuan_text(item.price);
    line["sellTotal"] = to_yuan_text(times(item.price, item.quantity));
    line["sourceTradeNo"] = source_number;
    return line;
}

void add_recipient(json::object& order, const ErpRecipient& recipient)
{
    set_if(order, "receiverName", recipient.name.reveal());
    set_if(order, "mobile", recipient.phone.reveal());
    order["country"] = "中国";
    set_if(order, "state", recipient.region.province);
    set_if(order, "city", recipient.region.city);
    set_if(order, "district", recipient.region.district);
    set_if(order, "address", recipient.address.reveal());
}

void add_money(json::object& order, const ErpOrderDraft& draft, const OrderOptions& options)
{
    Money total;
    for (const auto& item : draft.items)
        total.fen += times(item.price, item.quantity).fen;
    const std::string text = to_yuan_text(total);
    order["totalFee"] = text;
    order["discountFee"] = to_yuan_text(Money{});
    order["payment"] = text;
    order["receivedTotal"] = text;
    order["receivedPostFee"] = to_yuan_text(Money{});
    order["payStatus"] = paid;
    if (!options.charge_type.empty())
        order["chargeType"] = options.charge_type[0] - '0';
    order["chargeCurrency"] = "人民币";
    order["chargeCurrencyCode"] = "CNY";
}

/// Without a carrier's name for SF, people have to read it.
std::string build_note(const ErpOrderDraft& draft, const OrderOptions& options)
{
    const bool needs_mark = draft.is_sf_only && options.sf_logistic_name.empty();
    return clip_characters((needs_mark ? "【仅限顺丰】" : "") + draft.seller_note.reveal(),
                           seller_note_max);
}

json::value window_limit(TimePoint at, TimeFormat format)
{
    if (format == TimeFormat::milliseconds)
        return at.time_since_epoch().count();
    return json::string(to_beijing_text(at));
}

} // namespace

Call build_list_channels(int page)
{
    return build_list(method::list_channels, page, list_page_size);
}

Call build_list_carriers(int page)
{
    return build_list(method::list_carriers, page, list_page_size);
}

Call build_probe()
{
    return build_list(method::list_channels, 0, 1);
}

Result<Call> build_create_order(const OrderOptions& options, const ErpOrderDraft& draft)
{
    if (const auto problem = find_draft_problem(draft)) {
        Error error;
        error.code = Errc::rejected;
        error.operation = std::string(method::create_order);
        error.remote_code = "draft";
        error.remote_text = *problem;
        return error;
    }

    json::object order;
    order["shopCode"] = draft.channel.text();
    order["onlineTradeNo"] = draft.source_number;
    order["tradeTime"] = to_beijing_text(draft.placed_at);
    order["tradeType"] = options.trade_type;
    set_if(order, "warehouseCode", options.warehouse_code);
    const bool is_sf = draft.is_sf_only && !options.sf_logistic_name.empty();
    set_if(order, "logisticName", is_sf ? options.sf_logistic_name : options.logistic_name);
    set_if(order, "customerName", draft.merchant_name);
    add_recipient(order, draft.recipient);
    add_money(order, draft, options);
    set_if(order, "sellerMemo", build_note(draft, options));
    json::array lines;
    for (const auto& item : draft.items)
        lines.emplace_back(build_item(item, draft.source_number));
    order["tradeOrderDetails"] = std::move(lines);

    json::object business;
    business["tradeOrder"] = std::move(order);
    return build(method::create_order, Operation::write, business);
}

Call build_find_orders(const QueryOptions& options, std::span<const std::string> source_numbers,
                       OrderTable table, int page)
{
    json::object business;
    business["sourceTradeNos"] = build_numbers(options.numbers_as, source_numbers);
    business["fields"] = options.fields;
    business["isTableSwitch"] = table == OrderTable::archive ? archive_table : live_table;
    if (table == OrderTable::deleted)
        business["isDelete"] = 1;
    business["pageIndex"] = page;
    business["pageSize"] = order_page_size;
    return build(method::query_orders, Operation::read, business);
}

WindowCursor parse_cursor(std::string_view text, Paging paging)
{
    WindowCursor cursor;
    cursor.is_scroll = paging == Paging::scroll;
    if (text.starts_with(deleted_prefix)) {
        cursor.is_deleted = true;
        text.remove_prefix(deleted_prefix.size());
    }
    if (text.starts_with(whole_prefix)) {
        cursor.is_whole = true;
        text.remove_prefix(whole_prefix.size());
    }
    if (text.starts_with(scroll_prefix)) {
        cursor.is_scroll = true;
        cursor.scroll_id = std::string(text.substr(scroll_prefix.size()));
    } else if (text.starts_with(page_prefix)) {
        cursor.is_scroll = false;
        text.remove_prefix(page_prefix.size());
        std::from_chars(text.data(), text.data() + text.size(), cursor.page);
    }
    return cursor;
}

std::string to_text(const WindowCursor& cursor)
{
    std::string text(cursor.is_deleted ? deleted_prefix : "");
    text += cursor.is_whole ? whole_prefix : "";
    text += cursor.is_scroll ? scroll_prefix : page_prefix;
    return text + (cursor.is_scroll ? cursor.scroll_id : std::to_string(cursor.page));
}

std::optional<WindowCursor> next_cursor(const WindowCursor& cursor, std::size_t rows,
                                        const std::string& scroll_id)
{
    if (rows == 0)
        return std::nullopt;
    WindowCursor next = cursor;
    if (cursor.is_scroll && !scroll_id.empty()) {
        next.scroll_id = scroll_id;
        return next;
    }
    const bool is_later_scroll = cursor.is_scroll && !cursor.scroll_id.empty();
    if (is_later_scroll || rows < static_cast<std::size_t>(order_page_size_default))
        return std::nullopt;
    next.is_scroll = false;
    next.page = cursor.page + 1;
    return next;
}

Call build_list_changed(const QueryOptions& options, const PageQuery& query,
                        const WindowCursor& cursor, const std::string& shop_id)
{
    // The ERP counts in whole seconds: a window that ends inside one takes all of it.
    const auto to = std::chrono::ceil<std::chrono::seconds>(query.to);
    json::object business;
    business["startModified"] = window_limit(query.from, options.time_format);
    business["endModified"] = window_limit(to, options.time_format);
    business["fields"] = options.fields;
    if (cursor.is_scroll)
        business["scrollId"] = cursor.scroll_id;
    else
        business["pageIndex"] = cursor.page;
    if (cursor.is_deleted)
        business["isDelete"] = 1;
    if (!shop_id.empty())
        business["shopIds"] = build_numbers(options.numbers_as, {&shop_id, 1});
    business["pageSize"] = order_page_size;
    return build(method::query_orders, Operation::read, business);
}

Call build_list_stock(const QueryOptions& options, const StockQuery& query, TimePoint now)
{
    json::object business;
    business["pageIndex"] = 0;
    business["pageSize"] = stock_page_size;
    business["maxQuantityId"] = query.cursor.empty() ? "0" : query.cursor;
    if (query.changed_since) {
        const auto to = std::chrono::ceil<std::chrono::seconds>(now);
        business["gmtModifiedStart"] = window_limit(*query.changed_since, options.time_format);
        business["gmtModifiedEnd"] = window_limit(to, options.time_format);
    }
    return build(method::list_stock, Operation::read, business);
}

Call build_audit(NumbersAs numbers_as, const ErpOrderId& id, const std::string& operator_name)
{
    json::object business;
    business["tradeNos"] = build_numbers(numbers_as, {&id.text(), 1});
    set_if(business, "operator", operator_name);
    return build(method::audit_order, Operation::write, business);
}

Call build_cancel(NumbersAs numbers_as, const ErpOrderId& id, const std::string& reason)
{
    json::object business;
    business["tradeNos"] = build_numbers(numbers_as, {&id.text(), 1});
    business["cancelReason"] = reason;
    return build(method::cancel_order, Operation::write, business);
}

} // namespace daifa::jackyun

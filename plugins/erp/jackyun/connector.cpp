#include "jackyun/connector.hpp"

#include "jackyun/responses.hpp"

#include <daifa/codec/timestamp.hpp>

#include <algorithm>

namespace daifa::jackyun {
namespace {

/// No tenant has 10,000 shops or carriers, and no 50 source numbers 10,000 orders: more pages than
/// this mean a server that answers every page number alike.
constexpr int pages_max = 200;
constexpr std::size_t find_orders_max = 50;
constexpr auto carriers_age_max = std::chrono::minutes(10);
constexpr auto late_arrival_default = std::chrono::seconds(60);

WriteCapability verified_by_reading(Milliseconds late_arrival)
{
    WriteCapability write;
    write.verification = Verification::by_reading;
    write.late_arrival = late_arrival;
    return write;
}

Capabilities build_capabilities(Milliseconds late_arrival, int calls_per_second,
                                std::span<const ErrorRow> failures)
{
    Capabilities capabilities;
    capabilities.orders.window_max = std::chrono::days(7);
    capabilities.orders.page_max = order_page_size;
    capabilities.orders.history_max = std::chrono::days(90);
    capabilities.orders.time_step = std::chrono::seconds(1);
    for (const auto name : all_methods) {
        RateLimit limit;
        limit.api = std::string(name);
        limit.scope = RateScope::app;
        limit.calls = calls_per_second;
        limit.per = std::chrono::seconds(1);
        capabilities.rate_limits.push_back(std::move(limit));
    }
    capabilities.errors = failures;
    capabilities.create_order = verified_by_reading(late_arrival);
    capabilities.audit = verified_by_reading(late_arrival);
    capabilities.cancel = verified_by_reading(late_arrival);
    capabilities.source_number_max = source_number_max;
    capabilities.find_orders_max = find_orders_max;
    return capabilities;
}

Error endless(std::string_view method)
{
    return malformed(Operation::read, std::string(method),
                     "more than " + std::to_string(pages_max) + " pages");
}

bool carries_one_of(const ErpOrder& order, const std::vector<std::string>& source_numbers)
{
    return std::ranges::any_of(order.source_numbers, [&](const std::string& number) {
        return std::ranges::find(source_numbers, number) != source_numbers.end();
    });
}

std::vector<std::string> numbers_without_order(const std::vector<std::string>& source_numbers,
                                               const std::vector<ErpOrder>& orders)
{
    std::vector<std::string> missing;
    for (const auto& number : source_numbers) {
        const bool is_found = std::ranges::any_of(orders, [&](const ErpOrder& order) {
            return std::ranges::find(order.source_numbers, number) != order.source_numbers.end();
        });
        if (!is_found)
            missing.push_back(number);
    }
    return missing;
}

/// An order that moved between two pages, or into the archive, comes twice.
void add_distinct(std::vector<ErpOrder>& orders, std::vector<ErpOrder> more)
{
    for (auto& order : more)
        if (std::ranges::find(orders, order.id, &ErpOrder::id) == orders.end())
            orders.push_back(std::move(order));
}

/// Where the window goes on after this page; empty at its end. A scroll ends with an empty id or an
/// empty page. A first page that is full but brings no id comes from a server that does not scroll:
/// it is read on by page number rather than taken for all there is.
std::string next_cursor(const WindowCursor& cursor, const TradePage& page)
{
    if (page.trades.empty())
        return {};
    WindowCursor next = cursor;
    if (cursor.is_scroll && !page.scroll_id.empty()) {
        next.scroll_id = page.scroll_id;
        return to_text(next);
    }
    const bool is_first_scroll = cursor.is_scroll && cursor.scroll_id.empty();
    const bool may_go_on = !cursor.is_scroll || is_first_scroll;
    if (!may_go_on || page.trades.size() < static_cast<std::size_t>(order_page_size_default))
        return {};
    next.is_scroll = false;
    next.page = cursor.page + 1;
    return to_text(next);
}

} // namespace

JackyunConnector::JackyunConnector(ConnectorContext context)
    : context_(std::move(context)),
      settings_(read_settings(context_.settings)),
      failures_(settings_.error_codes),
      capabilities_(build_capabilities(settings_.late_arrival, settings_.calls_per_second,
                                       failures_.rows())),
      gateway_(context_.http, context_.clock, settings_.access, failures_.rows())
{
}

Capabilities JackyunConnector::default_capabilities()
{
    return build_capabilities(late_arrival_default, 1, known_failures());
}

awaitable<Result<TimePoint>> JackyunConnector::get_time()
{
    Call call = build_probe();
    const auto response = co_await gateway_.send(std::move(call));
    if (!response)
        co_return response.error();
    // A refusal carries the date as well: a clock that is far off makes every signature "expired".
    const auto at = parse_http_date(find_header(response->headers, "Date"));
    if (!at)
        co_return malformed(Operation::read, std::string(method::list_channels),
                            "the answer has no Date header");
    co_return *at;
}

awaitable<Result<std::vector<ErpChannel>>> JackyunConnector::list_channels()
{
    std::vector<ErpChannel> channels;
    for (int page = 0; page < pages_max; ++page) {
        Call call = build_list_channels(page);
        const auto answer = co_await gateway_.call(std::move(call));
        if (!answer)
            co_return answer.error();
        const auto rows = parse_channels(*answer, settings_.own_platform_codes);
        if (!rows)
            co_return rows.error();
        channels.insert(channels.end(), rows->begin(), rows->end());
        if (rows->size() < static_cast<std::size_t>(list_page_size))
            co_return channels;
    }
    co_return endless(method::list_channels);
}

awaitable<Result<std::vector<CarrierRow>>> JackyunConnector::read_carriers()
{
    std::vector<CarrierRow> carriers;
    for (int page = 0; page < pages_max; ++page) {
        Call call = build_list_carriers(page);
        const auto answer = co_await gateway_.call(std::move(call));
        if (!answer)
            co_return answer.error();
        const auto rows = parse_carriers(*answer);
        if (!rows)
            co_return rows.error();
        carriers.insert(carriers.end(), rows->begin(), rows->end());
        if (rows->size() < static_cast<std::size_t>(list_page_size)) {
            carriers_.load(carriers);
            carriers_read_at_ = context_.clock.uptime();
            co_return carriers;
        }
    }
    co_return endless(method::list_carriers);
}

awaitable<Result<std::vector<Carrier>>> JackyunConnector::list_carriers()
{
    const auto rows = co_await read_carriers();
    if (!rows)
        co_return rows.error();
    co_return distinct_carriers(*rows);
}

awaitable<Result<CreatedOrder>> JackyunConnector::create_order(ErpOrderDraft draft)
{
    auto call = build_create_order(settings_.order, draft);
    if (!call)
        co_return call.error();
    const auto answer = co_await gateway_.call(std::move(*call));
    if (!answer)
        co_return answer.error();
    co_return parse_created(failures_.rows(), *answer);
}

awaitable<Result<std::vector<ErpOrder>>>
JackyunConnector::find_orders(ChannelId channel, std::vector<std::string> source_numbers)
{
    std::vector<ErpOrder> found;
    if (source_numbers.empty())
        co_return found;
    auto live = co_await find_in(channel, source_numbers, OrderTable::live);
    if (!live)
        co_return live.error();
    add_distinct(found, std::move(*live));

    auto missing = numbers_without_order(source_numbers, found);
    if (missing.empty() || !settings_.search_archive)
        co_return found;
    auto archived = co_await find_in(channel, std::move(missing), OrderTable::archive);
    if (!archived)
        co_return archived.error();
    add_distinct(found, std::move(*archived));
    co_return found;
}

awaitable<Result<std::vector<ErpOrder>>>
JackyunConnector::find_in(ChannelId channel, std::vector<std::string> source_numbers,
                          OrderTable table)
{
    auto trades = co_await read_trades(source_numbers, table);
    if (!trades)
        co_return trades.error();
    // What the server takes for a match is its own affair: it may also look for parts of a number.
    std::erase_if(*trades, [&](const Trade& trade) {
        return !carries_one_of(trade.order, source_numbers);
    });
    co_return co_await to_orders(std::move(channel), std::move(*trades));
}

awaitable<Result<std::vector<Trade>>>
JackyunConnector::read_trades(std::vector<std::string> source_numbers, OrderTable table)
{
    std::vector<Trade> trades;
    for (int page = 0; page < pages_max; ++page) {
        Call call = build_find_orders(settings_.query, source_numbers, table, page);
        const auto answer = co_await gateway_.call(std::move(call));
        if (!answer)
            co_return answer.error();
        const auto rows = parse_trades(*answer);
        if (!rows)
            co_return rows.error();
        trades.insert(trades.end(), rows->trades.begin(), rows->trades.end());
        if (rows->trades.size() < static_cast<std::size_t>(order_page_size_default))
            co_return trades;
    }
    co_return endless(method::query_orders);
}

awaitable<Result<Page<ErpOrder>>> JackyunConnector::list_changed_orders(ChannelId channel,
                                                                        PageQuery query)
{
    const WindowCursor cursor = parse_cursor(query.cursor, settings_.query.paging);
    Call call = build_list_changed(settings_.query, query, cursor);
    const auto answer = co_await gateway_.call(std::move(call));
    if (!answer)
        co_return answer.error();
    auto read = parse_trades(*answer);
    if (!read)
        co_return read.error();

    Page<ErpOrder> page;
    page.next = next_cursor(cursor, *read);
    page.request_id = answer->request_id;
    auto orders = co_await to_orders(std::move(channel), std::move(read->trades));
    if (!orders)
        co_return orders.error();
    page.rows = std::move(*orders);
    co_return page;
}

bool JackyunConnector::needs_carriers(const std::vector<Trade>& trades) const
{
    const bool is_fresh = carriers_read_at_ &&
                          context_.clock.uptime() - *carriers_read_at_ < carriers_age_max;
    if (is_fresh)
        return false;
    return std::ranges::any_of(trades, [&](const Trade& trade) {
        return trade.has_own_carriers &&
               std::ranges::any_of(trade.order.parcels, [&](const Parcel& parcel) {
                   return !carriers_.find(parcel.carrier);
               });
    });
}

awaitable<Result<std::vector<ErpOrder>>> JackyunConnector::to_orders(ChannelId channel,
                                                                     std::vector<Trade> trades)
{
    std::erase_if(trades, [&](const Trade& trade) {
        return !is_of_channel(trade, channel, settings_.channel_name);
    });
    if (needs_carriers(trades)) {
        const auto carriers = co_await read_carriers();
        const bool is_passing = !carriers && (carriers.error().code == Errc::unavailable ||
                                              carriers.error().code == Errc::rate_limited);
        // Trying again later keeps one order from showing two spellings of its carrier in turn.
        if (is_passing)
            co_return carriers.error();
        if (!carriers) {
            carriers_read_at_ = context_.clock.uptime();
            context_.log.warning("carriers keep the ERP's own codes",
                                 {{"cause", carriers.error()}});
        }
    }

    std::vector<ErpOrder> orders;
    for (auto& trade : trades) {
        trade.order.channel = channel;
        for (auto& parcel : trade.order.parcels)
            if (auto carrier = carriers_.find(parcel.carrier); carrier && trade.has_own_carriers)
                parcel.carrier = std::move(*carrier);
        orders.push_back(std::move(trade.order));
    }
    co_return orders;
}

awaitable<Result<Receipt>> JackyunConnector::audit_order(ErpOrderId id)
{
    Call call = build_audit(settings_.query.numbers_as, id, settings_.operator_name);
    const auto answer = co_await gateway_.call(std::move(call));
    if (!answer)
        co_return answer.error();
    co_return parse_done(failures_.rows(), *answer, id);
}

awaitable<Result<Receipt>> JackyunConnector::cancel_order(ErpOrderId id)
{
    Call call = build_cancel(settings_.query.numbers_as, id, settings_.cancel_reason);
    const auto answer = co_await gateway_.call(std::move(call));
    if (!answer)
        co_return answer.error();
    co_return parse_done(failures_.rows(), *answer, id);
}

} // namespace daifa::jackyun

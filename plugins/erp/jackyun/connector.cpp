#include "jackyun/connector.hpp"

#include "jackyun/capabilities.hpp"
#include "jackyun/responses.hpp"

#include <daifa/codec/timestamp.hpp>

#include <algorithm>

namespace daifa::jackyun {
namespace {

/// No tenant has 10,000 shops or carriers, and no 50 source numbers 10,000 orders: more pages than
/// this mean a server that answers every page number alike.
constexpr int pages_max = 200;
constexpr std::size_t fresh_scrolls_max = 1000;
constexpr auto carriers_age_max = std::chrono::minutes(10);
constexpr auto late_arrival_default = std::chrono::seconds(60);

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

} // namespace

JackyunConnector::JackyunConnector(ConnectorContext context)
    : context_(std::move(context)), settings_(read_settings(context_.settings)),
      failures_(settings_.error_codes),
      capabilities_(
          build_capabilities(settings_.late_arrival, settings_.calls_per_second, failures_.rows())),
      gateway_(context_.http, context_.clock, settings_.access, failures_.rows()),
      stock_(gateway_, context_.clock, context_.log, settings_.query),
      filter_(settings_.has_channel_filter)
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
        filter_.learn(parse_channel_ids(*answer));
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
        co_return name_subject(answer.error());
    auto created = parse_created(failures_.rows(), *answer);
    if (!created)
        co_return name_subject(created.error());
    co_return created;
}

awaitable<Result<std::vector<ErpOrder>>>
JackyunConnector::find_orders(ChannelId channel, std::vector<std::string> source_numbers)
{
    std::vector<OrderTable> tables = {OrderTable::live};
    if (settings_.search_archive)
        tables.push_back(OrderTable::archive);
    if (settings_.search_deleted)
        tables.push_back(OrderTable::deleted);

    std::vector<ErpOrder> found;
    for (const OrderTable table : tables) {
        auto missing = numbers_without_order(source_numbers, found);
        if (missing.empty())
            break;
        auto orders = co_await find_in(channel, std::move(missing), table);
        if (!orders)
            co_return orders.error();
        add_distinct(found, std::move(*orders));
    }
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
    std::erase_if(*trades,
                  [&](const Trade& trade) { return !carries_one_of(trade.order, source_numbers); });
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

WindowCursor JackyunConnector::take_cursor(const std::string& text)
{
    WindowCursor cursor = parse_cursor(text, settings_.query.paging);
    if (cursor.is_scroll && fresh_scrolls_.erase(cursor.scroll_id) == 0)
        cursor.scroll_id.clear();
    return cursor;
}

std::string JackyunConnector::give_cursor(const WindowCursor& cursor, const TradePage& page)
{
    auto next = next_cursor(cursor, page.trades.size(), page.scroll_id);
    if (!next && settings_.search_deleted && !cursor.is_deleted) {
        next.emplace();
        next->is_scroll = settings_.query.paging == Paging::scroll;
        next->is_deleted = true;
    }
    if (!next)
        return {};
    if (next->is_scroll && !next->scroll_id.empty()) {
        // Windows that were given up leave their ids behind; forgetting all only begins scrolls
        // anew.
        if (fresh_scrolls_.size() >= fresh_scrolls_max)
            fresh_scrolls_.clear();
        fresh_scrolls_.insert(next->scroll_id);
    }
    return jackyun::to_text(*next);
}

awaitable<Result<TradePage>> JackyunConnector::read_changes(PageQuery query, WindowCursor cursor,
                                                            std::string shop_id)
{
    Call call = build_list_changed(settings_.query, query, cursor, shop_id);
    const auto answer = co_await gateway_.call(std::move(call));
    if (!answer)
        co_return answer.error();
    auto page = parse_trades(*answer);
    if (page)
        page->request_id = answer->request_id;
    co_return page;
}

bool JackyunConnector::shows_own(const TradePage& page, const ChannelId& channel) const
{
    return std::ranges::any_of(page.trades, [&](const Trade& trade) {
        return is_of_channel(trade, channel, settings_.channel_name);
    });
}

awaitable<Result<Page<ErpOrder>>> JackyunConnector::list_changed_orders(ChannelId channel,
                                                                        PageQuery query)
{
    WindowCursor cursor = take_cursor(query.cursor);
    const std::string shop_id = cursor.is_whole ? std::string() : filter_.id_of(channel);
    auto read = co_await read_changes(query, cursor, shop_id);
    if (!read)
        co_return read.error();
    if (!shop_id.empty() && shows_own(*read, channel))
        filter_.prove();
    if (!shop_id.empty() && !filter_.is_proven() && cursor.is_first_page()) {
        cursor.is_whole = true;
        std::string every_shop;
        read = co_await read_changes(query, cursor, std::move(every_shop));
        if (!read)
            co_return read.error();
    }
    if (cursor.is_whole && !filter_.is_proven() && !filter_.id_of(channel).empty() &&
        shows_own(*read, channel)) {
        filter_.give_up();
        context_.log.warning(
            "the ERP's filter by shop does not show the shop's own orders; reading "
            "the changes of all shops instead",
            {{"channel", channel}});
    }
    auto orders = co_await to_orders(std::move(channel), read->trades);
    if (!orders)
        co_return orders.error();

    Page<ErpOrder> page;
    page.rows = std::move(*orders);
    page.next = give_cursor(cursor, *read);
    page.request_id = read->request_id;
    co_return page;
}

bool JackyunConnector::needs_carriers(const std::vector<Trade>& trades) const
{
    const bool is_fresh =
        carriers_read_at_ && context_.clock.uptime() - *carriers_read_at_ < carriers_age_max;
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
        // Only a list that this application may not read leaves the own codes. Anything else
        // passes, and trying again keeps orders from waiting for a carrier that has a name in the
        // list.
        if (!carriers && carriers.error().code != Errc::misconfigured)
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

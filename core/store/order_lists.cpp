#include "store/detail/order_lists.hpp"

#include <daifa/codec/form.hpp>

#include <algorithm>
#include <limits>

namespace daifa::store {
namespace {

constexpr OrderState all_states[] = {
    OrderState::downloaded, OrderState::imported, OrderState::shipped, OrderState::uploaded,
    OrderState::withdrawn,  OrderState::held,     OrderState::skipped, OrderState::closed};
constexpr OrderState open_states[] = {OrderState::downloaded, OrderState::imported, OrderState::shipped,
                                      OrderState::held};

/// The place behind which a page starts, in the order of the list.
struct Place {
    TimePoint since = {};
    std::string number = {};
    std::string merchant = {};
};

Place first_place(bool oldest_first)
{
    constexpr auto past = std::numeric_limits<std::int64_t>::min();
    constexpr auto future = std::numeric_limits<std::int64_t>::max();
    Place place;
    place.since = TimePoint(Milliseconds(oldest_first ? past : future));
    return place;
}

std::string to_cursor(const OrderRecord& order)
{
    return encode_form({{"since", std::to_string(order.verdict_since.time_since_epoch().count())},
                        {"number", order.id.number},
                        {"merchant", order.id.merchant.text()}});
}

Place parse_cursor(const std::string& cursor)
{
    const auto fields = decode_form(cursor);
    const std::string since(find_field(fields, "since"));
    Place place;
    place.since = TimePoint(Milliseconds(std::strtoll(since.c_str(), nullptr, 10)));
    place.number = find_field(fields, "number");
    place.merchant = find_field(fields, "merchant");
    return place;
}

/// Matches texts that contain `text`, whatever signs it holds.
std::string to_pattern(const std::string& text)
{
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\')
            pattern.push_back('\\');
        pattern.push_back(c);
    }
    if (!text.empty())
        pattern.push_back('%');
    return pattern;
}

std::string page_text(const std::string& place_condition, bool oldest_first)
{
    const std::string direction = oldest_first ? "" : " desc";
    return "select " + record_columns + " from orders where bucket = :bucket and shop = :shop and " +
           place_condition + " and (verdict_since, number, merchant) " + (oldest_first ? ">" : "<") +
           " (:since, :after_number, :after_merchant) "
           "and (number like :number_pattern escape '\\' or merchant like :merchant_pattern escape '\\') "
           "order by verdict_since" +
           direction + ", number" + direction + ", merchant" + direction + " limit :limit";
}

/// One stretch of one index, in the order of the list.
class Pages {
public:
    Pages(Session& session, const ShopKey& key, const OrderQuery& query)
        : session_(session), key_(key), query_(query),
          place_(query.after.empty() ? first_place(query.oldest_first) : parse_cursor(query.after)),
          pattern_(to_pattern(query.text))
    {
    }

    void add_state(OrderState state)
    {
        static const std::string oldest = page_text("state = :state", true);
        static const std::string newest = page_text("state = :state", false);
        read(session_.prepare(query_.oldest_first ? oldest : newest)
                 .bind(key_.bucket, key_.shop, state, place_.since, place_.number, place_.merchant,
                       pattern_, pattern_, query_.limit + 1));
    }

    void add_difference()
    {
        static const std::string condition =
            "difference = :difference and difference <> '' and state like :state";
        static const std::string oldest = page_text(condition, true);
        static const std::string newest = page_text(condition, false);
        const std::string state = query_.state ? std::string(to_text(*query_.state)) : "%";
        read(session_.prepare(query_.oldest_first ? oldest : newest)
                 .bind(key_.bucket, key_.shop, query_.difference, state, place_.since, place_.number,
                       place_.merchant, pattern_, pattern_, query_.limit + 1));
    }

    OrderList take()
    {
        const auto key_of = [](const OrderRecord& order) {
            return std::tie(order.verdict_since, order.id.number, order.id.merchant);
        };
        std::sort(list_.orders.begin(), list_.orders.end(),
                  [&](const OrderRecord& left, const OrderRecord& right) {
                      return query_.oldest_first ? key_of(left) < key_of(right)
                                                 : key_of(right) < key_of(left);
                  });
        const auto limit = static_cast<std::size_t>(query_.limit);
        if (list_.orders.size() > limit) {
            list_.orders.resize(limit);
            list_.next = to_cursor(list_.orders.back());
        }
        return std::move(list_);
    }

private:
    void read(Statement& rows)
    {
        for (OrderRecord record; fetch_record(rows, record);)
            list_.orders.push_back(record);
    }

    Session& session_;
    const ShopKey& key_;
    const OrderQuery& query_;
    Place place_;
    std::string pattern_;
    OrderList list_;
};

constexpr int search_max = 10;
/// Sorts behind every text that goes on after what stands before it.
const std::string behind_all = "\xF4\x8F\xBF\xBF";

std::vector<OrderId> fetch_ids(Statement& rows)
{
    std::vector<OrderId> ids;
    OrderId id;
    while (rows.fetch(id.number, id.merchant))
        ids.push_back(id);
    return ids;
}

void keep_older(std::optional<TimePoint>& oldest, TimePoint at)
{
    if (!oldest || at < *oldest)
        oldest = at;
}

} // namespace

OrderList list_order_page(Session& session, const ShopKey& key, const OrderQuery& query)
{
    OrderQuery bounded = query;
    bounded.limit = std::max(1, query.limit);
    Pages pages(session, key, bounded);
    if (!query.difference.empty()) {
        pages.add_difference();
    } else if (query.state) {
        pages.add_state(*query.state);
    } else {
        for (const OrderState state : all_states)
            pages.add_state(state);
    }
    return pages.take();
}

std::vector<OrderId> search_order_ids(Session& session, const ShopKey& key, const std::string& text)
{
    constexpr std::string_view select_number =
        "select number, merchant from orders where bucket = :bucket and shop = :shop "
        "and number >= :first and number < :last order by number, merchant limit :limit";
    constexpr std::string_view select_pair =
        "select number, merchant from orders where bucket = :bucket and shop = :shop "
        "and number >= :first and number < :last and merchant = :merchant "
        "order by number, merchant limit :limit";
    // Walks the shop's orders: for a person who knows the merchant only.
    constexpr std::string_view select_merchant =
        "select number, merchant from orders where bucket = :bucket and shop = :shop "
        "and merchant >= :first and merchant < :last order by number, merchant limit :limit";
    const auto slash = text.find('/');
    if (slash != std::string::npos) {
        const std::string number = text.substr(slash + 1);
        return fetch_ids(session.prepare(select_pair)
                             .bind(key.bucket, key.shop, number, number + behind_all,
                                   text.substr(0, slash), search_max));
    }
    auto ids = fetch_ids(session.prepare(select_number)
                             .bind(key.bucket, key.shop, text, text + behind_all, search_max));
    if (ids.empty())
        ids = fetch_ids(session.prepare(select_merchant)
                            .bind(key.bucket, key.shop, text, text + behind_all, search_max));
    return ids;
}

ShopSummary summarize_shop(Session& session, const ShopKey& key)
{
    constexpr std::string_view select_tallies =
        "select state, difference, orders from tallies where bucket = :bucket and shop = :shop "
        "and orders <> 0 order by state, difference";
    constexpr std::string_view select_oldest =
        "select verdict_since from orders where bucket = :bucket and shop = :shop and state = :state "
        "order by verdict_since limit 1";
    constexpr std::string_view select_oldest_difference =
        "select verdict_since from orders where bucket = :bucket and shop = :shop "
        "and difference = :difference and difference <> '' order by verdict_since limit 1";
    constexpr std::string_view count_holes =
        "select count(*) from windows where bucket = :bucket and shop = :shop and state = 'hole' "
        "and state <> 'proven'";
    constexpr std::string_view count_uncertain =
        "select count(*) from writes where bucket = :bucket and shop = :shop and state = 'uncertain' "
        "and state in ('claimed', 'uncertain')";
    ShopSummary summary;
    std::map<OrderState, std::int64_t> states;
    std::map<std::string, std::int64_t> differences;
    auto& rows = session.prepare(select_tallies).bind(key.bucket, key.shop);
    OrderState state = OrderState::downloaded;
    std::string difference;
    std::int64_t orders = 0;
    while (rows.fetch(state, difference, orders)) {
        states[state] += orders;
        if (!difference.empty())
            differences[difference] += orders;
    }
    summary.states.assign(states.begin(), states.end());
    summary.differences.assign(differences.begin(), differences.end());

    TimePoint at;
    for (const OrderState open : open_states) {
        if (session.prepare(select_oldest).bind(key.bucket, key.shop, open).fetch_one(at))
            keep_older(summary.oldest_open_since, at);
    }
    for (const auto& [name, count] : differences) {
        if (session.prepare(select_oldest_difference).bind(key.bucket, key.shop, name).fetch_one(at))
            keep_older(summary.oldest_open_since, at);
    }
    session.prepare(count_holes).bind(key.bucket, key.shop).fetch_one(summary.holes);
    session.prepare(count_uncertain).bind(key.bucket, key.shop).fetch_one(summary.uncertain_writes);
    return summary;
}

std::int64_t remove_ended_orders(Session& session, const ShopKey& key, TimePoint before, int limit)
{
    // What an order of a joint parcel did with the label concerns the others until they are at an
    // end.
    constexpr std::string_view select_ended =
        "select number, merchant, difference from orders where bucket = :bucket and shop = :shop "
        "and state = :state and verdict_since < :before and due_at is null and hold_at is null "
        "and (shares_parcel = 0 or not exists (select 1 from writes w "
        "where w.bucket = orders.bucket and w.shop = orders.shop and w.number = orders.number "
        "and w.merchant = orders.merchant and w.kind = 'take' and exists (select 1 from writes m "
        "join orders p on p.bucket = m.bucket and p.shop = m.shop and p.number = m.number "
        "and p.merchant = m.merchant where m.bucket = w.bucket and m.shop = w.shop "
        "and m.subject = w.subject and m.kind = 'take' "
        "and p.state not in ('uploaded', 'withdrawn', 'skipped', 'closed')))) "
        "order by verdict_since limit :limit";
    constexpr std::string_view removals[] = {
        "delete from events where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant",
        "delete from writes where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant",
        "delete from erp_orders where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant",
        "delete from labels where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant",
        "delete from decisions where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant",
        "delete from noted_numbers where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant",
        "delete from order_bodies where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant",
        "delete from orders where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant",
    };
    std::vector<OrderId> ended;
    Tally tally;
    for (const OrderState state :
         {OrderState::uploaded, OrderState::withdrawn, OrderState::skipped, OrderState::closed}) {
        auto& rows = session.prepare(select_ended)
                         .bind(key.bucket, key.shop, state, before,
                               limit - static_cast<int>(ended.size()));
        OrderId id;
        std::string difference;
        while (rows.fetch(id.number, id.merchant, difference)) {
            ended.push_back(id);
            tally.remove(state, difference);
        }
    }
    for (const auto& id : ended) {
        for (const auto removal : removals)
            session.run(removal, key.bucket, key.shop, id.number, id.merchant);
    }
    tally.save(session, key);
    return static_cast<std::int64_t>(ended.size());
}

} // namespace daifa::store

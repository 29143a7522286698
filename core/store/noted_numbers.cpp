#include "store/detail/noted_numbers.hpp"

#include "store/detail/codes.hpp"
#include "store/merchant_records.hpp"

#include <daifa/codec/digest.hpp>

#include <algorithm>

namespace daifa::store {
namespace {

constexpr std::size_t digits_min = 10;
constexpr std::size_t length_max = 64;
constexpr std::size_t numbers_max = 16; ///< Of one note.

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_of_number(char c)
{
    return is_digit(c) || c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_number(std::string_view text)
{
    const auto digits = static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
    return text.size() <= length_max && digits >= digits_min && text.find('-') != text.npos;
}

/// A digest, not the text: what looks like a number may be somebody's.
std::string digest_of(const ShopKey& key, std::string_view number)
{
    return sha256_hex(key.shop + "\n" + std::string(number)).substr(0, 32);
}

std::vector<PlatformOrder> list_orders_behind(Session& session, const ShopKey& key,
                                              const OrderId& last, int limit)
{
    constexpr std::string_view select_page =
        "select number, merchant, body from order_bodies where bucket = :bucket and shop = :shop "
        "and (number, merchant) > (:number, :merchant) order by number, merchant limit :limit";
    std::vector<PlatformOrder> orders;
    auto& rows =
        session.prepare(select_page).bind(key.bucket, key.shop, last.number, last.merchant, limit);
    OrderId id;
    for (std::string body; rows.fetch(id.number, id.merchant, body);) {
        orders.push_back(parse_platform_order(body));
        orders.back().id = id;
    }
    return orders;
}

} // namespace

std::vector<std::string> find_noted_numbers(std::string_view note)
{
    std::vector<std::string> numbers;
    std::size_t at = 0;
    while (at < note.size() && numbers.size() < numbers_max) {
        std::size_t end = at;
        while (end < note.size() && is_of_number(note[end]))
            ++end;
        const std::string text(note.substr(at, end - at));
        if (is_number(text) && std::ranges::find(numbers, text) == numbers.end())
            numbers.push_back(text);
        at = end + 1;
    }
    return numbers;
}

void save_noted_numbers(Session& session, const ShopKey& key, const PlatformOrder& order)
{
    constexpr std::string_view delete_numbers =
        "delete from noted_numbers where bucket = :bucket and shop = :shop and number = :number "
        "and merchant = :merchant";
    constexpr std::string_view insert_number =
        "insert into noted_numbers (bucket, shop, noted, number, merchant) "
        "values (:bucket, :shop, :noted, :number, :merchant)";
    session.run(delete_numbers, key.bucket, key.shop, order.id.number, order.id.merchant);
    for (const auto& number : find_noted_numbers(order.seller_note.reveal()))
        session.run(insert_number, key.bucket, key.shop, digest_of(key, number), order.id.number,
                    order.id.merchant);
}

bool save_older_noted_numbers(Session& session, const ShopKey& key, int limit)
{
    constexpr std::string_view select_last =
        "select number, merchant from older_notes where bucket = :bucket and shop = :shop";
    constexpr std::string_view update_last =
        "update older_notes set number = :number, merchant = :merchant "
        "where bucket = :bucket and shop = :shop";
    constexpr std::string_view delete_last =
        "delete from older_notes where bucket = :bucket and shop = :shop";
    OrderId last;
    const bool is_open = session.prepare(select_last)
                             .bind(key.bucket, key.shop)
                             .fetch_one(last.number, last.merchant);
    if (!is_open)
        return false;
    const auto orders = list_orders_behind(session, key, last, limit);
    for (const auto& order : orders)
        save_noted_numbers(session, key, order);
    if (orders.size() < static_cast<std::size_t>(limit)) {
        session.run(delete_last, key.bucket, key.shop);
        return false;
    }
    last = orders.back().id;
    session.run(update_last, last.number, last.merchant, key.bucket, key.shop);
    return true;
}

std::vector<NotedOrder> list_noted_orders(Session& session, const ShopKey& key,
                                          const std::string& number)
{
    constexpr std::string_view select_orders =
        "select n.number, n.merchant, o.revision from noted_numbers n join orders o "
        "on o.bucket = n.bucket and o.number = n.number and o.shop = n.shop "
        "and o.merchant = n.merchant "
        "where n.bucket = :bucket and n.shop = :shop and n.noted = :noted "
        "order by n.number, n.merchant";
    std::vector<NotedOrder> orders;
    auto& rows = session.prepare(select_orders).bind(key.bucket, key.shop, digest_of(key, number));
    NotedOrder order;
    while (rows.fetch(order.id.number, order.id.merchant, order.revision))
        orders.push_back(order);
    return orders;
}

} // namespace daifa::store

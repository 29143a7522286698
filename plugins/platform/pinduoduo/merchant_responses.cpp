#include "pinduoduo/merchant_responses.hpp"

#include "pinduoduo/merchant_order_reader.hpp"
#include "pinduoduo/merchant_requests.hpp"
#include "pinduoduo/requests.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

namespace daifa::pinduoduo {
namespace {

namespace json = boost::json;

/// The page to read next; empty behind the first one.
std::string next_page(std::string_view cursor, std::int64_t total)
{
    const std::int64_t last = (total + merchant_page_size - 1) / merchant_page_size;
    if (cursor.empty())
        return last > 1 ? std::to_string(last) : std::string();
    const int page = find_page_number(cursor).value_or(1);
    return page > 1 ? std::to_string(page - 1) : std::string();
}

ReturnAddress read_return_address(const json::object& row)
{
    ReturnAddress address;
    address.id = text_or(row, "refund_address_id");
    if (address.id.empty())
        address.id = text_or(row, "id");
    address.text = Personal(text_or(row, "refund_name") + " " + text_or(row, "province_name") +
                            text_or(row, "city_name") + text_or(row, "district_name") +
                            text_or(row, "refund_address"));
    // "Y" and "N" occur beside what `find_boolean` understands.
    const std::string is_default = text_or(row, "is_default");
    address.is_default = is_default == "Y" || find_boolean(row, "is_default") == true;
    address.is_usable = find_boolean(row, "is_legal").value_or(true) &&
                        find_boolean(row, "is_validated").value_or(true);
    return address;
}

} // namespace

Result<ReadRows<MerchantOrder>> parse_merchant_orders(const Answer& answer, std::string_view cursor,
                                                      const MerchantReading& reading)
{
    const auto total = find_integer(answer.body, "total_count");
    if (!total || *total < 0)
        return unreadable(answer, "total_count is missing");
    ReadRows<MerchantOrder> result;
    result.page.total = *total;
    result.page.request_id = answer.request_id;
    result.page.next = next_page(cursor, *total);
    // The list of changes names its full orders as if they were numbers.
    const json::value* list = find_member(answer.body, "order_list");
    if (list == nullptr)
        list = find_member(answer.body, "order_sn_list");
    if (list == nullptr) {
        // Behind the last row an absent list and an empty one mean the same.
        const int page = find_page_number(cursor).value_or(1);
        if (*total > std::int64_t(page - 1) * merchant_page_size)
            return unreadable(answer, "the list of orders is missing");
        return result;
    }
    const auto* rows = list->if_array();
    if (rows == nullptr)
        return unreadable(answer, "the list of orders is no array");
    result.page.rows.reserve(rows->size());
    for (std::size_t at = 0; at < rows->size(); ++at) {
        MerchantOrderRow row = read_merchant_order((*rows)[at], reading);
        if (row.problem.empty())
            result.page.rows.push_back(std::move(row.order));
        else
            result.unreadable_rows.push_back("row " + std::to_string(at + 1) + ": " +
                                             std::string(row.problem));
    }
    return result;
}

Result<MerchantOrder> parse_merchant_order(const Answer& answer, const std::string& asked,
                                           const MerchantReading& reading)
{
    const json::value* info = find_member(answer.body, "order_info");
    if (info == nullptr)
        return unreadable(answer, "order_info is missing");
    MerchantOrderRow row = read_merchant_order(*info, reading);
    if (!row.problem.empty())
        return unreadable(answer, row.problem);
    if (row.order.number != asked)
        return unreadable(answer, "it is about another order");
    return std::move(row.order);
}

Result<std::vector<ReturnAddress>> parse_return_addresses(const Answer& answer)
{
    const json::value* list = find_member(answer.body, "refund_address_list");
    const auto* rows = list == nullptr ? nullptr : list->if_array();
    if (rows == nullptr)
        return unreadable(answer, "refund_address_list is no array");
    std::vector<ReturnAddress> addresses;
    addresses.reserve(rows->size());
    for (const json::value& value : *rows) {
        const auto* row = value.if_object();
        if (row == nullptr)
            return unreadable(answer, "a return address is no object");
        addresses.push_back(read_return_address(*row));
        if (addresses.back().id.empty())
            return unreadable(answer, "a return address has no id");
    }
    return addresses;
}

} // namespace daifa::pinduoduo

#include "jackyun/stock.hpp"

#include "jackyun/requests.hpp"
#include "jackyun/responses.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace daifa::jackyun {
namespace {

namespace json = boost::json;

std::optional<std::int64_t> parse_id(const std::string& text)
{
    std::int64_t id = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), id);
    if (text.empty() || parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size())
        return std::nullopt;
    return id;
}

constexpr std::int64_t pieces_max = 1'000'000'000'000;

/// "12", "-3" or "12.50", down to whole pieces.
std::optional<std::int64_t> parse_pieces(std::string_view text)
{
    const auto point = std::min(text.find('.'), text.size());
    const std::string_view behind = text.substr(std::min(point + 1, text.size()));
    const auto whole = parse_id(std::string(text.substr(0, point)));
    if (!whole || behind.find_first_not_of("0123456789") != std::string_view::npos)
        return std::nullopt;
    const bool has_part = behind.find_first_not_of('0') != std::string_view::npos;
    return text.starts_with('-') && has_part ? *whole - 1 : *whole;
}

/// Of a part of a piece nothing can be sold.
std::optional<std::int64_t> find_pieces(const json::object& row, std::string_view key)
{
    const json::value* value = find_member(row, key);
    if (value == nullptr)
        return std::nullopt;
    std::optional<std::int64_t> pieces;
    if (const auto* real = value->if_double(); real != nullptr && std::abs(*real) <= 1e12)
        pieces = static_cast<std::int64_t>(std::floor(*real));
    else
        pieces = parse_pieces(scalar_text(*value));
    if (!pieces || *pieces > pieces_max || *pieces < -pieces_max)
        return std::nullopt;
    return pieces;
}

/// Strict about what decides, lenient about the rest.
std::optional<StockRow> read_row(const json::object& object)
{
    const auto usable = find_pieces(object, "useQuantity");
    StockRow row;
    row.barcode = text_or(object, "skuBarcode");
    row.goods_code = text_or(object, "goodsNo");
    row.warehouse = text_or(object, "warehouseCode");
    if (!usable || row.warehouse.empty())
        return std::nullopt;
    row.usable = *usable;
    row.in_house = find_pieces(object, "currentQuantity").value_or(0);
    row.locked = find_pieces(object, "lockedQuantity").value_or(0);
    return row;
}

} // namespace

Result<StockPage> parse_stock(const Answer& answer, const std::string& cursor)
{
    const auto rows = read_list(answer, "goodsStockQuantity");
    if (!rows)
        return rows.error();
    const std::int64_t behind = parse_id(cursor).value_or(0);
    std::int64_t last = behind;
    StockPage result;
    result.page.request_id = answer.request_id;
    for (std::size_t at = 0; at < (*rows)->size(); ++at) {
        const json::object& object = (**rows)[at].as_object();
        const auto id = parse_id(text_or(object, "quantityId"));
        if (!id)
            return malformed(answer, "a row has no quantityId");
        if (*id < behind)
            return malformed(answer, "the list does not go by maxQuantityId");
        last = std::max(last, *id);
        if (auto row = read_row(object))
            result.page.rows.push_back(std::move(*row));
        else
            result.unreadable_rows.push_back(
                "row " + std::to_string(at + 1) +
                ": warehouseCode is missing, or useQuantity is no number");
    }
    if (last > behind)
        result.page.next = std::to_string(last);
    return result;
}

awaitable<Result<Page<StockRow>>> Stock::list_stock(StockQuery query)
{
    Call call = build_list_stock(options_, query, clock_.now());
    const auto answer = co_await gateway_.call(std::move(call));
    if (!answer)
        co_return answer.error();
    auto parsed = parse_stock(*answer, query.cursor);
    if (!parsed)
        co_return parsed.error();
    for (const auto& row : parsed->unreadable_rows)
        log_.warning("a row of stock can not be read",
                     {{"row", row}, {"request_id", answer->request_id}});
    co_return std::move(parsed->page);
}

} // namespace daifa::jackyun

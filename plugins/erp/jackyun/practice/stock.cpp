// erp.stockquantity.get: what the ERP has, by item and warehouse, behind a cursor of row ids.

#include "jackyun/practice/business.hpp"

#include <daifa/codec/json.hpp>

#include <boost/json/array.hpp>

#include <algorithm>
#include <vector>

namespace daifa::practice::jackyun {
namespace {

using sandbox::ErpStock;

std::int64_t read_cursor(const json::object& business)
{
    if (find_member(business, "maxQuantityId") == nullptr)
        return 0;
    const auto number = find_integer(business, "maxQuantityId");
    if (!number || *number < 0)
        refuse_parameter("maxQuantityId超出范围");
    return *number;
}

std::int64_t id_of(const Call& call, const ErpStock& row)
{
    return call.variants.has_rising_stock_ids ? row.change : row.id;
}

json::value pieces_value(const Call& call, std::int64_t pieces)
{
    if (call.variants.stock_numbers == StockNumbers::number)
        return pieces;
    std::string text = std::to_string(pieces);
    if (call.variants.stock_numbers == StockNumbers::decimal)
        text += ".0000";
    return json::string(text);
}

bool is_named(const std::vector<std::string>& names, const std::string& name)
{
    return names.empty() || std::ranges::find(names, name) != names.end();
}

json::object to_row(const Call& call, const ErpStock& row)
{
    return {{"quantityId", std::to_string(id_of(call, row))},
            {"skuId", std::to_string(row.id)},
            {"skuBarcode", row.barcode},
            {"goodsNo", row.goods_code},
            {"warehouseCode", row.warehouse},
            {"currentQuantity", pieces_value(call, row.in_house)},
            {"useQuantity", pieces_value(call, row.usable())},
            {"lockedQuantity", pieces_value(call, row.locked)},
            {"reserveQuantity", pieces_value(call, 0)},
            {"purchasingQuantity", pieces_value(call, 0)}};
}

} // namespace

json::value list_stock(const Call& call)
{
    const auto page = read_page(call.business);
    const auto behind = read_cursor(call.business);
    const auto from = read_time(call.business, "gmtModifiedStart", call.variants.time_form);
    const auto until = read_time(call.business, "gmtModifiedEnd", call.variants.time_form);
    if (from.has_value() != until.has_value())
        refuse_parameter("gmtModifiedStart和gmtModifiedEnd必须成对出现");
    const auto warehouses = jackyun::read_list(call.business, "warehouseCode");
    const auto barcodes = jackyun::read_list(call.business, "skuBarcode");
    const bool goes_by_time = from && call.variants.has_stock_times;
    std::vector<const ErpStock*> rows;
    for (const auto& row : call.erp.stock().rows()) {
        const auto id = id_of(call, row);
        const bool is_behind = call.variants.is_stock_cursor_inclusive ? id >= behind : id > behind;
        const bool is_in_time =
            !goes_by_time || (row.changed_at >= *from && row.changed_at <= *until);
        if (is_behind && is_in_time && is_named(warehouses, row.warehouse) &&
            is_named(barcodes, row.barcode))
            rows.push_back(&row);
    }
    std::ranges::sort(rows, {}, [&](const ErpStock* row) { return id_of(call, *row); });
    json::array list;
    const std::size_t first = std::min(rows.size(), page.index * page.size);
    for (std::size_t at = first; at < std::min(rows.size(), first + page.size); ++at)
        list.push_back(to_row(call, *rows[at]));
    return json::object{{"goodsStockQuantity", std::move(list)}};
}

} // namespace daifa::practice::jackyun

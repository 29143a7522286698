#include "sandbox/erp_stock.hpp"

#include "sandbox/control_arguments.hpp"

#include <daifa/codec/json.hpp>

#include <algorithm>

namespace daifa::sandbox {
namespace {

namespace json = boost::json;

constexpr std::int64_t pieces_max = 1'000'000'000;

std::string warehouse_of(const ErpWorld& erp, const json::object& arguments)
{
    std::string code = text_argument(arguments, "warehouse", erp.warehouses().front().code);
    const bool is_known = std::ranges::any_of(
        erp.warehouses(), [&](const ErpWarehouse& one) { return one.code == code; });
    if (!is_known)
        throw ControlError("there is no warehouse " + code);
    return code;
}

json::object set_stock(ErpWorld& erp, const json::object& arguments, TimePoint now)
{
    check_names(arguments, {"barcode", "warehouse", "quantity", "locked", "goods_code"});
    const std::string barcode = required_text(arguments, "barcode");
    const auto quantity = integer_argument(arguments, "quantity", 0, -pieces_max, pieces_max);
    const auto locked = integer_argument(arguments, "locked", 0, 0, pieces_max);
    ErpStock& row = erp.stock().set(barcode, warehouse_of(erp, arguments), quantity, locked, now);
    row.goods_code = text_argument(arguments, "goods_code", row.goods_code);
    return {{"usable", row.usable()}};
}

json::object change_stock(ErpWorld& erp, const json::object& arguments, TimePoint now)
{
    check_names(arguments, {"barcode", "warehouse", "by"});
    const std::string barcode = required_text(arguments, "barcode");
    const std::string warehouse = warehouse_of(erp, arguments);
    const auto by = integer_argument(arguments, "by", -1, -pieces_max, pieces_max);
    for (const ErpStock& row : erp.stock().rows())
        if (row.barcode == barcode && row.warehouse == warehouse) {
            const auto next = row.in_house + by;
            const auto& changed = erp.stock().set(barcode, warehouse, next, row.locked, now);
            return {{"usable", changed.usable()}};
        }
    throw ControlError("there is no stock of " + barcode + " in " + warehouse);
}

json::object remove_stock(ErpWorld& erp, const json::object& arguments, TimePoint)
{
    check_names(arguments, {"barcode"});
    erp.stock().remove(required_text(arguments, "barcode"));
    return {};
}

json::object add_warehouse(ErpWorld& erp, const json::object& arguments, TimePoint)
{
    check_names(arguments, {"code", "name"});
    ErpWarehouse warehouse;
    warehouse.id = erp.warehouses().back().id + 1;
    warehouse.code = required_text(arguments, "code");
    warehouse.name = text_argument(arguments, "name", warehouse.code);
    const std::int64_t id = warehouse.id;
    erp.add_warehouse(std::move(warehouse));
    return {{"id", std::to_string(id)}};
}

constexpr ErpAction stock_actions[] = {
    {"set_stock", set_stock},
    {"change_stock", change_stock},
    {"remove_stock", remove_stock},
    {"add_warehouse", add_warehouse},
};

} // namespace

std::span<const ErpAction> erp_stock_actions()
{
    return stock_actions;
}

json::object stock_truth(const StockBook& book)
{
    json::object sums;
    for (const auto& [barcode, usable] : book.usable())
        sums[barcode] = usable;
    return sums;
}

} // namespace daifa::sandbox
